import { auditEverything } from '#server/audit/index'
import type { Transaction } from '#server/platform/index'

import { type ResidentWorld } from './resident-world'

/** What the audit says, `table: what`, within a transaction that changed rows by hand, triggers off, and is then rolled back. */
export const faultsAfter = async ({ platform }: ResidentWorld, change: string): Promise<string[]> => {
  const { sql, crypto } = platform.deps
  const faults: string[] = []
  const undone = new Error('rolled back')
  await sql
    .begin(async (transaction) => {
      await transaction`SET LOCAL session_replication_role = replica`
      const { count } = await transaction.unsafe(change)
      if (count === 0) throw new Error(`nothing was changed by ${change}`)
      const inside = { begin: (_isolation: string, work: (sql: Transaction) => unknown) => work(transaction) }
      await auditEverything(inside as never, ({ table, what }) => faults.push(`${table}: ${what}`), crypto)
      throw undone
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error
    })
  return faults
}
