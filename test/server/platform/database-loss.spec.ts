import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { isDatabaseLoss, openDatabase, type Context, type Sql } from '#server/platform/index'
import { spawnProgram, startTestDatabase, startTestPlatform, type SpawnedProgram } from '#test/harness/index'

// A start waits for the disk and for the cores it shares with every other suite.
jest.setTimeout(120_000)

describe('a lost database', () => {
  it('answers server.busy with a time to come back, not a fault, by whichever name it comes', async () => {
    const codes = [
      ...['57P01', '57P02', '57P03', '57P05', '53300'],
      ...['CONNECTION_CLOSED', 'CONNECTION_ENDED', 'ECONNREFUSED', 'CONNECT_TIMEOUT', 'EAI_AGAIN'],
    ]
    const context: Context = async (app) => {
      app.get('/lost/:code', { config: { access: 'public' } }, async ({ params }) => {
        throw Object.assign(new Error('lost'), params)
      })
    }
    const platform = await startTestPlatform({ contexts: [context] })
    for (const code of codes) {
      const answer = await fetch(`${platform.url}/lost/${code}`)
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
      expect(await answer.json()).toMatchObject({ code: 'server.busy' })
    }
    await platform.close()
  })

  it('is also one that takes in nobody more, and it is there again when somebody left', async () => {
    const { url, sql: admin, close } = await startTestDatabase()
    const role = `few_${process.pid}`
    await admin.unsafe(`CREATE ROLE ${role} LOGIN PASSWORD 'few' CONNECTION LIMIT 1`)
    const full = Object.assign(new URL(url), { username: role, password: 'few' }).href
    const [first, second] = [0, 1].map(() => openDatabase({ url: full, connectionsMax: 2 })) as [Sql, Sql]
    const loss = (answer: Promise<unknown>): Promise<unknown> =>
      answer.catch((error: unknown) => [Reflect.get(Object(error), 'code'), isDatabaseLoss(error)])
    expect([...(await first`SELECT 1 AS n`)]).toEqual([{ n: 1 }])
    expect(await loss(second`SELECT 1`)).toEqual(['53300', true])
    expect(await loss(second.begin((transaction) => transaction`SELECT 1`))).toEqual(['53300', true])
    await first.end()
    expect([...(await second`SELECT 2 AS n`)]).toEqual([{ n: 2 }])
    await second.end()
    await admin.unsafe(`DROP ROLE ${role}`)
    await close()
  })

  it('is told from a bug', () => {
    expect(isDatabaseLoss(Object.assign(new Error('closed'), { code: 'CONNECTION_CLOSED' }))).toBe(true)
    expect(isDatabaseLoss(Object.assign(new Error('duplicate key'), { code: '23505' }))).toBe(false)
    expect(isDatabaseLoss(new TypeError("Cannot read properties of null (reading 'write')"))).toBe(false)
  })
})

/** How long a client may have to wait for an answer, or for being told to come back. */
const ANSWERED_MILLISECONDS_MAX = 20_000

describe('the service as a process, when its database is taken away', () => {
  let folder: string
  const programs: SpawnedProgram[] = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'suitan-loss-'))
    chmodSync(folder, 0o755)
    mkdirSync(join(folder, 'state'))
  })
  afterEach(async () => {
    for (const program of programs.splice(0)) {
      program.kill('SIGTERM')
      await program.ended
    }
    rmSync(folder, { recursive: true, force: true })
  })

  const start = async (): Promise<{ service: SpawnedProgram; url: string }> => {
    const environment = { SUITAN_STATE: join(folder, 'state'), SUITAN_DEMO: 'true', PORT: '0' }
    const service = spawnProgram('server/main.ts', [], { environment })
    programs.push(service)
    const { url } = await service.ready
    return { service, url: String(url) }
  }
  const postmaster = (): { pid: number; port: string } => {
    const path = join(folder, 'state', 'database', 'data', 'postmaster.pid')
    const lines = readFileSync(path, 'utf8').split('\n')
    return { pid: Number(lines[0]), port: lines[3]?.trim() ?? '' }
  }
  const connect = (): Sql => {
    const password = readFileSync(join(folder, 'state', 'database-password'), 'utf8').trim()
    const url = `postgres://suitan:${password}@127.0.0.1:${postmaster().port}/suitan`
    return openDatabase({ url, connectionsMax: 1, applicationName: 'spec' })
  }
  /** Asks until told to stop; the statuses that came, 0 for a socket that closed. */
  const askUntil = async (url: string, isOver: () => boolean): Promise<Set<number>> => {
    const statuses = new Set<number>()
    while (!isOver()) {
      const asked = [1, 2, 3, 4].map(() =>
        fetch(`${url}/v1/methodologies`, { signal: AbortSignal.timeout(ANSWERED_MILLISECONDS_MAX) }).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      for (const status of await Promise.all(asked)) statuses.add(status)
    }
    return statuses
  }

  it('ends by itself with the reason, answers nobody with a fault, and starts again with everything', async () => {
    const { service, url } = await start()
    const sql = connect()
    await sql`CREATE TABLE kept AS SELECT 42 AS n`
    await sql.end()
    let isOver = false
    const asking = askUntil(url, () => isOver)
    process.kill(postmaster().pid, 'SIGKILL')
    expect(await service.ended).toBe(1)
    isOver = true
    for (const status of await asking) expect([0, 200, 503]).toContain(status)
    expect(service.errorText()).toContain('the embedded database ended: the service ends')
    const again = await start()
    expect((await fetch(`${again.url}/readyz`)).status).toBe(200)
    const afterwards = connect()
    expect(await afterwards`SELECT n FROM kept`).toEqual([{ n: 42 }])
    await afterwards.end()
  })

  it('outlives the loss of every connection, again and again: who asks is told to come back, and nobody waits', async () => {
    const { service, url } = await start()
    const sql = connect()
    let isOver = false
    const asking = Promise.all([askUntil(url, () => isOver), askUntil(url, () => isOver)])
    for (let round = 0; round < 20; round += 1) {
      await wait(100)
      await sql`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'suitan%'`.catch(
        () => undefined,
      )
    }
    isOver = true
    const statuses = await asking
    await sql.end({ timeout: 1 })
    expect(service.errorText()).not.toContain('the service ends')
    for (const status of statuses.flatMap((seen) => [...seen])) expect([200, 503]).toContain(status)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    service.kill('SIGTERM')
    expect(await service.ended).toBe(0)
  })
})
