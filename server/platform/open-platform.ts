import { join } from 'node:path'

import { type Logger } from 'pino'

import { createAccessTokens } from './access-token'
import { type Clock } from './clock'
import { type Config } from './config'
import { createCryptoModule } from './crypto'
import { openDatabase, type Sql } from './database'
import { type Dependencies } from './dependencies'
import { startEmbeddedPostgres } from './embedded-postgres'
import { createJobs } from './jobs'
import { createMetrics } from './metrics'
import { migrate, readMigrations } from './migrate'
import { DATABASE_NAME } from './running-database'
import { createSessions } from './sessions'
import { keptSecret, openStateFolder } from './state-folder'
import { registerUpkeep } from './upkeep'

export interface OpenPlatform {
  deps: Dependencies
  /** Where the database is, with its password: for the audit and for tests. */
  databaseUrl: string
  /** Resolves when the embedded database ended by itself; never where the database is somebody else's. */
  databaseDied: Promise<void>
  /** Stops jobs, closes the pool and stops the embedded database, in this order. */
  close: () => Promise<void>
}

export interface PlatformOptions {
  config: Config
  clock: Clock
  log: Logger
  migrationsFolder: string
}

/** Opens the database (starting the embedded one where none is configured), migrates it, and builds all dependencies. */
export async function openPlatform({
  config,
  clock,
  log,
  migrationsFolder,
}: PlatformOptions): Promise<OpenPlatform> {
  const masterKey = readMasterKey(config)
  const server = config.databaseUrl === null ? await startEmbeddedPostgres(config) : null
  let sql: Sql | undefined
  try {
    const databaseUrl = config.databaseUrl ?? (await ownDatabase(server?.url ?? ''))
    sql = openDatabase({ url: databaseUrl, connectionsMax: config.databaseConnectionsMax })
    const migrations = readMigrations(migrationsFolder)
    const applied = await migrate(sql, migrations)
    if (applied.length > 0) log.info({ applied }, 'migrated')
    const crypto = createCryptoModule(config.cryptoSuite, masterKey)
    const tokens = createAccessTokens(crypto, clock)
    const sessions = createSessions({ sql, clock, crypto, tokens })
    const jobs = createJobs({ databaseUrl, log })
    const deps = {
      config,
      clock,
      sql,
      crypto,
      tokens,
      sessions,
      jobs,
      metrics: createMetrics(sql),
      log,
      migrations,
    }
    registerUpkeep(deps)
    const databaseDied = server?.died ?? new Promise<void>(() => undefined)
    return { deps, databaseUrl, databaseDied, close: () => closeAll(deps, server) }
  } catch (error) {
    await sql?.end({ timeout: 1 })
    await server?.stop()
    throw error
  }
}

const CLOSE_SECONDS_MAX = 10

async function closeAll(deps: Dependencies, server: { stop: () => Promise<void> } | null): Promise<void> {
  await deps.jobs.stop()
  await deps.sql.end({ timeout: CLOSE_SECONDS_MAX })
  await server?.stop()
}

/** Only the demo may invent its own master key: in earnest a lost state folder must not lose every sealed value. */
function readMasterKey(config: Config): Buffer {
  if (config.masterKeyHex !== null) return Buffer.from(config.masterKeyHex, 'hex')
  if (!config.isDemo) throw new Error('SUITAN_MASTER_KEY is not set; only SUITAN_DEMO=true may generate one.')
  return Buffer.from(keptSecret(join(openStateFolder(config.stateFolder), 'master-key'), 32), 'hex')
}

async function ownDatabase(maintenanceUrl: string): Promise<string> {
  const maintenance = openDatabase({ url: maintenanceUrl, connectionsMax: 1 })
  try {
    const found = await maintenance`SELECT 1 FROM pg_database WHERE datname = ${DATABASE_NAME}`
    if (found.length === 0) await maintenance`CREATE DATABASE ${maintenance(DATABASE_NAME)}`
  } finally {
    await maintenance.end()
  }
  return Object.assign(new URL(maintenanceUrl), { pathname: `/${DATABASE_NAME}` }).href
}
