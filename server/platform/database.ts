import { setTimeout as sleep } from 'node:timers/promises'

import postgres from 'postgres'

const TYPES = {
  /** int8 is a bigint everywhere: a city's milligrams pass 2^53. */
  bigint: postgres.BigInt,
  /** A DATE is a city day, not a moment: it stays the text YYYY-MM-DD. */
  cityDay: { to: 1082, from: [1082], serialize: (day: string) => day, parse: (day: string) => day },
  /** TIMESTAMPTZ is a Date; the wire's RFC 3339 text is parsed by the domain before it gets here. */
  date: {
    to: 1184,
    from: [1114, 1184],
    serialize: (moment: Date | string) => (moment instanceof Date ? moment.toISOString() : moment),
    parse: (text: string) => new Date(text),
  },
} satisfies Record<string, postgres.PostgresType>

type Types = { bigint: bigint; cityDay: string; date: Date }

/** The connection pool. NUMERIC stays text, BIGINT is bigint, DATE is text, TIMESTAMPTZ is Date, BYTEA is Buffer. */
export type Sql = postgres.Sql<Types>
/** One open transaction. */
export type Transaction = postgres.TransactionSql<Types>
/** What a query needs: the pool or a transaction. */
export type Queryable = Sql | Transaction

export interface DatabaseOptions {
  url: string
  connectionsMax: number
  /** Shown in pg_stat_activity. */
  applicationName?: string
}

export function openDatabase(options: DatabaseOptions): Sql {
  return postgres(options.url, {
    max: options.connectionsMax,
    types: TYPES,
    onnotice: () => undefined,
    connect_timeout: 10,
    connection: { application_name: options.applicationName ?? 'suitan', TimeZone: 'UTC' },
  }) as unknown as Sql
}

export interface TransactionOptions {
  isolation: 'read committed' | 'repeatable read' | 'serializable'
  /** How often the work is begun at most, counting the first time. */
  attemptsMax: number
}

/** SQLSTATE of serialization_failure and deadlock_detected: the work had no effect and may be begun again. */
const RETRYABLE = new Set(['40001', '40P01'])

/**
 * Runs `work` in a transaction and begins it again when the database asks for that. `work` must have no effect but
 * through its transaction.
 */
export async function inTransaction<T>(
  sql: Sql,
  options: TransactionOptions,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await sql.begin(`isolation level ${options.isolation}`, work)) as T
    } catch (error) {
      if (attempt >= options.attemptsMax || !isRetryable(error)) throw error
      await sleep(2 ** attempt * 5 * Math.random())
    }
  }
}

function isRetryable(error: unknown): boolean {
  return error instanceof postgres.PostgresError && RETRYABLE.has(error.code)
}

/** The name of the constraint an error broke, so that a use case can turn it into a refusal; null for anything else. */
export function brokenConstraint(error: unknown): string | null {
  return error instanceof postgres.PostgresError && error.code.startsWith('23')
    ? (error.constraint_name ?? null)
    : null
}
