/**
 * Builds targets: `node config/build.mjs weapp alipay` · `--embed` for the sub-package of a host's own mini-program · `--watch`.
 * Exits non-zero when Taro fails, and when it ends well without having built anything (it does that on a bad configuration).
 */
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const taro = path.join(repository, 'node_modules/@tarojs/cli/bin/taro')
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5']

const words = process.argv.slice(2)
const isEmbed = words.includes('--embed')
const isWatch = words.includes('--watch')
const targets = words.filter((word) => !word.startsWith('--'))

for (const target of targets) {
  if (!TARGETS.includes(target) || (isEmbed && target === 'h5')) fail(`unknown target "${target}"`)
  build(target)
}

function build(target) {
  const output = `dist/${target}${isEmbed ? '-embed' : ''}`
  const proof = path.join(repository, output, proofOf(target))
  if (!isWatch) rmSync(path.join(repository, output), { recursive: true, force: true })
  // --no-check: Taro's check of its own configuration asks a code host for the rules.
  const flags = [
    'build',
    '--type',
    target,
    '--no-check',
    ...(isEmbed ? ['--new-blended'] : []),
    ...(isWatch ? ['--watch'] : []),
  ]
  const { status, signal } = spawnSync(process.execPath, [taro, ...flags], {
    cwd: repository,
    stdio: 'inherit',
    env: { ...process.env, SUITAN_OUTPUT: output },
  })
  if (signal) process.kill(process.pid, signal)
  if (status !== 0) fail(`${output}: Taro ended with exit code ${status}`)
  if (!existsSync(proof)) fail(`${output}: Taro ended well but ${proofOf(target)} is missing`)
}

/** The file whose presence shows that there is output. */
function proofOf(target) {
  if (target === 'h5') return 'index.html'
  return isEmbed ? 'embed.json' : 'app.json'
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
