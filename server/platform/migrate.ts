import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { type Queryable, type Sql } from './database'

export interface Migration {
  number: number
  name: string
  /** SHA-256 of the text with Unix line ends, in hex. */
  digest: string
  text: string
}

/** Thrown when the database was migrated by files other than ours. */
export class MigrationDriftError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MigrationDriftError'
  }
}

/** Any fixed number serves, as long as nothing else in this database locks it. */
const ADVISORY_LOCK = 7_526_514_901n

/** Reads NNNN-name.sql in order. Throws on a bad name, a repeated number, or a file that does not open by saying why. */
export function readMigrations(folder: string): Migration[] {
  const migrations = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name): Migration => {
      const number = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]
      if (number === undefined) throw new Error(`${name} is not named NNNN-what-it-does.sql.`)
      const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
      if (!text.startsWith('-- ')) throw new Error(`${name} does not open with a comment saying why.`)
      return { number: Number(number), name, digest: createHash('sha256').update(text).digest('hex'), text }
    })
  migrations.forEach((migration, index) => {
    if (migration.number === migrations[index - 1]?.number)
      throw new Error(`${migration.name} repeats a number.`)
  })
  return migrations
}

/**
 * Brings the database to the newest migration, each in its own transaction, and returns the names it applied.
 * Any number of processes may call it at once. Throws MigrationDriftError when an applied file was changed, is
 * missing, or a new file has a number below an applied one.
 */
export async function migrate(sql: Sql, migrations: readonly Migration[]): Promise<string[]> {
  const applied: string[] = []
  await locked(sql, (transaction) => refuseDrift(transaction, migrations))
  for (const migration of migrations) {
    await locked(sql, async (transaction) => {
      const [seen] = await transaction`SELECT 1 FROM schema_migration WHERE number = ${migration.number}`
      if (seen !== undefined) return
      await transaction.unsafe(migration.text)
      await transaction`
        INSERT INTO schema_migration (number, name, digest)
        VALUES (${migration.number}, ${migration.name}, ${migration.digest})`
      applied.push(migration.name)
    })
  }
  return applied
}

/** True when the database has exactly these migrations. */
export async function isMigrated(sql: Queryable, migrations: readonly Migration[]): Promise<boolean> {
  const rows = await sql<{ digest: string }[]>`SELECT digest FROM schema_migration ORDER BY number`
  return (
    rows.length === migrations.length &&
    migrations.every(({ digest }, index) => rows[index]?.digest === digest)
  )
}

async function locked(sql: Sql, work: (transaction: Queryable) => Promise<void>): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})`
    await transaction`
      CREATE TABLE IF NOT EXISTS schema_migration (
        number INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        digest TEXT NOT NULL,
        applied_at TIMESTAMPTZ NOT NULL DEFAULT now()
      )`
    await work(transaction)
  })
}

async function refuseDrift(sql: Queryable, migrations: readonly Migration[]): Promise<void> {
  const rows = await sql<{ number: number; name: string; digest: string }[]>`
    SELECT number, name, digest FROM schema_migration ORDER BY number`
  for (const row of rows) {
    const ours = migrations.find(({ number }) => number === row.number)
    if (ours === undefined)
      throw new MigrationDriftError(`${row.name} was applied here and is not among our files.`)
    if (ours.digest !== row.digest)
      throw new MigrationDriftError(`${row.name} was changed after it was applied.`)
  }
  const newest = rows.at(-1)?.number ?? 0
  const late = migrations.find(({ number }) => number < newest && !rows.some((row) => row.number === number))
  if (late !== undefined)
    throw new MigrationDriftError(`${late.name} comes before ${newest}, which was applied.`)
}
