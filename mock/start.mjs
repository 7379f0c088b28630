/**
 * `npm start`: the whole product with a simulated city around it, on this machine, from a clean clone. Plain Node until the packages
 * are there; `--port N` (or PORT) chooses the port of the one address it prints.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(repository)

requireNode(20, 19)
if (!arePackagesThere()) install()
createRequire(import.meta.url)('tsx/cjs')
const { runDemo } = createRequire(import.meta.url)('./demo/index.ts')
await runDemo({ repository, wantedPort: readPort() })

function requireNode(majorLeast, minorLeast) {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > majorLeast || (major === majorLeast && minor >= minorLeast)) return
  fail(
    `需要 Node ${majorLeast}.${minorLeast} 或更新版本 · Node ${majorLeast}.${minorLeast} or newer is needed (this is ${process.versions.node})`,
  )
}

/** Whether what npm noted of the installed tree agrees with the lock file; optional packages may be missing on this machine. */
function arePackagesThere() {
  const note = path.join(repository, 'node_modules/.package-lock.json')
  if (!existsSync(note)) return false
  const installed = JSON.parse(readFileSync(note, 'utf8')).packages
  const wanted = Object.entries(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages)
  return wanted.every(
    ([name, { version, optional, peer }]) =>
      name === '' || optional || peer || installed[name]?.version === version,
  )
}

function install() {
  console.log('安装依赖（npm ci）… · Installing packages (npm ci)…')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status } = spawnSync(npm, ['ci'], { stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) fail('npm ci 没有成功 · npm ci did not succeed')
}

function readPort() {
  const flag = process.argv.indexOf('--port')
  const text = flag === -1 ? process.env.PORT : process.argv[flag + 1]
  if (!text) return undefined
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    fail(`端口应为 1–65535 · a port is 1–65535, not "${text}"`)
  return port
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
