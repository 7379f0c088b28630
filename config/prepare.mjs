/**
 * What `npm start` and `npm test` need before anything of ours can run, with nothing but Node: the packages of the lock file.
 * Plain Node on purpose – nothing is installed yet when this runs.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = new URL('..', import.meta.url).pathname

const STAMP = 'node_modules/.suitan-installed'

const lockDigest = () =>
  createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')

/** Installs by `npm ci` when node_modules is missing or belongs to another lock file. Throws, naming the command, when it fails. */
export const installPackages = () => {
  const digest = lockDigest()
  const stamp = join(ROOT, STAMP)
  const installed = existsSync(join(ROOT, 'node_modules/.package-lock.json'))
  if (installed && (!existsSync(stamp) || readFileSync(stamp, 'utf8') === digest)) return
  console.log('Installing packages (npm ci): a few minutes the first time')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`npm ci failed (exit ${status}); run it by hand to see why`)
  mkdirSync(join(ROOT, 'node_modules'), { recursive: true })
  writeFileSync(stamp, digest)
}
