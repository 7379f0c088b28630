import type { PendingQuery, Row } from 'postgres'

import type { AuditFault } from '#domain/audit'
import type { Transaction } from '#server/platform/index'

/** What a check's query answers with: one row a fault. */
export interface FaultRow extends Row {
  key: string
  what: string
  expected: string | null
  found: string | null
}

/** A check the database can do by itself. Its query selects key, what, expected and found, and nothing when all is well. */
export interface SqlCheck {
  readonly table: string
  readonly query: (sql: Transaction) => PendingQuery<FaultRow[]>
}

const ROWS_A_ROUND = 500

/** Runs checks one after the other; a fault that has no row says `nothing`. */
export async function* faultsOf(sql: Transaction, checks: readonly SqlCheck[]): AsyncGenerator<AuditFault> {
  for (const { table, query } of checks) {
    for await (const rows of query(sql).cursor(ROWS_A_ROUND)) {
      for (const { key, what, expected, found } of rows) {
        yield { table, key, what, expected: expected ?? 'nothing', found: found ?? 'nothing' }
      }
    }
  }
}
