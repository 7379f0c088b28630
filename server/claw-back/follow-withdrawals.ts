import { eachApart, inTransaction, type Dependencies } from '#server/platform/index'

import { takeBackWaiting } from './take-back-ride'
import { tellOfWithdrawal } from './tell-of-withdrawal'

/** So many withdrawals are asked for at once. */
const ROWS_MAX = 500

interface Waiting {
  claw_back_id: string
  account_id: string
  is_told: boolean
  is_due: boolean
}

/**
 * Goes after what operators withdrew: its resident is told, the trip goes to another record of it, and once its run is issued its
 * milligrams are taken back; each in a transaction of its own, so that telling waits for no run that is being issued. Harmless when run
 * again or beside itself. One that fails stands in nobody's way: the others are done, then the faults are thrown together.
 */
export const followWithdrawals = async ({
  sql,
  clock,
}: Pick<Dependencies, 'sql' | 'clock'>): Promise<void> => {
  const now = clock.now()
  const faults: unknown[] = []
  const options = { isolation: 'read committed', attemptsMax: 5 } as const
  for (let after: string | null = null; ;) {
    const waiting: Waiting[] = await sql<Waiting[]>`
      SELECT claw_back_id, account_id, told_at IS NOT NULL AS is_told, taken_at IS NULL AND run.state = 'issued' AS is_due
      FROM claw_back JOIN run USING (run_id)
      WHERE (told_at IS NULL OR taken_at IS NULL AND run.state = 'issued')
        AND (${after}::uuid IS NULL OR claw_back_id > ${after}::uuid)
      ORDER BY claw_back_id LIMIT ${ROWS_MAX}`
    const follow = async ({ claw_back_id, account_id, is_told, is_due }: Waiting): Promise<void> => {
      const asked = { clawBackId: claw_back_id, accountId: account_id, now }
      if (!is_told) await inTransaction(sql, options, (transaction) => tellOfWithdrawal(transaction, asked))
      if (is_due) await inTransaction(sql, options, (transaction) => takeBackWaiting(transaction, asked))
    }
    await eachApart(waiting, follow).catch((fault: unknown) => faults.push(fault))
    after = waiting.at(-1)?.claw_back_id ?? null
    if (after === null) break
  }
  if (faults.length > 0) throw new AggregateError(faults, 'withdrawals could not be followed')
}
