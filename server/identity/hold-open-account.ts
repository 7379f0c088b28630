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

/** The same for what begins something new for her. Refuses besides `account.guardian-needed` while a child's account waits for one. */
export const holdDecidedAccount = async (
  sql: Transaction,
  accountId: string,
): Promise<Refusal | undefined> => {
  const [account] = await sql<{ waits: boolean }[]>`
    SELECT guardian_needed_since IS NOT NULL AS waits FROM account
    WHERE account_id = ${accountId} AND closed_at IS NULL FOR SHARE`
  if (account === undefined) return refuse('account.closed')
  return account.waits ? refuse('account.guardian-needed') : undefined
}

/**
 * Keeps an account from being suspended until the transaction ends, for what takes grams or points out of it. Refuses `account.suspended`.
 * `moment` is that of the act: one from before a resumption it waited for is refused.
 */
export const holdGivingAccount = async (
  sql: Transaction,
  accountId: string,
  moment: Date,
): Promise<Refusal | undefined> => {
  const [account] = await sql<{ is_suspended: boolean }[]>`
    SELECT account_is_suspended(suspended_at, resumed_at, ${moment}::timestamptz) AS is_suspended FROM account
    WHERE account_id = ${accountId} FOR KEY SHARE`
  return account?.is_suspended === true ? refuse('account.suspended') : undefined
}
