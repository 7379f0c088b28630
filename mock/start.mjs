/**
 * `npm start`: the whole product with a simulated city around it, on this machine, from a clean clone. Plain Node until the packages
 * are there; `--port N` (or PORT) chooses the port of the one address it prints.
 */
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { installPackages } from '../config/prepare.mjs'

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(import.meta.url)
process.chdir(repository)

requireNode(20, 19)
const wantedPort = readPort()
try {
  installPackages()
} catch (error) {
  fail(error.message)
}
require('tsx/cjs')
const { runDemo } = require('./demo/index.ts')
await runDemo({ repository, wantedPort })

function requireNode(majorLeast, minorLeast) {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > majorLeast || (major === majorLeast && minor >= minorLeast)) return
  fail(
    `需要 Node ${majorLeast}.${minorLeast} 或更新版本 · Node ${majorLeast}.${minorLeast} or newer is needed (this is ${process.versions.node})`,
  )
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
