import { MIGRATIONS_FOLDER } from '#server/assets'

import { systemClock } from './clock'
import { readConfig } from './config'
import { LockHeldError } from './exclusive-lock'
import { openPlatform, type OpenPlatform } from './open-platform'
import { createLog } from './request-log'
import { runningDatabaseUrl } from './running-database'
import { knownMasterKey } from './state-folder'

/**
 * Opens the platform for one command beside a running service or without one: where the service keeps the embedded database
 * busy, the command connects to that same server instead of starting another. A master key that lies in the state folder is read
 * whether or not this is the demo: only making one is the demo's.
 */
export async function openForCommand(environment: NodeJS.ProcessEnv): Promise<OpenPlatform> {
  const read = readConfig(environment)
  const limits = { logLevel: 'error' as const, databaseConnectionsMax: 2 }
  const config = { ...read, ...limits, masterKeyHex: knownMasterKey(read) }
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
