import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import type { HostConnection } from '#mock/hosts/index'

export interface SandboxPlaces {
  readonly repository: string
  readonly stateFolder: string
}

export interface SandboxService {
  readonly url: string
  /** Its exit code, however it went. */
  readonly gone: Promise<number>
  stop(): Promise<void>
}

export interface SandboxServiceOptions extends SandboxPlaces {
  readonly port: string
  readonly hosts: readonly HostConnection[]
  /** Flags of Node before its own. */
  readonly flags?: readonly string[]
}

/** A run closes so long after its first ride came, instead of two days after its city day. */
const SETTLING_SECONDS = 600

/** Starts the platform as it stands in this repository and waits until it is ready; what it logs stands among what we print. */
export const startSandboxService = async ({
  repository,
  stateFolder,
  port,
  hosts,
  flags = [],
}: SandboxServiceOptions): Promise<SandboxService> => {
  const followParent = ['-r', path.join(repository, 'mock/demo/follow-parent.cjs')]
  const child = spawn(process.execPath, [...flags, ...followParent, '--import', 'tsx', 'server/main.ts'], {
    cwd: repository,
    // A group of its own: Ctrl-C reaches us alone, and we stop things in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PORT: port,
      SUITAN_STATE: stateFolder,
      SUITAN_DEMO: 'true',
      SUITAN_SETTLING_ANCHOR: 'receipt',
      SUITAN_SETTLING_SECONDS: process.env['SUITAN_SETTLING_SECONDS'] ?? String(SETTLING_SECONDS),
      SUITAN_HOSTS: JSON.stringify(hosts),
      SUITAN_LOG_LEVEL: 'error',
    },
  })
  const gone = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await gone
  }
  return { url: await readyUrl(child, gone), gone, stop }
}

const readyUrl = (child: ChildProcess, gone: Promise<number>): Promise<string> =>
  new Promise((resolve, reject) => {
    let words = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      words += chunk.toString()
      const line = words.split('\n').find((one) => one.startsWith('{"ready":true'))
      if (line) resolve((JSON.parse(line) as { url: string }).url)
    })
    void gone.then((code) => reject(new Error(`the service ended with ${code} before it was ready`)))
  })
