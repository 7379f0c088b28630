import { readdirSync, readFileSync } from 'node:fs'

/** USER_HZ of proc(5), 100 wherever Linux runs. */
const TICKS_PER_SECOND = 100

/** Processor time these processes have used, in seconds. */
export function cpuSecondsOf(pids: readonly number[]): number {
  const ticks = pids.map((pid) => {
    // Fields 14 and 15 of /proc/<pid>/stat: utime and stime.
    const [user, system] = fieldsOf(pid).slice(11, 13)
    return Number(user ?? 0) + Number(system ?? 0)
  })
  return ticks.reduce((sum, one) => sum + one, 0) / TICKS_PER_SECOND
}

export function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(Number).filter((pid) => Number(fieldsOf(pid)[1]) === parent)
}

/** The fields of /proc/<pid>/stat from the third on; none of a process that is gone. */
function fieldsOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}
