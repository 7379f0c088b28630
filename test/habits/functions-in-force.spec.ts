import { MIGRATIONS_FOLDER } from '#server/assets'
import { readMigrations } from '#server/platform/index'
import { startTestDatabase, type TestDatabase } from '#test/harness/index'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
})
afterAll(() => database.close())

/** The newest migration that defines a function of this name. */
const newestOf = (name: string): string => {
  const defines = new RegExp(`CREATE (OR REPLACE )?FUNCTION ${name}\\s*\\(`)
  return readMigrations(MIGRATIONS_FOLDER).findLast(({ text }) => defines.test(text))?.text ?? ''
}

describe('a function of the database', () => {
  it('stands whole in the newest migration that defines it, as docs/ARCHITECTURE.md says', async () => {
    const functions = await database.sql<{ name: string; body: string }[]>`
      SELECT proname AS name, prosrc AS body FROM pg_proc
      WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')`
    expect(functions.map(({ name }) => name)).toContain('voucher_redeem')
    const elsewhere = functions.filter(({ name, body }) => !newestOf(name).includes(body))
    expect(elsewhere.map(({ name }) => name)).toEqual([])
  })
})
