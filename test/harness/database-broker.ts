import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { MIGRATIONS_FOLDER } from '#server/assets'
import { migrate, openDatabase, readMigrations, type Sql } from '#server/platform/index'
import { startEmbeddedPostgres } from '#server/platform/embedded-postgres'
import { LockHeldError } from '#server/platform/exclusive-lock'

/** One embedded PostgreSQL for a whole jest run, started when the first spec asks for a database. */
export interface DatabaseBroker {
  /** Base URL specs ask: POST / makes a migrated database, DELETE /name drops one. */
  url: string
  stop: () => Promise<void>
}

/** Specs kill services, not machines: what survives the loss of power is tried on a cluster of its own, as durable as in service. */
const SETTINGS = { shared_buffers: '256MB', fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

const TEMPLATE = 'suitan_template'
const FOLDER_PREFIX = 'suitan-test-'

interface RunningCluster {
  maintenance: Sql
  serverUrl: string
  stop: () => Promise<void>
}

export async function startDatabaseBroker(): Promise<DatabaseBroker> {
  let cluster: Promise<RunningCluster> | null = null
  const server = createServer((request, response) => {
    cluster ??= startCluster()
    // A spec that worked for long would ask again over a connection we have meanwhile closed as idle.
    response.setHeader('connection', 'close')
    const name = (request.url ?? '').slice(1)
    const work = request.method === 'DELETE' ? drop(cluster, name) : create(cluster)
    work.then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, stop: () => stop(server, cluster) }
}

async function startCluster(): Promise<RunningCluster> {
  await removeAbandoned()
  const stateFolder = mkdtempSync(join(tmpdir(), FOLDER_PREFIX))
  // The database may run as another user (root starts it as nobody), who must be able to reach its folder.
  chmodSync(stateFolder, 0o755)
  const server = await startEmbeddedPostgres({ stateFolder, settings: SETTINGS })
  const maintenance = openDatabase({ url: server.url, connectionsMax: 4 })
  await maintenance`CREATE DATABASE ${maintenance(TEMPLATE)}`
  const template = openDatabase({ url: databaseUrl(server.url, TEMPLATE), connectionsMax: 1 })
  await migrate(template, readMigrations(MIGRATIONS_FOLDER))
  await template.end()
  const stopCluster = async (): Promise<void> => {
    await maintenance.end()
    await server.stop()
    rmSync(stateFolder, { recursive: true, force: true })
  }
  return { maintenance, serverUrl: server.url, stop: stopCluster }
}

/** Runs that were killed leave a server and its folder behind: whoever comes next clears them away. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(FOLDER_PREFIX))) {
    const stateFolder = join(tmpdir(), name)
    // A folder without a lock belongs to a run that is just beginning or just ending.
    if (!existsSync(join(stateFolder, 'database.lock'))) continue
    try {
      const server = await startEmbeddedPostgres({ stateFolder })
      await server.stop()
      rmSync(stateFolder, { recursive: true, force: true })
    } catch (error) {
      if (!(error instanceof LockHeldError)) throw error
    }
  }
}

async function create(starting: Promise<RunningCluster>): Promise<string> {
  const { maintenance, serverUrl } = await starting
  const name = `spec_${randomUUID().replaceAll('-', '')}`
  await maintenance`CREATE DATABASE ${maintenance(name)} TEMPLATE ${maintenance(TEMPLATE)} STRATEGY FILE_COPY`
  return databaseUrl(serverUrl, name)
}

async function drop(starting: Promise<RunningCluster>, name: string): Promise<string> {
  const { maintenance } = await starting
  await maintenance`DROP DATABASE IF EXISTS ${maintenance(name)} WITH (FORCE)`
  return ''
}

function databaseUrl(serverUrl: string, name: string): string {
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href
}

async function stop(server: Server, cluster: Promise<RunningCluster> | null): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  await (await cluster)?.stop()
}
