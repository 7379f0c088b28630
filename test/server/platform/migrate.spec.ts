import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { MIGRATIONS_FOLDER } from '#server/assets'
import { brokenConstraint, inTransaction, isMigrated, migrate, readMigrations } from '#server/platform/index'
import { startTestDatabase, type TestDatabase } from '#test/harness/index'

describe('migrations', () => {
  let folder: string
  let database: TestDatabase
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'suitan-migrations-'))
    database = await startTestDatabase()
    await database.sql`DROP TABLE schema_migration`
    write(
      '0001-first.sql',
      '-- The first table.\nCREATE TABLE first (a INT);\nINSERT INTO first VALUES (1);\n',
    )
  })
  afterEach(async () => {
    rmSync(folder, { recursive: true })
    await database.close()
  })

  it('are applied once and in order, also by two starters at the same moment', async () => {
    write('0002-second.sql', '-- Needs the first.\nINSERT INTO first VALUES (2);\n')
    const migrations = readMigrations(folder)
    const applied = await Promise.all([migrate(database.sql, migrations), migrate(database.sql, migrations)])
    expect(applied.flat().sort()).toEqual(['0001-first.sql', '0002-second.sql'])
    expect(await migrate(database.sql, migrations)).toEqual([])
    expect(await database.sql`SELECT a FROM first ORDER BY a`).toEqual([{ a: 1 }, { a: 2 }])
    expect(await isMigrated(database.sql, migrations)).toBe(true)
  })

  it('leave nothing of one that failed, and keep those before it', async () => {
    write('0002-broken.sql', '-- Fails half way.\nCREATE TABLE second (a INT);\nSELECT 1 / 0;\n')
    await expect(migrate(database.sql, readMigrations(folder))).rejects.toThrow('division by zero')
    expect(await database.sql`SELECT to_regclass('first') AS first, to_regclass('second') AS second`).toEqual(
      [{ first: 'first', second: null }],
    )
    expect(await isMigrated(database.sql, readMigrations(folder))).toBe(false)
  })

  it('refuse a file that was changed after it was applied, but not for its line ends', async () => {
    await migrate(database.sql, readMigrations(folder))
    write('0001-first.sql', readFileSync(join(folder, '0001-first.sql'), 'utf8').replaceAll('\n', '\r\n'))
    expect(await migrate(database.sql, readMigrations(folder))).toEqual([])
    write('0001-first.sql', '-- The first table.\nCREATE TABLE first (b INT);\n')
    await expect(migrate(database.sql, readMigrations(folder))).rejects.toThrow('0001-first.sql was changed')
  })

  it('refuse a database migrated by files we do not have, and a file that comes too late', async () => {
    write('0003-third.sql', '-- Third.\nCREATE TABLE third (a INT);\n')
    await migrate(database.sql, readMigrations(folder))
    write('0002-late.sql', '-- Late.\nCREATE TABLE late (a INT);\n')
    await expect(migrate(database.sql, readMigrations(folder))).rejects.toThrow(
      '0002-late.sql comes before 3',
    )
    rmSync(join(folder, '0002-late.sql'))
    rmSync(join(folder, '0003-third.sql'))
    await expect(migrate(database.sql, readMigrations(folder))).rejects.toThrow(
      '0003-third.sql was applied here',
    )
  })

  it('are refused when misnamed, repeated, or silent about why', () => {
    write('2-bad.sql', '-- Why.\n')
    expect(() => readMigrations(folder)).toThrow('2-bad.sql is not named')
    rmSync(join(folder, '2-bad.sql'))
    write('0001-twin.sql', '-- Why.\n')
    expect(() => readMigrations(folder)).toThrow('repeats a number')
    rmSync(join(folder, '0001-twin.sql'))
    write('0002-silent.sql', 'SELECT 1;\n')
    expect(() => readMigrations(folder)).toThrow('does not open with a comment')
  })

  it('of the service itself all say why', () => {
    expect(readMigrations(MIGRATIONS_FOLDER).length).toBeGreaterThan(1)
  })
})

describe('the database', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await startTestDatabase()
  })
  afterAll(() => database.close())

  it('gives whole numbers as bigint, days as text, moments as dates, bytes as buffers', async () => {
    const moment = new Date('2026-05-04T01:02:03.456Z')
    const [row] = await database.sql`
      SELECT ${9_007_199_254_740_993n}::bigint AS big, ${'2026-05-04'}::date AS day, ${moment}::timestamptz AS moment,
        1.10::numeric AS number, ${Buffer.from('ab')}::bytea AS bytes, current_setting('timezone') AS zone`
    const bytes = Buffer.from('ab')
    expect(row).toEqual({
      big: 9_007_199_254_740_993n,
      day: '2026-05-04',
      moment,
      number: '1.10',
      bytes,
      zone: 'UTC',
    })
  })

  it('begins a transaction again when it could not be put in order with another', async () => {
    await database.sql`CREATE TABLE tally (id INT PRIMARY KEY, n INT)`
    await database.sql`INSERT INTO tally VALUES (1, 0)`
    let begun = 0
    let bothHaveRead = (): void => {}
    const bothRead = new Promise<void>((resolve) => (bothHaveRead = resolve))
    const add = (): Promise<void> =>
      inTransaction(database.sql, { isolation: 'serializable', attemptsMax: 20 }, async (transaction) => {
        begun += 1
        const [row] = await transaction<{ n: number }[]>`SELECT n FROM tally WHERE id = 1`
        if (begun === 2) bothHaveRead()
        await bothRead
        await transaction`UPDATE tally SET n = ${(row?.n ?? 0) + 1} WHERE id = 1`
      })
    await Promise.all([add(), add()])
    expect(await database.sql`SELECT n FROM tally`).toEqual([{ n: 2 }])
    expect(begun).toBeGreaterThan(2)
    const bug = inTransaction(
      database.sql,
      { isolation: 'serializable', attemptsMax: 9 },
      (t) => t`SELECT 1 / 0`,
    )
    await expect(bug).rejects.toThrow('division')
  })

  it('names the constraint that an error broke', async () => {
    const error: unknown = await database.sql`
      INSERT INTO session (session_id, kind, started_at, expires_at) VALUES (gen_random_uuid(), 'king', now(), now())`.catch(
      (reason: unknown) => reason,
    )
    expect(brokenConstraint(error)).toMatch(/^session_/)
    expect(brokenConstraint(new Error('x'))).toBeNull()
  })
})
