import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import {
  createCryptoModule,
  openDatabase,
  systemClock,
  type CryptoModule,
  type Sql,
} from '#server/platform/index'
import { spawnProgram, type SpawnedProgram } from '#test/harness/index'

const MASTER_KEY_HEX = '5b'.repeat(32)

/** The whole service as people start it, database inside, to be killed and started again on the same data. */
export interface KilledService {
  readonly crypto: CryptoModule
  readonly clock: typeof systemClock
  /** Where it listens now; changes with every start. */
  readonly url: () => string
  readonly start: () => Promise<void>
  /** kill -9 of the service; its database is left an orphan. */
  readonly killService: () => void
  /** kill -9 of PostgreSQL, postmaster and all backends, under the running service. */
  readonly killDatabase: () => void
  /** A connection of our own to its database; close it before the next kill. */
  readonly openSql: () => Sql
  readonly dispose: () => Promise<void>
}

export function createKilledService(): KilledService {
  const stateFolder = mkdtempSync(join(tmpdir(), 'suitan-fault-'))
  // Open to the database's own user, so that its data stays in here and goes with the folder.
  chmodSync(stateFolder, 0o755)
  let program: SpawnedProgram | null = null
  let url = ''
  const postmaster = (): { pid: number; port: string } => {
    const lines = readFileSync(join(stateFolder, 'database', 'data', 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: lines[3] ?? '' }
  }
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    program?.kill(signal)
    await program?.ended
    program = null
  }
  return {
    crypto: createCryptoModule('intl', Buffer.from(MASTER_KEY_HEX, 'hex')),
    clock: systemClock,
    url: () => url,
    async start() {
      await stop('SIGKILL')
      const environment = {
        SUITAN_STATE: stateFolder,
        SUITAN_MASTER_KEY: MASTER_KEY_HEX,
        SUITAN_LOG_LEVEL: 'silent',
        PORT: '0',
      }
      program = spawnProgram('server/main.ts', [], { environment })
      url = String((await program.ready)['url'])
    },
    killService: () => program?.kill('SIGKILL'),
    killDatabase() {
      const { pid } = postmaster()
      for (const one of [pid, ...childrenOf(pid)]) killIfAlive(one)
    },
    openSql() {
      const password = readFileSync(join(stateFolder, 'database-password'), 'utf8').trim()
      const databaseUrl = `postgres://suitan:${password}@127.0.0.1:${postmaster().port}/suitan`
      return openDatabase({ url: databaseUrl, connectionsMax: 1 })
    },
    async dispose() {
      await stop('SIGTERM')
      rmSync(stateFolder, { recursive: true, force: true })
    },
  }
}

/** Backends would finish what they are at after their postmaster died: they are killed too. */
function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
    .map(Number)
}

/** The fourth field of /proc/<pid>/stat (proc(5)); undefined when the process is gone. */
function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
