import { giveToPublicPool } from '#server/ledger/index'
import { inTransaction, newId, type Dependencies } from '#server/platform/index'

/** One run works this many accounts off; the next continues. */
const ACCOUNTS_MAX = 500

/**
 * A run issued in the very moment its resident closed may still have posted to her account, which nobody owns any more. What she
 * chose for the rest holds for that too: it goes to the public pool. Returns how many accounts were emptied.
 */
export const giveLateIssues = async ({ sql, clock }: Dependencies): Promise<number> => {
  const rows = await sql<{ account_id: string }[]>`
    SELECT DISTINCT account_id FROM account
    JOIN ledger_account ON owner_id = account_id AND book = 'holding' AND balance > 0
    WHERE closed_at IS NOT NULL LIMIT ${ACCOUNTS_MAX}`
  for (const { account_id: accountId } of rows) {
    await inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, (transaction) =>
      giveToPublicPool(transaction, { accountId, causeId: newId(clock), now: clock.now() }),
    )
  }
  return rows.length
}
