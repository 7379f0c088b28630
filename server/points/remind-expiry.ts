import { REMINDER_DAYS, reminderDue } from '#domain/points'
import { tellMany } from '#server/message/index'
import { inTransaction, type Dependencies } from '#server/platform/index'

/**
 * Reminds whoever has something left in a lot that ends in 30, 7 or 1 days; run twice it says nothing twice. Of lots that end together,
 * as what several vouchers gave back on one day, the first, full or empty, stands for all.
 */
export const remindOfExpiry = async ({ sql, clock }: Dependencies): Promise<void> => {
  const now = clock.now()
  const ends = await sql<{ expires_at: Date }[]>`
    SELECT DISTINCT expires_at FROM points_lot
    WHERE expired_at IS NULL AND expires_at > ${now} AND expires_at <= ${now}::timestamptz + ${REMINDER_DAYS[0]} * interval '1 day'`
  for (const { expires_at: expiresAt } of ends) {
    const days = reminderDue(expiresAt, now)
    if (days === undefined) continue
    await inTransaction(sql, { isolation: 'read committed', attemptsMax: 5 }, (transaction) =>
      tellMany(
        transaction,
        `pointsEnd${days}`,
        transaction`
          SELECT account_id, (array_agg(lot_id ORDER BY lot_id))[1] AS subject_id
          FROM points_lot JOIN ledger_account USING (ledger_account_id)
          WHERE expires_at = ${expiresAt} AND expired_at IS NULL
          GROUP BY account_id HAVING sum(balance) > 0`,
        now,
      ),
    )
  }
}
