import { giveToPublicPool } from '#server/ledger/index'
import { inTransaction, newId, type Dependencies } from '#server/platform/index'

/** So many accounts are asked for at once. */
const ACCOUNTS_MAX = 500

/**
 * A run issued in the very moment its resident closed may still have posted to her account, which nobody owns any more. What she
 * chose for the rest holds for that too: it goes to the public pool. An account whose books do not agree stands in nobody's way: it
 * is handed to `reportFault` and the others go on; the audit names it by what is left in it.
 */
export const giveLateIssues = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  reportFault: (fault: unknown) => void,
): Promise<void> => {
  for (let after: string | null = null; ;) {
    const rows: { account_id: string }[] = await sql<{ account_id: string }[]>`
      SELECT DISTINCT account_id FROM account
      JOIN ledger_account ON owner_id = account_id AND book = 'holding' AND balance > 0
      WHERE closed_at IS NOT NULL AND (${after}::uuid IS NULL OR account_id > ${after}::uuid)
      ORDER BY account_id LIMIT ${ACCOUNTS_MAX}`
    for (const { account_id: accountId } of rows) {
      await inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, (transaction) =>
        giveToPublicPool(transaction, { accountId, causeId: newId(clock), now: clock.now() }),
      ).catch(reportFault)
    }
    after = rows.at(-1)?.account_id ?? null
    if (after === null) return
  }
}
