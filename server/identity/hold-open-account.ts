import { refuse, type Refusal } from '#contract'
import type { Transaction } from '#server/platform/index'

/**
 * Keeps an account open until the transaction ends: whatever is written for her now cannot slip in behind a closing. Refuses
 * `account.closed`.
 */
export const holdOpenAccount = async (sql: Transaction, accountId: string): Promise<Refusal | undefined> => {
  const rows =
    await sql`SELECT 1 FROM account WHERE account_id = ${accountId} AND closed_at IS NULL FOR SHARE`
  return rows.length === 0 ? refuse('account.closed') : undefined
}
