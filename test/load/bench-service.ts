import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import {
  createCryptoModule,
  openDatabase,
  systemClock,
  type CryptoModule,
  type Sql,
} from '#server/platform/index'
import { startEmbeddedPostgres } from '#server/platform/embedded-postgres'

const ROOT = join(__dirname, '..', '..')
const MASTER_KEY_HEX = '5b'.repeat(32)

/** The service as it is shipped, in a process of its own, on an empty embedded PostgreSQL. */
export interface BenchService {
  readonly url: string
  readonly sql: Sql
  readonly crypto: CryptoModule
  readonly clock: typeof systemClock
  /** A folder the database may write files to. */
  readonly serverFolder: string
  /** The most memory the service's process has ever held. */
  readonly memoryMaxMiB: () => number
  readonly stop: () => Promise<void>
}

export async function startBenchService(): Promise<BenchService> {
  execFileSync(process.execPath, [join(ROOT, 'server', 'build.mjs')], { cwd: ROOT, stdio: 'inherit' })
  const stateFolder = mkdtempSync(join(tmpdir(), 'suitan-bench-'))
  // Open to the database's own user, so that its data stays in here and goes with the folder.
  chmodSync(stateFolder, 0o755)
  const server = await startEmbeddedPostgres({ stateFolder })
  const maintenance = openDatabase({ url: server.url, connectionsMax: 1 })
  await maintenance`CREATE DATABASE suitan`
  await maintenance.end()
  const databaseUrl = Object.assign(new URL(server.url), { pathname: '/suitan' }).href
  const service = spawn(process.execPath, [join(ROOT, 'dist', 'server', 'main.cjs')], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      SUITAN_MASTER_KEY: MASTER_KEY_HEX,
      PORT: '0',
      SUITAN_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await urlOf(service)
  const sql = openDatabase({ url: databaseUrl, connectionsMax: 4 })
  const stop = async (): Promise<void> => {
    await sql.end({ timeout: 5 })
    const ended = new Promise((resolve) => service.once('close', resolve))
    service.kill('SIGTERM')
    await ended
    await server.stop()
    rmSync(stateFolder, { recursive: true, force: true })
  }
  const crypto = createCryptoModule('intl', Buffer.from(MASTER_KEY_HEX, 'hex'))
  return {
    url,
    sql,
    crypto,
    clock: systemClock,
    serverFolder: server.dataFolder,
    memoryMaxMiB: () => memoryMaxMiB(service.pid),
    stop,
  }
}

async function urlOf(service: ChildProcess): Promise<string> {
  if (service.stdout === null) throw new Error('The service has no output.')
  for await (const line of createInterface({ input: service.stdout })) {
    return (JSON.parse(line) as { url: string }).url
  }
  throw new Error('The service ended before it was ready.')
}

/** VmHWM of proc(5). */
function memoryMaxMiB(pid: number | undefined): number {
  const kibibytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kibibytes) / 1024)
}
