import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'

import { startEmbeddedPostgres, type EmbeddedPostgres } from '#server/platform/embedded-postgres'
import { acquireExclusiveLock, isProcessAlive, LockHeldError } from '#server/platform/exclusive-lock'
import { openDatabase, openForCommand, type Sql } from '#server/platform/index'
import { isReachableBy, NOBODY } from '#server/platform/postgres-binaries'
import { spawnProgram, type SpawnedProgram } from '#test/harness/index'

const PROGRAM = 'test/harness/postgres-process.ts'
/** `daemon`: like every PostgreSQL, this one runs only as a user the system has a name for. */
const ORDINARY_UID = 1
const isRoot = process.getuid?.() === 0

// A start waits for the disk and for the cores it shares with every other suite.
jest.setTimeout(120_000)

let folder: string
let stateFolder: string
const running: (SpawnedProgram | EmbeddedPostgres)[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'suitan-postgres-'))
  chmodSync(folder, 0o755)
  stateFolder = join(folder, 'state')
})
afterEach(async () => {
  for (const one of running.splice(0)) {
    if ('stop' in one) await one.stop()
    else {
      one.endInput()
      await one.ended
    }
  }
  rmSync(folder, { recursive: true, force: true })
})

const start = async (): Promise<EmbeddedPostgres> => {
  const server = await startEmbeddedPostgres({ stateFolder })
  running.push(server)
  return server
}
const spawnServer = (uid?: number): SpawnedProgram => {
  const program = spawnProgram(PROGRAM, [stateFolder], uid === undefined ? {} : { uid })
  running.push(program)
  return program
}
const query = async <T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> => {
  const sql = openDatabase({ url, connectionsMax: 1 })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

describe('the embedded PostgreSQL', () => {
  it('is durable, checksummed, in UTF-8, closed to strangers, and has the extensions we use', async () => {
    const { url } = await start()
    await query(url, async (sql) => {
      await sql`CREATE EXTENSION btree_gist`
      await sql`CREATE EXTENSION pgcrypto`
      const [settings] = await sql`
        SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
          current_setting('data_checksums') AS checksums, current_setting('listen_addresses') AS listens,
          current_setting('unix_socket_directories') AS sockets, current_setting('password_encryption') AS passwords,
          encoding = pg_char_to_encoding('UTF8') AS utf8, datlocale AS locale
        FROM pg_database WHERE datname = 'postgres'`
      expect(settings).toEqual({
        ...{ fsync: 'on', commit: 'on', checksums: 'on', listens: '127.0.0.1', sockets: '', utf8: true },
        ...{ passwords: 'scram-sha-256', locale: 'C.UTF-8' },
      })
    })
    const wrong = Object.assign(new URL(url), { password: 'guessed' }).href
    await expect(query(wrong, (sql) => sql`SELECT 1`)).rejects.toThrow('password authentication failed')
    expect(statSync(join(stateFolder, 'database-password')).mode & 0o777).toBe(0o600)
  })

  it('answers on no other address of the machine', async () => {
    const { url } = await start()
    const port = Number(new URL(url).port)
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((one) => one?.family === 'IPv4' && !one.internal)
    const address = outside?.address ?? '127.0.0.2'
    const outcome = await new Promise<string>((resolve) => {
      const socket = connect({ host: address, port, timeout: 2000 }, () => resolve('answered'))
      socket.once('error', () => resolve('refused')).once('timeout', () => resolve('refused'))
    })
    expect(outcome).toBe('refused')
  })

  it('says what is wrong with a state folder that is a file, or lies below one, and what to do', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    for (const path of [file, join(file, 'below')]) {
      await expect(startEmbeddedPostgres({ stateFolder: path })).rejects.toThrow(
        `SUITAN_STATE: ${path} cannot be a folder, because a file is in its place; name another folder or move the file away.`,
      )
    }
  })

  it('finds its data again', async () => {
    const first = await start()
    await query(first.url, (sql) => sql`CREATE TABLE kept AS SELECT 42 AS n`)
    await first.stop()
    expect(isProcessAlive(first.pid)).toBe(false)
    const second = await start()
    expect(await query(second.url, (sql) => sql`SELECT n FROM kept`)).toEqual([{ n: 42 }])
  })

  it('refuses a second process by name of the first, and lets it in afterwards', async () => {
    const first = spawnServer()
    await first.ready
    await expect(startEmbeddedPostgres({ stateFolder })).rejects.toThrow(`Process ${first.pid} already uses`)
    const rival = spawnServer()
    await expect(rival.ready).rejects.toThrow(`Process ${first.pid} already uses`)
    first.endInput()
    expect(await first.ended).toBe(0)
    await start()
  })

  it('begins again when the first start was killed half way', async () => {
    mkdirSync(join(stateFolder, 'database', 'data.draft'), { recursive: true })
    writeFileSync(join(stateFolder, 'database', 'data.draft', 'PG_VERSION'), '18')
    const { url } = await start()
    expect(await query(url, (sql) => sql`SELECT 1 AS one`)).toEqual([{ one: 1 }])
  })
})

