import { MIGRATIONS_FOLDER } from '#server/assets'
import { migrate, readMigrations } from '#server/platform/index'

import { startTestDatabase, type TestDatabase } from './test-database'

export interface DatabaseBefore extends TestDatabase {
  /** Brings it to the present. */
  migrateOn: () => Promise<unknown>
}

/** A database as it stood before the migration of this number, with what `rows` puts into it: a city that lived then. */
export async function startDatabaseBefore(number: number, rows: string): Promise<DatabaseBefore> {
  const database = await startTestDatabase()
  const { sql } = database
  await sql.unsafe('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  const migrations = readMigrations(MIGRATIONS_FOLDER)
  await migrate(
    sql,
    migrations.filter((migration) => migration.number < number),
  )
  await sql.unsafe(rows)
  return { ...database, migrateOn: () => migrate(sql, migrations) }
}
