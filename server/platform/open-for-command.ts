import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { MIGRATIONS_FOLDER } from '#server/assets'

import { systemClock } from './clock'
import { readConfig, type Config } from './config'
import { LockHeldError } from './exclusive-lock'
import { openPlatform, type OpenPlatform } from './open-platform'
import { NOBODY } from './postgres-binaries'
import { createLog } from './request-log'
import { databaseHome, keptSecret } from './state-folder'

/**
 * Opens the platform for one command beside a running service or without one: where the service keeps the embedded database
 * busy, the command connects to that same server instead of starting another.
 */
export async function openForCommand(environment: NodeJS.ProcessEnv): Promise<OpenPlatform> {
  const config = { ...readConfig(environment), logLevel: 'error' as const, databaseConnectionsMax: 2 }
  const open = (databaseUrl: string | null): Promise<OpenPlatform> =>
    openPlatform({
      config: { ...config, databaseUrl },
      clock: systemClock,
      log: createLog(config.logLevel),
      migrationsFolder: MIGRATIONS_FOLDER,
    })
  try {
    return await open(config.databaseUrl)
  } catch (error) {
    if (error instanceof LockHeldError) return open(runningDatabaseUrl(config))
    throw error
  }
}

/** Where the embedded server of another process answers: its port stands in the fourth line of postmaster.pid. */
function runningDatabaseUrl({ stateFolder }: Config): string {
  const home = databaseHome(stateFolder, process.getuid?.() === 0 ? NOBODY : null)
  const port = Number(readFileSync(join(home, 'data', 'postmaster.pid'), 'utf8').split('\n')[3])
  if (!Number.isSafeInteger(port) || port < 1)
    throw new Error('The embedded database is starting; try again.')
  return `postgres://suitan:${keptSecret(join(stateFolder, 'database-password'), 24)}@127.0.0.1:${port}/suitan`
}
