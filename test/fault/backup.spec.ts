import { execFileSync } from 'node:child_process'
import { appendFileSync, chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { addDays, cityDayOf } from '#domain/calendar'
import { makeBackup } from '#server/backup/make-backup'
import { restoreBackup } from '#server/backup/restore-backup'
import { startEmbeddedPostgres } from '#server/platform/embedded-postgres'
import { openDatabase, type Sql } from '#server/platform/index'
import { testClock, type OperatorSigner, type TestClock } from '#test/harness/index'

import { audited, keysOfOperators } from '../load/city/city-day'
import { writeDayFiles, type PushFile } from '../load/city/day-files'
import { issueDay } from '../load/city/issue-day'
import { openLater, type LaterService } from '../load/city/open-later'
import { sendDay } from '../load/city/send-day'
import { settlePeople } from '../load/city/settle-people'

jest.setTimeout(300_000)

const MASTER_KEY = '5b'.repeat(32)
const PEOPLE = 600

let folder: string
let service: LaterService
let clock: TestClock
let signers: ReadonlyMap<string, OperatorSigner>
const state = (name: string): string => join(folder, name)
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'suitan-backup-'))
  chmodSync(folder, 0o755)
  clock = testClock()
  service = await openLater({ SUITAN_STATE: state('first'), SUITAN_MASTER_KEY: MASTER_KEY }, clock)
  signers = await keysOfOperators(service.deps)
  await settlePeople(service.deps, PEOPLE)
  await sendDay(await filesOf('one'), sending())
  clock.advanceSeconds(4 * 86_400)
  await issueDay({ platform: service, clock, signers })
})
afterAll(async () => {
  await service.close()
  rmSync(folder, { recursive: true, force: true })
})

const sending = () => ({ url: service.url, signers, connections: 2, now: () => clock.now() })
const filesOf = (name: string): Promise<PushFile[]> =>
  writeDayFiles(
    { seed: name, day: addDays(cityDayOf(clock.now()), -1), people: PEOPLE, rides: 2_000 },
    { folder: join(folder, `files-${name}`), rowsAPush: 100 },
  )
const backUp = async (name: string): Promise<void> => {
  const sql = openDatabase({ url: service.databaseUrl, connectionsMax: 2 })
  const passwordFile = join(state('first'), 'database-password')
  await makeBackup({ sql, passwordFile, folder: join(folder, name) }).finally(() => sql.end({ timeout: 5 }))
}
/** Works on a restored database without a service. */
const onRestored = async <T>(name: string, work: (sql: Sql) => Promise<T>): Promise<T> => {
  const server = await startEmbeddedPostgres({ stateFolder: state(name) })
  const { href: url } = Object.assign(new URL(server.url), { pathname: '/suitan' })
  const sql = openDatabase({ url, connectionsMax: 2 })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
    await server.stop()
  }
}

it('a backup of an issued day is restored and audited equal', async () => {
  const before = await audited(service.deps.sql)
  expect(before.issuedMilligrams).toBeGreaterThan(0n)
  await backUp('quiet')
  await restoreBackup(join(folder, 'quiet'), state('second'))
  expect(await onRestored('second', audited)).toEqual(before)
})

it('one made while pushes come in is the database of its last moment: nothing half done, nothing taken before it missing', async () => {
  const files = await filesOf('two')
  const taken = (sql: Sql): Promise<{ push_id: string }[]> =>
    sql<{ push_id: string }[]>`SELECT push_id FROM push ORDER BY push_id`
  const before = await taken(service.deps.sql)
  const pushing = sendDay(files, sending())
  await backUp('busy')
  await pushing
  const after = await taken(service.deps.sql)
  await restoreBackup(join(folder, 'busy'), state('third'))
  await onRestored('third', async (sql) => {
    const restored = await taken(sql)
    expect(restored.length).toBeGreaterThanOrEqual(before.length)
    expect(restored.length).toBeLessThanOrEqual(after.length)
    await audited(sql)
  })
})

it('a backup that is not whole leaves nothing behind, and a state folder with a database is left alone', async () => {
  await backUp('spoilt')
  appendFileSync(join(folder, 'spoilt', 'data', 'PG_VERSION'), ' ')
  await expect(restoreBackup(join(folder, 'spoilt'), state('fourth'))).rejects.toThrow('PG_VERSION')
  expect(existsSync(join(state('fourth'), 'database-password'))).toBe(false)
  await expect(restoreBackup(join(folder, 'quiet'), state('second'))).rejects.toThrow(
    'has a database already',
  )
  await expect(backUp('quiet')).rejects.toThrow('is there already')
})

it('both are commands', () => {
  const run = (...args: string[]): string =>
    execFileSync(process.execPath, ['--import', 'tsx', 'server/backup/backup-command.ts', ...args], {
      cwd: join(__dirname, '../..'),
      env: { PATH: process.env['PATH'], SUITAN_STATE: state('second'), SUITAN_MASTER_KEY: MASTER_KEY },
      encoding: 'utf8',
    })
  expect(run('backup', join(folder, 'again'))).toContain('Keep the master key elsewhere')
  const manifest = JSON.parse(readFileSync(join(folder, 'again', 'backup.json'), 'utf8')) as { files: object }
  expect(Object.keys(manifest.files)).toContain('PG_VERSION')
  expect(() => run('restore', join(folder, 'again'))).toThrow('has a database already')
})
