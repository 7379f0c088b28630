import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { acquireExclusiveLock } from './exclusive-lock'
import { NOBODY, preparePostgresBinaries } from './postgres-binaries'
import { bareEnvironment, initialise, SUPERUSER, type Installation } from './postgres-installation'
import { readPostmaster, stopOrphan } from './postgres-orphan'
import { databaseHome, keptSecret, openStateFolder } from './state-folder'

export interface EmbeddedPostgres {
  /** Connection URL of the maintenance database `postgres`; 127.0.0.1 only, password by SCRAM. */
  url: string
  /** Process id of the postmaster. */
  pid: number
  dataFolder: string
  /** Resolves when the server ended although nobody stopped it: a crash, the kernel, a hand. */
  died: Promise<void>
  /** Fast shutdown: open transactions are rolled back, a checkpoint is written, the lock is released. */
  stop: () => Promise<void>
}

export interface EmbeddedPostgresOptions {
  stateFolder: string
  /** Server settings that replace ours, by their PostgreSQL names. */
  settings?: Record<string, string>
}

/**
 * Durable by choice (fsync and synchronous_commit stay on); the long checkpoint distance keeps full-page images of
 * the random-keyed ride indexes rare, and compression keeps the remaining ones small. The shipped build has pglz only.
 */
const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  synchronous_commit: 'on',
  shared_buffers: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  checkpoint_completion_target: '0.9',
  wal_compression: 'pglz',
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_statement: 'none',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
}

const START_SECONDS_MAX = 60

/**
 * Starts the PostgreSQL shipped in the optional npm packages, with its data in `stateFolder`, and resolves when it
 * accepts connections. A server left over from a killed run is stopped first and its data recovered.
 * Throws LockHeldError while another live process uses the same folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const stateFolder = openStateFolder(options.stateFolder)
  const release = acquireExclusiveLock(join(stateFolder, 'database.lock'))
  try {
    const user = process.getuid?.() === 0 ? NOBODY : null
    const home = databaseHome(stateFolder, user)
    const binaries = preparePostgresBinaries(user, home)
    const password = keptSecret(join(stateFolder, 'database-password'), 24)
    const dataFolder = join(home, 'data')
    if (existsSync(dataFolder)) await stopOrphan(binaries, dataFolder, user)
    else await initialise({ binaries, home, dataFolder, password, user })
    const settings = { ...SETTINGS, ...options.settings }
    const server = await startOnFreePort({ binaries, home, dataFolder, user, settings })
    const stop = async (): Promise<void> => {
      await server.stop()
      release()
    }
    const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${server.port}/postgres`
    return { url, pid: server.pid, dataFolder, died: server.died, stop }
  } catch (error) {
    release()
    throw error
  }
}

interface RunningServer {
  pid: number
  port: number
  died: Promise<void>
  stop: () => Promise<void>
}

/**
 * Another program may take the free port before PostgreSQL does; and the children of a postmaster killed by -9 hold its
 * shared memory until each has noticed, so a start is tried again for as long as that is why it failed.
 */
async function startOnFreePort(
  installation: Installation & { settings: Record<string, string> },
): Promise<RunningServer> {
  const deadline = Date.now() + START_SECONDS_MAX * 1000
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startServer(installation, await freePort())
    } catch (error) {
      const isHeld = String(error).includes('shared memory block') && Date.now() < deadline
      if (attempt >= 3 && !isHeld) throw error
      await sleep(200)
    }
  }
}

async function startServer(
  { binaries, home, dataFolder, user, settings }: Installation & { settings: Record<string, string> },
  port: number,
): Promise<RunningServer> {
  const logPath = join(home, 'postgres.log')
  const log = openSync(logPath, 'a', 0o600)
  chmodSync(logPath, 0o600)
  const logStart = statSync(logPath).size
  const flags = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  // Its own session: a Ctrl-C in the terminal must reach the service only, which then stops the database last.
  const child = spawn(binaries.postgres, ['-D', dataFolder, ...flags], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: bareEnvironment(),
    ...user,
  })
  closeSync(log)
  const killWithUs = (): void => void child.kill('SIGINT')
  process.once('exit', killWithUs)
  const ended = new Promise<void>((resolve) =>
    child.once('close', () => resolve()).once('error', () => resolve()),
  )
  let isStopping = false
  const died = new Promise<void>((resolve) => void ended.then(() => isStopping || resolve()))
  const stop = async (): Promise<void> => {
    isStopping = true
    child.ref()
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
    await ended
    process.removeListener('exit', killWithUs)
  }
  try {
    const pid = await untilReady(child, dataFolder, () =>
      readFileSync(logPath).subarray(logStart).toString('utf8'),
    )
    child.unref()
    return { pid, port, died, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The postmaster writes `ready` into its pid file when it accepts connections, after any recovery. */
async function untilReady(child: ChildProcess, dataFolder: string, logText: () => string): Promise<number> {
  const deadline = Date.now() + START_SECONDS_MAX * 1000
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const postmaster = readPostmaster(dataFolder)
    if (child.pid !== undefined && postmaster?.pid === child.pid && postmaster.isReady) return child.pid
    await sleep(10)
  }
  throw new Error(`PostgreSQL did not start: ${logText().slice(-2000)}`)
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}
