import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

/** A TypeScript program of this repository running as a process of its own. */
export interface SpawnedProgram {
  pid: number
  /** The first line it printed, parsed as JSON. Rejects with its error output when it ends before. */
  ready: Promise<Record<string, unknown>>
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>
  errorText: () => string
  /** All it printed on standard output. */
  outputText: () => string
  kill: (signal: NodeJS.Signals) => void
  endInput: () => void
}

const ROOT = join(__dirname, '..', '..')

/** `program`: path from the repository's root. `uid`: run as that user (needs root). */
export function spawnProgram(
  program: string,
  args: readonly string[],
  options: { environment?: Record<string, string>; uid?: number } = {},
): SpawnedProgram {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', join(ROOT, program), ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], TMPDIR: '/tmp', ...options.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  })
  let [errors, output] = ['', '']
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'))
  })
  const ready = new Promise<Record<string, unknown>>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.includes('\n')) resolve(JSON.parse(output.split('\n')[0] ?? '') as Record<string, unknown>)
    })
    void ended.then((how) => reject(new Error(`It ended with ${how}: ${errors}`)))
  })
  ready.catch(() => undefined)
  const { pid = -1 } = child
  const kill = (signal: NodeJS.Signals): void => void child.kill(signal)
  const texts = { errorText: () => errors, outputText: () => output }
  return { pid, ready, ended, ...texts, kill, endInput: () => void child.stdin?.end() }
}