describe('after kill -9', () => {
  /** Inserts as fast as the server acknowledges, until the connection breaks; the last acknowledged number. */
  const insertUntilBroken = async (url: string, onAcknowledged: (count: number) => void): Promise<number> => {
    const sql = openDatabase({ url, connectionsMax: 1 })
    let acknowledged = 0
    try {
      for (;;) {
        await sql`INSERT INTO counted VALUES (${acknowledged + 1})`
        acknowledged += 1
        onAcknowledged(acknowledged)
      }
    } catch {
      await sql.end({ timeout: 0 })
      return acknowledged
    }
  }

  it('of the service alone, the next start stops the orphan and has every acknowledged row', async () => {
    const killed = spawnServer()
    const { url, postgresPid } = (await killed.ready) as { url: string; postgresPid: number }
    await query(url, (sql) => sql`CREATE TABLE counted (n INT PRIMARY KEY)`)
    killed.kill('SIGKILL')
    expect(await killed.ended).toBe('SIGKILL')
    expect(isProcessAlive(postgresPid)).toBe(true)
    await query(url, (sql) => sql`INSERT INTO counted VALUES (1)`)
    const next = await start()
    expect(isProcessAlive(postgresPid)).toBe(false)
    expect(await query(next.url, (sql) => sql`SELECT n FROM counted`)).toEqual([{ n: 1 }])
  })

  it('of the service and PostgreSQL together, every acknowledged row is there', async () => {
    const killed = spawnServer()
    const { url, postgresPid } = (await killed.ready) as { url: string; postgresPid: number }
    await query(url, (sql) => sql`CREATE TABLE counted (n INT PRIMARY KEY)`)
    const acknowledged = await insertUntilBroken(url, (count) => {
      if (count !== 200) return
      killed.kill('SIGKILL')
      process.kill(postgresPid, 'SIGKILL')
    })
    expect(await killed.ended).toBe('SIGKILL')
    const next = await start()
    const rows = await query(next.url, (sql) => sql`SELECT count(*)::int AS n FROM counted`)
    expect(acknowledged).toBeGreaterThanOrEqual(200)
    expect((rows as unknown as { n: number }[])[0]?.n).toBeGreaterThanOrEqual(acknowledged)
  })

  it('a process id taken by another program meanwhile is left alone', async () => {
    const first = await start()
    await first.stop()
    writeFileSync(join(first.dataFolder, 'postmaster.pid'), `${process.pid}\n${first.dataFolder}\n`)
    const second = await start()
    expect(await query(second.url, (sql) => sql`SELECT 1 AS one`)).toEqual([{ one: 1 }])
  })
})

/** Needs root to become somebody else; an ordinary user's own run proves the ordinary case by every other spec. */
const specsForRoot = (): void => {
  it('runs PostgreSQL as nobody, and its data belong to nobody', async () => {
    const { pid, dataFolder } = await start()
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Uid:\s+65534\s+65534/m)
    expect(statSync(dataFolder)).toMatchObject({ uid: 65534, gid: 65534 })
    expect(statSync(dataFolder).mode & 0o077).toBe(0)
  })

  it('keeps data where nobody may reach them when the state folder lies in a private home', async () => {
    const home = join(folder, 'private')
    mkdirSync(home, { mode: 0o700 })
    stateFolder = join(home, 'state')
    const first = await start()
    expect(first.dataFolder).toMatch(/^\/var\/tmp\/suitan-[0-9a-f]{16}\/data$/)
    await query(first.url, (sql) => sql`CREATE TABLE kept AS SELECT 42 AS n`)
    await first.stop()
    const second = await start()
    expect(await query(second.url, (sql) => sql`SELECT n FROM kept`)).toEqual([{ n: 42 }])
    await second.stop()
    rmSync(join(first.dataFolder, '..'), { recursive: true })
  })

  it('is found by a command, however the path of its folder is written', async () => {
    const home = join(folder, 'private')
    mkdirSync(home, { mode: 0o700 })
    stateFolder = join(home, 'state')
    const server = await start()
    await query(server.url, (sql) => sql`CREATE DATABASE suitan`)
    const linked = join(folder, 'linked')
    symlinkSync(stateFolder, linked)
    const platform = await openForCommand({ SUITAN_STATE: linked, SUITAN_DEMO: 'true' })
    const [found] = await platform.deps.sql`SELECT current_setting('data_directory') AS folder`
    expect(found).toEqual({ folder: server.dataFolder })
    await platform.close()
    await server.stop()
    rmSync(join(server.dataFolder, '..'), { recursive: true })
  })

  it('works alike for an ordinary user', async () => {
    mkdirSync(stateFolder)
    chownSync(stateFolder, ORDINARY_UID, ORDINARY_UID)
    const program = spawnServer(ORDINARY_UID)
    const { url, postgresPid, uid } = (await program.ready) as {
      url: string
      postgresPid: number
      uid: number
    }
    expect(uid).toBe(ORDINARY_UID)
    expect(readFileSync(`/proc/${postgresPid}/status`, 'utf8')).toMatch(/^Uid:\s+1\s+1\s/m)
    expect(await query(url, (sql) => sql`SELECT 1 AS one`)).toEqual([{ one: 1 }])
  })

  it('tells what an unprivileged user can reach', () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    expect(isReachableBy(file, NOBODY)).toBe(true)
    chmodSync(folder, 0o700)
    expect(isReachableBy(file, NOBODY)).toBe(false)
    expect(isReachableBy(join(folder, 'missing'), NOBODY)).toBe(false)
  })
}
if (isRoot) describe('started by root', specsForRoot)

describe('the lock', () => {
  it('is taken over from a dead holder or a recycled process id, and from nobody else', () => {
    mkdirSync(stateFolder)
    const path = join(stateFolder, 'lock')
    writeFileSync(path, JSON.stringify({ pid: 2 ** 22 + 1, startTicks: null }))
    acquireExclusiveLock(path)()
    expect(existsSync(path)).toBe(false)
    writeFileSync(path, JSON.stringify({ pid: process.pid, startTicks: '1' }))
    const release = acquireExclusiveLock(path)
    expect(() => acquireExclusiveLock(path)).toThrow(LockHeldError)
    release()
    expect(readdirSync(stateFolder)).toEqual([])
  })
})
