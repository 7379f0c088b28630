import { openDatabase, type Sql } from '#server/platform/index'

export interface TestDatabase {
  url: string
  sql: Sql
  close: () => Promise<void>
}

/** A migrated, empty database of this spec's own on the run's shared PostgreSQL. Close it in `afterAll`. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const { url, drop } = await createTestDatabase()
  const sql = openDatabase({ url, connectionsMax: 5 })
  const close = async (): Promise<void> => {
    await sql.end({ timeout: 5 })
    await drop()
  }
  return { url, sql, close }
}

/** The database alone, for a platform that opens its own pool. */
export async function createTestDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const broker = process.env['SUITAN_TEST_BROKER']
  if (broker === undefined) throw new Error('Run specs by jest: its global setup starts the database.')
  const answer = await fetch(broker, { method: 'POST' })
  const url = await answer.text()
  if (!answer.ok) throw new Error(`The test database did not start: ${url}`)
  const drop = async (): Promise<void> => {
    await fetch(broker + new URL(url).pathname, { method: 'DELETE' })
  }
  return { url, drop }
}
