import { MIGRATIONS_FOLDER } from '#server/assets'

import { systemClock } from './clock'
import { readConfig } from './config'
import { LockHeldError } from './exclusive-lock'
import { openPlatform, type OpenPlatform } from './open-platform'
import { createLog } from './request-log'
import { runningDatabaseUrl } from './running-database'

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
    if (error instanceof LockHeldError) return open(runningDatabaseUrl(config.stateFolder))
    throw error
  }
}
