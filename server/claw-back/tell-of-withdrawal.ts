import { parseCityDay } from '#domain/calendar'
import { tell } from '#server/message/index'
import type { Transaction } from '#server/platform/index'
import { returnTripsOf } from '#server/settling/index'

interface UntoldRow {
  operator_day: string
  ride_key: string
  scene_no: number
  /** One for all that one push withdrew of hers: she is told once. */
  subject_id: string
}

/**
 * Tells a resident that a ride of hers was withdrawn, and gives the trip to another record of it that had lost to this one: both once.
 * Nobody is told where the account has closed.
 */
export const tellOfWithdrawal = async (
  sql: Transaction,
  { clawBackId, accountId, now }: { clawBackId: string; accountId: string; now: Date },
): Promise<void> => {
  await sql`SELECT FROM account WHERE account_id = ${accountId} FOR SHARE`
  const [row] = await sql<UntoldRow[]>`
    SELECT claw_back.operator_day, ride_key, scene_no,
      derived_uuid(account_id, 'withdrawn/' || floor(extract(EPOCH FROM withdrawn_at) * 1000)::text) AS subject_id
    FROM claw_back JOIN run USING (run_id)
    WHERE claw_back_id = ${clawBackId} AND told_at IS NULL`
  if (row === undefined) return
  const operatorDay = parseCityDay(row.operator_day)
  if (operatorDay === undefined) throw new Error(`claw-back ${clawBackId} has a day that is none`)
  await tell(sql, { kind: 'rideWithdrawn', accountId, subjectId: row.subject_id }, now)
  await returnTripsOf(sql, { operatorDay, rideKey: row.ride_key, sceneNo: row.scene_no, now })
  await sql`UPDATE claw_back SET told_at = ${now} WHERE claw_back_id = ${clawBackId} AND told_at IS NULL`
}
