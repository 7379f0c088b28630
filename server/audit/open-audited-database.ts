import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { startEmbeddedPostgres } from '#server/platform/embedded-postgres'
import { LockHeldError } from '#server/platform/exclusive-lock'
import {
  createCryptoModule,
  openDatabase,
  type Config,
  type CryptoModule,
  type Sql,
} from '#server/platform/index'
import { DATABASE_NAME, runningDatabaseUrl } from '#server/platform/running-database'
import { knownMasterKey } from '#server/platform/state-folder'

export interface AuditedDatabase {
  sql: Sql
  close: () => Promise<void>
}

/**
 * The database of the running service: DATABASE_URL where it is set, else the embedded one, found through the state folder.
 * When the service is stopped the embedded one is started for the time of the work. Throws when there is none yet.
 */
export async function openAuditedDatabase(config: Config): Promise<AuditedDatabase> {
  if (config.databaseUrl !== null) return connect(config.databaseUrl, async () => undefined)
  if (!existsSync(join(config.stateFolder, 'database-password'))) {
    throw new Error(`There is no database in ${config.stateFolder}; set SUITAN_STATE or DATABASE_URL.`)
  }
  try {
    const server = await startEmbeddedPostgres({ stateFolder: config.stateFolder })
    return connect(Object.assign(new URL(server.url), { pathname: `/${DATABASE_NAME}` }).href, server.stop)
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error
    return connect(runningDatabaseUrl(config.stateFolder), async () => undefined)
  }
}

/** What opens and indexes as the service does, by its master key: the configured one, or that of the demo; undefined without one. */
export function auditedCrypto(config: Config): CryptoModule | undefined {
  const masterKeyHex = knownMasterKey(config)
  if (masterKeyHex === null) return undefined
  return createCryptoModule(config.cryptoSuite, Buffer.from(masterKeyHex, 'hex'))
}

function connect(url: string, stop: () => Promise<void>): AuditedDatabase {
  const sql = openDatabase({ url, connectionsMax: 1, applicationName: 'suitan-audit' })
  return { sql, close: () => sql.end({ timeout: 5 }).then(stop) }
}
