/** `npm run size`: the packages of every target in dist/, raw and gzipped, against their limits. Exit code 1 when one is over. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { filesIn, packagesOf } from './packages'

const DIST = path.resolve(__dirname, '../../dist')

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10)

const gzippedBytes = (folder: string, files: readonly string[]) =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).length, 0)

function printMiniProgram(target: string): void {
  const folder = path.join(DIST, target)
  for (const { name, files, bytes, limitBytes } of packagesOf(folder)) {
    const isOver = bytes > limitBytes
    if (isOver) process.exitCode = 1
    const columns = [
      target.padEnd(18),
      name.padEnd(16),
      kilobytes(bytes),
      kilobytes(gzippedBytes(folder, files)),
    ]
    console.log(`${columns.join(' ')}   limit ${kilobytes(limitBytes)}${isOver ? '   OVER' : ''}`)
  }
}

function printH5(): void {
  const folder = path.join(DIST, 'h5')
  const scripts = filesIn(folder).filter((file) => file.endsWith('.js'))
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8')
  const first = scripts.filter((file) => page.includes(file))
  const row = (name: string, files: readonly string[]) => {
    const bytes = files.reduce((sum, file) => sum + readFileSync(path.join(folder, file)).length, 0)
    console.log(
      `${'h5'.padEnd(18)} ${name.padEnd(16)} ${kilobytes(bytes)} ${kilobytes(gzippedBytes(folder, files))}`,
    )
  }
  row('entry scripts', first)
  row('all scripts', scripts)
}

/** What npm run build makes; a target missing in dist/ is said to be missing. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5']

const targets = existsSync(DIST) ? readdirSync(DIST).sort() : []
if (targets.length === 0) {
  console.error('dist/ is empty: run npm run build first')
  process.exitCode = 1
} else {
  console.log(`${'target'.padEnd(18)} ${'package'.padEnd(16)} ${'raw'.padStart(10)} ${'gzip'.padStart(10)}`)
}
for (const target of targets) {
  if (existsSync(path.join(DIST, target, 'index.html'))) printH5()
  else if (['app.json', 'embed.json'].some((file) => existsSync(path.join(DIST, target, file))))
    printMiniProgram(target)
}
for (const target of TARGETS.filter((one) => !targets.includes(one)))
  console.log(`${target.padEnd(18)} not built: npm run build:${target}`)
