import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import {
  createCryptoModule,
  openDatabase,
  systemClock,
  type AccessTokens,
  type CryptoModule,
  type Sql,
} from '#server/platform/index'
import { NODE_FLAGS } from '#mock/demo/node-flags'
import { createAccessTokens } from '#server/platform/access-token'
import { startEmbeddedPostgres } from '#server/platform/embedded-postgres'

import { childrenOf, cpuSecondsOf } from './cpu'

const ROOT = join(__dirname, '..', '..')
const MASTER_KEY_HEX = '5b'.repeat(32)

/** The service as it is shipped, in a process of its own, on an empty embedded PostgreSQL. */
export interface BenchService {
  readonly url: string
  readonly sql: Sql
  readonly crypto: CryptoModule
  readonly clock: typeof systemClock
  /** Signs what the service accepts. */
  readonly tokens: AccessTokens
  /** A folder the database may write files to. */
  readonly serverFolder: string
  /** The most memory the service's process has ever held. */
  readonly memoryMaxMiB: () => number
  /** Seconds of processor time used so far: by the service, by its database, by the bench itself. */
  readonly cpuSeconds: () => CpuSeconds
  /** Another program on the same database; it prints a line of JSON with its `url` when it is ready. */
  readonly startProgram: (file: string) => Promise<BenchProgram>
  /** What a program needs to know to open the same database. */
  readonly environment: Readonly<Record<string, string>>
  /** Ends the service's process; the database goes on. */
  readonly stopService: () => Promise<void>
  readonly stop: () => Promise<void>
}

export interface CpuSeconds {
  readonly service: number
  readonly database: number
  readonly bench: number
}

export interface BenchProgram {
  readonly url: string
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
  const service = await startProcess(databaseUrl, [join(ROOT, 'dist', 'server', 'main.cjs')])
  const sql = openDatabase({ url: databaseUrl, connectionsMax: 4 })
  let isRunning = true
  const stopService = async (): Promise<void> => {
    if (!isRunning) return
    isRunning = false
    await service.stop()
  }
  const stop = async (): Promise<void> => {
    await sql.end({ timeout: 5 })
    await stopService()
    await server.stop()
    rmSync(stateFolder, { recursive: true, force: true })
  }
  const crypto = createCryptoModule('intl', Buffer.from(MASTER_KEY_HEX, 'hex'))
  return {
    url: service.url,
    sql,
    crypto,
    clock: systemClock,
    tokens: createAccessTokens(crypto, systemClock),
    serverFolder: server.dataFolder,
    memoryMaxMiB: () => memoryMaxMiB(service.pid),
    cpuSeconds: () => ({
      service: cpuSecondsOf([service.pid]),
      database: cpuSecondsOf(childrenOf(server.pid)),
      bench: cpuSecondsOf([process.pid]),
    }),
    startProgram: (file) => startProcess(databaseUrl, ['--import', 'tsx', join(ROOT, file)]),
    environment: { DATABASE_URL: databaseUrl, SUITAN_MASTER_KEY: MASTER_KEY_HEX },
    stopService,
    stop,
  }
}

async function startProcess(
  databaseUrl: string,
  args: readonly string[],
): Promise<BenchProgram & { pid: number }> {
  const program = spawn(process.execPath, [...NODE_FLAGS, ...args], {
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
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => program.once('close', resolve))
    program.kill('SIGTERM')
    await ended
  }
  return { url: await urlOf(program), pid: program.pid ?? -1, stop }
}

async function urlOf(program: ChildProcess): Promise<string> {
  if (program.stdout === null) throw new Error('The program has no output.')
  for await (const line of createInterface({ input: program.stdout })) {
    return (JSON.parse(line) as { url: string }).url
  }
  throw new Error('The program ended before it was ready.')
}

/** VmHWM of proc(5). */
function memoryMaxMiB(pid: number): number {
  const kibibytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kibibytes) / 1024)
}
