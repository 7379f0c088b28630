import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { OperatorSigner } from '#test/harness/index'

const ROOT = join(__dirname, '../../..')

/** How a command ended: its exit code, or the signal that ended it. */
export interface Ended {
  readonly code: number | string
  readonly out: string
  readonly err: string
}

/** A machine of an operator, with the command as it is packed: one file on plain Node. */
export interface OperatorMachine {
  readonly folder: string
  readonly program: string
  readonly path: (name: string) => string
  readonly write: (name: string, text: string | Buffer) => void
  /** The key of a signer the specs know, as keygen would have written it. */
  readonly keepKey: (signer: OperatorSigner) => void
  readonly read: (name: string) => string
  readonly files: (folder: string) => string[]
  /** The JSON lines of a file. */
  readonly lines: <T>(name: string) => T[]
  readonly start: (...words: string[]) => ChildProcess
  readonly run: (...words: string[]) => Promise<Ended>
  readonly close: () => void
}

/** `environment` may name the platform, the operator and the rest; paths are seen from the machine's own folder. */
export const createOperatorMachine = (
  environment: Readonly<Record<string, string>> = {},
): OperatorMachine => {
  const folder = mkdtempSync(join(tmpdir(), 'suitan-operator-'))
  const packed = join(folder, 'packed')
  execFileSync(process.execPath, [join(ROOT, 'server/operator-cli/build.mjs'), packed])
  const program = join(packed, 'suitan-operator.mjs')
  const path = (name: string): string => join(folder, name)
  const start = (...words: string[]): ChildProcess =>
    spawn(process.execPath, [program, ...words], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  const read = (name: string): string => readFileSync(path(name), 'utf8')
  return {
    folder,
    program,
    path,
    write: (name, text) => writeFileSync(path(name), text),
    keepKey({ keyId, algorithm, seed }) {
      const text = JSON.stringify({ keyId, algorithm, secret: seed.toString('base64url') })
      writeFileSync(path('operator-key.json'), text, { mode: 0o600 })
    },
    read,
    files: (name) => readdirSync(path(name)),
    lines: <T>(name: string) =>
      read(name)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as T),
    start,
    run: (...words) => endOf(start(...words)),
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export const endOf = (child: ChildProcess): Promise<Ended> =>
  new Promise((resolve) => {
    let [out, err] = ['', '']
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text))
    child.once('close', (code, signal) => resolve({ code: code ?? signal ?? 'unknown', out, err }))
  })
