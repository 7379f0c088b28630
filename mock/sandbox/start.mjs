/**
 * `npm run sandbox`: the platform for an operator to try itself out on, with three residents who consented days ago and nobody else at work.
 * Plain Node until the packages are there; `--port N` (or PORT) chooses the port.
 */
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { installPackages } from '../../config/prepare.mjs'

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
process.chdir(repository)
const flag = process.argv.indexOf('--port')
const port = (flag === -1 ? process.env.PORT : process.argv[flag + 1]) ?? '8300'
installPackages()
const require = createRequire(import.meta.url)
require('tsx/cjs')
const { runSandbox } = require('./run-sandbox.ts')
await runSandbox({ repository, port }).catch((error) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
