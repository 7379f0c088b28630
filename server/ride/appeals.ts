import { refuse, type Appeal, type AppealList, type AppealRequest, type Refusal } from '#contract'
import { decodeId, encodeId } from '#domain/id'
import { holdOpenAccount } from '#server/account/index'
import { operatorDayOfKey } from '#server/intake/ride-key'
import {
  inTransaction,
  newId,
  type Dependencies,
  type Queryable,
  type Transaction,
} from '#server/platform/index'

const DAY_MILLISECONDS = 86_400_000

interface AppealRow {
  appeal_id: string
  ride_key: string
  reason: Appeal['reason']
  text: string
  state: Appeal['state']
  opened_at: Date
  answer_due_at: Date
  answer: string | null
  answered_at: Date | null
}

const appealOnWire = (row: AppealRow): Appeal => ({
  appealId: encodeId('apl', row.appeal_id),
  rideId: encodeId('ride', row.ride_key),
  reason: row.reason,
  text: row.text,
  state: row.state,
  openedAt: row.opened_at.toISOString(),
  answerDueAt: row.answer_due_at.toISOString(),
  answer: row.answer,
  answeredAt: row.answered_at?.toISOString() ?? null,
})

const selectAppeals = (sql: Queryable, accountId: string, rideKey: string | null) => sql<AppealRow[]>`
  SELECT appeal_id, ride_key, reason, text, state, opened_at, answer_due_at, answer, answered_at FROM appeal
  WHERE account_id = ${accountId} AND (${rideKey}::uuid IS NULL OR ride_key = ${rideKey}::uuid)
  ORDER BY opened_at DESC, appeal_id DESC`

export const listAppeals = async ({ sql }: Dependencies, accountId: string): Promise<AppealList> => ({
  items: (await selectAppeals(sql, accountId, null)).map(appealOnWire),
})

/** The latest appeal about one ride, or null. */
export const latestAppeal = async (
  sql: Queryable,
  accountId: string,
  rideKey: string,
): Promise<Appeal | null> => {
  const [row] = await selectAppeals(sql, accountId, rideKey)
  return row === undefined ? null : appealOnWire(row)
}

/**
 * Opens an appeal about one of this resident's rides; the same said again while it is open is the same appeal. Refuses
 * `request.not-found` for what is not hers, `ride.not-appealable` past the appeal period or while another appeal about it is
 * open, `account.closed`.
 */
export const openAppeal = (
  deps: Dependencies,
  accountId: string,
  wireRideId: string,
  { reason, text }: AppealRequest,
): Promise<Appeal | Refusal> =>
  inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const closed = await holdOpenAccount(transaction, accountId)
    if (closed) return closed
    const rideKey = decodeId('ride', wireRideId)
    const boardedAt = rideKey === undefined ? undefined : await boardingOf(transaction, accountId, rideKey)
    if (rideKey === undefined || boardedAt === undefined) return refuse('request.not-found')
    const now = deps.clock.now()
    const { appealPeriodDays, appealAnswerDays } = deps.config
    if (now.getTime() - boardedAt.getTime() > appealPeriodDays * DAY_MILLISECONDS)
      return refuse('ride.not-appealable')
    const answerDueAt = new Date(now.getTime() + appealAnswerDays * DAY_MILLISECONDS)
    await transaction`
      INSERT INTO appeal (appeal_id, account_id, operator_day, ride_key, reason, text, state, opened_at, answer_due_at)
      VALUES (${newId(deps.clock)}, ${accountId}, ${operatorDayOfKey(rideKey)}, ${rideKey}, ${reason}, ${text}, 'open',
        ${now}, ${answerDueAt})
      ON CONFLICT (operator_day, ride_key) WHERE state = 'open' DO NOTHING`
    const standing = await latestAppeal(transaction, accountId, rideKey)
    if (standing === null) throw new Error('An open appeal about a ride belongs to somebody else.')
    return standing.reason === reason && standing.text === text ? standing : refuse('ride.not-appealable')
  })

const boardingOf = async (
  transaction: Transaction,
  accountId: string,
  rideKey: string,
): Promise<Date | undefined> => {
  const [ride] = await transaction<{ boarded_at: Date }[]>`
    SELECT boarded_at FROM ride
    WHERE operator_day = ${operatorDayOfKey(rideKey)} AND ride_key = ${rideKey} AND account_id = ${accountId}`
  return ride?.boarded_at
}
