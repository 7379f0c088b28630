import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { HostConnection } from '#mock/hosts/index'
import type { DemoFarEnd } from './far-ends'

import { NODE_FLAGS } from './node-flags'

export interface ServiceOptions {
  readonly repository: string
  readonly stateFolder: string
  readonly logFile: string
  readonly hosts: readonly HostConnection[]
  readonly farEnds: readonly DemoFarEnd[]
}

export interface Service {
  readonly url: string
  readonly pid: number
  /** Settles when the process is gone, however it went. */
  readonly gone: Promise<void>
  stop(): Promise<void>
}

/** Where a mini-program built without other words looks for the platform. */
const USUAL_PORT = 8_080
/** Windows of the demo: a run closes this long after its first ride. */
const SETTLING_SECONDS = 8
/** A ride taken at the desk is told at once, with the arrival it would really have: the longest way takes less than this. */
const ARRIVAL_AHEAD_SECONDS = 4 * 3_600
const STOP_MILLISECONDS_MAX = 30_000

/** Starts the platform service with its own PostgreSQL and waits until it is ready; its log goes to a file. */
export const startService = async (options: ServiceOptions): Promise<Service> => {
  const child = spawn(
    process.execPath,
    [
      ...NODE_FLAGS,
      ...['-r', path.join(options.repository, 'mock/demo/follow-parent.cjs'), 'dist/server/main.cjs'],
    ],
    {
      cwd: options.repository,
      // A group of its own: Ctrl-C reaches us alone, and we stop things in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...(await serviceEnvironment(options)) },
    },
  )
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.stderr?.pipe(createWriteStream(options.logFile))
  const url = await readyUrl(child, options.logFile)
  return { url, pid: child.pid ?? 0, gone, stop: () => stopProcess(child, gone) }
}

const serviceEnvironment = async ({
  stateFolder,
  hosts,
  farEnds,
}: ServiceOptions): Promise<NodeJS.ProcessEnv> => ({
  PORT: String((await isFree(USUAL_PORT)) ? USUAL_PORT : 0),
  HOST: '127.0.0.1',
  SUITAN_STATE: stateFolder,
  SUITAN_DEMO: 'true',
  SUITAN_SETTLING_ANCHOR: 'receipt',
  SUITAN_SETTLING_SECONDS: String(SETTLING_SECONDS),
  SUITAN_CLOCK_AHEAD_SECONDS: String(ARRIVAL_AHEAD_SECONDS),
  SUITAN_HOSTS: JSON.stringify(hosts),
  SUITAN_DELIVERY_GATEWAYS: JSON.stringify(farEnds),
  SUITAN_LOG_LEVEL: 'warn',
})

const readyUrl = (child: ChildProcess, logFile: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let words = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      words += chunk.toString()
      const line = words.split('\n').find((one) => one.startsWith('{"ready":true'))
      if (line) resolve((JSON.parse(line) as { url: string }).url)
    })
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      reject(new Error(`the service ended with ${code ?? signal} before it was ready\n${tail(logFile)}`)),
    )
  })

/** The last words of a log. */
export const tail = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').slice(-3_000)
  } catch {
    return ''
  }
}

const stopProcess = async (child: ChildProcess, gone: Promise<void>): Promise<void> => {
  child.kill('SIGTERM')
  const patience = new AbortController()
  await Promise.race([
    gone,
    wait(STOP_MILLISECONDS_MAX, undefined, { signal: patience.signal }).catch(() => undefined),
  ])
  patience.abort()
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  await gone
}

/** Stops a service that a killed start left behind. */
export const stopOrphanService = async (pid: number): Promise<void> => {
  const lives = (): boolean => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }
  process.kill(pid, 'SIGTERM')
  for (let waited = 0; lives() && waited < STOP_MILLISECONDS_MAX; waited += 100) await wait(100)
  if (lives()) process.kill(pid, 'SIGKILL')
}

/** Whether nobody listens on this port of the loopback address. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
