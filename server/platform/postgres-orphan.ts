import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { isProcessAlive } from './exclusive-lock'
import { type PostgresBinaries, type UnprivilegedUser } from './postgres-binaries'

export interface Postmaster {
  pid: number
  /** True when it accepts connections. */
  isReady: boolean
}

/** What the data folder's postmaster.pid says; null when there is none. The layout is PostgreSQL's `pidfile.h`. */
export function readPostmaster(dataFolder: string): Postmaster | null {
  try {
    const lines = readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return Number.isSafeInteger(pid) && pid > 0 ? { pid, isReady: lines[7]?.trim() === 'ready' } : null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

const FAST_SECONDS_MAX = 30
const IMMEDIATE_SECONDS_MAX = 10

/**
 * Stops the server a killed run left behind in `dataFolder`: fast first, then at once. A pid file whose process is
 * gone, or belongs to another program by now, is removed, because PostgreSQL would refuse to start beside it.
 */
export async function stopOrphan(
  binaries: PostgresBinaries,
  dataFolder: string,
  user: UnprivilegedUser | null,
): Promise<void> {
  const orphan = readPostmaster(dataFolder)
  if (orphan === null) return
  if (!isProcessAlive(orphan.pid) || !isPostmasterOf(orphan.pid, dataFolder)) {
    rmSync(join(dataFolder, 'postmaster.pid'), { force: true })
    return
  }
  if (await stopped(binaries, dataFolder, user, orphan.pid, 'fast', FAST_SECONDS_MAX)) return
  if (await stopped(binaries, dataFolder, user, orphan.pid, 'immediate', IMMEDIATE_SECONDS_MAX)) return
  throw new Error(`PostgreSQL process ${orphan.pid} of an earlier run in ${dataFolder} does not stop.`)
}

async function stopped(
  binaries: PostgresBinaries,
  dataFolder: string,
  user: UnprivilegedUser | null,
  pid: number,
  mode: 'fast' | 'immediate',
  secondsMax: number,
): Promise<boolean> {
  execFileSync(binaries.pgCtl, ['stop', '-D', dataFolder, '-m', mode, '-W'], {
    cwd: '/',
    stdio: 'ignore',
    ...user,
  })
  const deadline = Date.now() + secondsMax * 1000
  while (Date.now() < deadline) {
    if (!isProcessAlive(pid)) return true
    await sleep(20)
  }
  return false
}

/** A pid is recycled sooner or later: only a command line that names this very data folder is our server. */
function isPostmasterOf(pid: number, dataFolder: string): boolean {
  try {
    const commandLine =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return commandLine.includes(dataFolder)
  } catch {
    return false
  }
}
