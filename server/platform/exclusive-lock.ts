import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'

/** Thrown when another live process holds the lock; `holderPid` is that process. */
export class LockHeldError extends Error {
  constructor(
    readonly path: string,
    readonly holderPid: number,
  ) {
    super(`Process ${holderPid} already uses ${path}; stop it first or choose another SUITAN_STATE.`)
    this.name = 'LockHeldError'
  }
}

interface Holder {
  pid: number
  /** Kernel start time of the process, so that a recycled pid is not mistaken for the holder; null where unknown. */
  startTicks: string | null
}

/**
 * Takes the lock file at `path` for this process and returns its release.
 * A lock whose holder is dead (also by kill -9) is taken over. Throws LockHeldError when the holder lives.
 */
export function acquireExclusiveLock(path: string): () => void {
  const mine: Holder = { pid: process.pid, startTicks: processStartTicks(process.pid) }
  const draft = `${path}.${randomUUID()}`
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 })
  try {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      if (linked(draft, path)) return () => releaseIfMine(path, mine)
      const holder = readHolder(path)
      if (holder !== null && isAlive(holder)) throw new LockHeldError(path, holder.pid)
      discardStale(path, holder)
    }
    throw new Error(`The lock ${path} changes hands too fast to be taken.`)
  } finally {
    unlinkSync(draft)
  }
}

/** `link` is the one file operation that both creates and refuses atomically on every file system we run on. */
function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Two starters may see the same dead holder; the file is moved aside first and put back if it turned out to be a fresh one. */
function discardStale(path: string, seen: Holder | null): void {
  const aside = `${path}.stale-${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const moved = readHolder(aside)
  if (moved !== null && moved.pid !== seen?.pid && isAlive(moved)) linked(aside, path)
  unlinkSync(aside)
}

function releaseIfMine(path: string, mine: Holder): void {
  if (readHolder(path)?.pid === mine.pid) unlinkSync(path)
}

function readHolder(path: string): Holder | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number')
      return null
    const startTicks = 'startTicks' in value && typeof value.startTicks === 'string' ? value.startTicks : null
    return { pid: value.pid, startTicks }
  } catch {
    return null
  }
}

function isAlive(holder: Holder): boolean {
  if (!isProcessAlive(holder.pid)) return false
  return holder.startTicks === null || holder.startTicks === processStartTicks(holder.pid)
}

/** True when a process with this id exists, whoever owns it. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return processState(pid) !== 'Z'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function processStat(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

/** A killed child that nobody has waited for is a zombie: it holds nothing any more. */
function processState(pid: number): string | undefined {
  return processStat(pid)[0]
}

/** Field 22 of /proc/<pid>/stat (proc(5)); the list starts at field 3. */
function processStartTicks(pid: number): string | null {
  return processStat(pid)[19] ?? null
}
