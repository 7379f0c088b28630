import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What a start leaves for the next one to find: who runs, where it answers, and which service it started. */
export interface RunningNote {
  readonly pid: number
  readonly url?: string
  readonly servicePid?: number
}

export interface RunningNotes {
  /** Takes the place of the running start; returns the note of the live one that has it. */
  claim(): RunningNote | undefined
  /** Pid of a service that outlived its start; undefined when there is none. */
  readonly orphanPid: () => number | undefined
  write(note: Omit<RunningNote, 'pid'>): void
  /** Port of the last start, so that the address stays. */
  lastPort(): number | undefined
  release(): void
}

/** Notes in this folder. Process ids are believed only while the process runs the program we mean. */
export const keepRunningNotes = (folder: string): RunningNotes => {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'running.json')
  const portFile = path.join(folder, 'port.json')
  let stale: RunningNote | undefined
  return {
    claim: () => {
      for (;;) {
        try {
          writeFileSync(file, JSON.stringify({ pid: process.pid }), { flag: 'wx' })
          return undefined
        } catch {
          const found = readJson<RunningNote>(file)
          if (found && found.pid !== process.pid && runs(found.pid, 'start.mjs')) return found
          stale = found
          rmSync(file, { force: true })
        }
      }
    },
    orphanPid: () => {
      const pid = stale?.servicePid
      return pid !== undefined && runs(pid, 'main.cjs') ? pid : undefined
    },
    write: (note) => {
      writeFileSync(file, JSON.stringify({ pid: process.pid, ...note }))
      if (note.url !== undefined) writeFileSync(portFile, new URL(note.url).port)
    },
    lastPort: () => readJson<number>(portFile),
    release: () => rmSync(file, { force: true }),
  }
}

const readJson = <T>(file: string): T | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T
  } catch {
    return undefined
  }
}

/** Whether this process lives and its command line names this program; where `ps` is missing, whether it lives. */
const runs = (pid: number, program: string): boolean => {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const { status, stdout } = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
  return status === null || (stdout.includes(program) && status === 0)
}
