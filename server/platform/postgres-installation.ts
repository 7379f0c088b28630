import { spawn } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { giveTo, type PostgresBinaries, type UnprivilegedUser } from './postgres-binaries'

/** The one role of the embedded server; the service is its only user. */
export const SUPERUSER = 'suitan'

export interface Installation {
  binaries: PostgresBinaries
  home: string
  dataFolder: string
  user: UnprivilegedUser | null
}

/** initdb writes into a draft folder that is renamed when whole: a killed first start leaves nothing half made. */
export async function initialise({
  binaries,
  home,
  dataFolder,
  password,
  user,
}: Installation & { password: string }): Promise<void> {
  const draft = `${dataFolder}.draft`
  const passwordFile = join(home, 'initdb-password')
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  giveTo(user, draft)
  rmSync(passwordFile, { force: true })
  writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' })
  giveTo(user, passwordFile)
  try {
    const encoding = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
    const access = ['-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
    await run(binaries.initdb, ['-D', draft, ...encoding, '--data-checksums', ...access], user)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(draft, dataFolder)
}

/** Runs a program to its end as `user`; throws with its error output when it fails. */
async function run(program: string, args: string[], user: UnprivilegedUser | null): Promise<void> {
  const child = spawn(program, args, {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: bareEnvironment(),
    ...user,
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const code = await new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve),
  )
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${errors.slice(-2000)}`)
}

/** Nothing of the service's own environment (its secrets among it) reaches the database processes. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC', SystemRoot: process.env['SystemRoot'] }
}
