import { encodeId } from '#domain/id'
import { appendAudit, type Transaction } from '#server/platform/index'

/**
 * Takes a redemption back, its row locked and the decision made: points to their lots, money to its budget; the voucher stays dead. `by`:
 * the member of its shop, whom the log of actions then names, null where a partner does it, whose signed act is kept. What comes back to
 * an account closed meanwhile is nobody's to spend, and goes to the public pool when the day is over. False, and nothing happened, where
 * its points were turned back into reductions, or it was taken back already.
 */
export const reverseRedemption = async (
  sql: Transaction,
  { voucherId, by, now }: { voucherId: string; by: string | null; now: Date },
): Promise<boolean> => {
  const [done] = await sql<{ reversed: boolean }[]>`
    SELECT redemption_reverse(${voucherId}::uuid, ${by}::uuid, ${now}::timestamptz) AS reversed`
  if (done === undefined) throw new Error('a function returned no row')
  if (!done.reversed || by === null) return done.reversed
  await appendAudit(sql, {
    occurredAt: now,
    actor: `member:${by}`,
    action: 'redemption.undone',
    subject: encodeId('vch', voucherId),
    detail: {},
  })
  return true
}
