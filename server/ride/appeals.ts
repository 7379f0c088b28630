import { refuse, type AppealList, type AppealRequest, type MyAppeal, type Refusal } from '#contract'
import { decodeId, encodeId } from '#domain/id'
import { decideAppeal, recourseOf, reviewUntil, type AppealStage, type HeardAppeal } from '#domain/ride'
import { holdOpenAccount } from '#server/identity/index'
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
  reason: MyAppeal['reason']
  text: string
  stage: AppealStage
  state: MyAppeal['state']
  opened_at: Date
  answer_due_at: Date
  answer: string | null
  answered_by: string | null
  answered_at: Date | null
  is_latest: boolean
  scene_id: string
  boarded_at: Date
  board_station: string | null
  alight_station: string | null
  distance_meters: number | null
}

const heardOf = ({ stage, state, answered_at: answeredAt }: AppealRow): HeardAppeal => ({
  stage,
  state,
  answeredAt,
})

const appealOnWire = (row: AppealRow, now: Date): MyAppeal => {
  const recourse = recourseOf(heardOf(row), row.is_latest, now)
  return {
    appealId: encodeId('apl', row.appeal_id),
    rideId: encodeId('ride', row.ride_key),
    ride: {
      sceneId: row.scene_id,
      boardedAt: row.boarded_at.toISOString(),
      from: row.board_station,
      to: row.alight_station,
      distanceMeters: row.distance_meters,
    },
    reason: row.reason,
    text: row.text,
    stage: row.stage,
    state: row.state,
    openedAt: row.opened_at.toISOString(),
    answerDueAt: row.answer_due_at.toISOString(),
    answer: row.answer,
    answeredAt: row.answered_at?.toISOString() ?? null,
    recourse,
    reviewUntil: recourse === 'review' ? (reviewUntil(heardOf(row))?.toISOString() ?? null) : null,
  }
}

/** Latest first. An appeal of the time when there was no end to them counts as a review. */
const selectAppeals = (sql: Queryable, accountId: string, rideKey: string | null) => sql<AppealRow[]>`
  SELECT appeal_id, ride_key, reason, text, coalesce(stage, 'review') AS stage, appeal.state, opened_at, answer_due_at, answer,
    answered_by, answered_at, lead(appeal_id) OVER (
      PARTITION BY ride_key ORDER BY opened_at, stage IS DISTINCT FROM 'first', appeal_id
    ) IS NULL AS is_latest,
    scene_id, boarded_at, board_station, alight_station, distance_meters
  FROM appeal JOIN ride USING (operator_day, ride_key) JOIN scene USING (scene_no)
  WHERE appeal.account_id = ${accountId} AND (${rideKey}::uuid IS NULL OR ride_key = ${rideKey}::uuid)
  ORDER BY opened_at DESC, stage IS NOT DISTINCT FROM 'first', appeal_id DESC`

export const listAppeals = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  accountId: string,
): Promise<AppealList> => ({
  items: (await selectAppeals(sql, accountId, null)).map((row) => appealOnWire(row, clock.now())),
})

/** The latest appeal about one ride, or null. */
export const latestAppeal = async (
  sql: Queryable,
  { accountId, rideKey, now }: { accountId: string; rideKey: string; now: Date },
): Promise<MyAppeal | null> => {
  const [row] = await selectAppeals(sql, accountId, rideKey)
  return row === undefined ? null : appealOnWire(row, now)
}

/**
 * Opens an appeal about one of this resident's rides, or the review of one that was dismissed; the same said again while it is
 * open is the same appeal. Refuses `request.not-found` for what is not hers, `ride.not-appealable` past the appeal period or while
 * another appeal about it is open, `appeal.final` when all that may be heard was heard, `account.closed`.
 */
export const openAppeal = (
  deps: Dependencies,
  accountId: string,
  wireRideId: string,
  request: AppealRequest,
): Promise<MyAppeal | Refusal> =>
  inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const closed = await holdOpenAccount(transaction, accountId)
    if (closed) return closed
    const rideKey = decodeId('ride', wireRideId)
    const boardedAt = rideKey === undefined ? undefined : await boardingOf(transaction, accountId, rideKey)
    if (rideKey === undefined || boardedAt === undefined) return refuse('request.not-found')
    const now = deps.clock.now()
    const [latest] = await selectAppeals(transaction, accountId, rideKey)
    const period = deps.config.appealPeriodDays * DAY_MILLISECONDS
    const decision = decideAppeal({
      latest: latest === undefined ? null : { ...heardOf(latest), isSame: isSame(latest, request) },
      isWithinPeriod: now.getTime() - boardedAt.getTime() <= period,
      now,
    })
    switch (decision) {
      case 'notAppealable':
        return refuse('ride.not-appealable')
      case 'final':
        return refuse('appeal.final')
      case 'first':
      case 'review':
        await insertAppeal(deps, transaction, { accountId, rideKey, ...request, stage: decision, now })
    }
    // Somebody else of hers may have said something in the same moment: then that stands.
    const [standing] = await selectAppeals(transaction, accountId, rideKey)
    if (standing === undefined) throw new Error('An appeal about a ride belongs to somebody else.')
    return isSame(standing, request) ? appealOnWire(standing, now) : refuse('ride.not-appealable')
  })

const isSame = (row: AppealRow, { reason, text }: AppealRequest): boolean =>
  row.reason === reason && row.text === text

const insertAppeal = async (
  { clock, config }: Dependencies,
  transaction: Transaction,
  appeal: AppealRequest & { accountId: string; rideKey: string; stage: AppealStage; now: Date },
): Promise<void> => {
  const { accountId, rideKey, reason, text, stage, now } = appeal
  const day = operatorDayOfKey(rideKey)
  const answerDueAt = new Date(now.getTime() + config.appealAnswerDays * DAY_MILLISECONDS)
  await transaction`
    INSERT INTO appeal (appeal_id, account_id, operator_day, ride_key, reason, text, stage, state, opened_at, answer_due_at,
      first_answered_by)
    VALUES (${newId(clock)}, ${accountId}, ${day}, ${rideKey}, ${reason}, ${text}, ${stage}, 'open', ${now}, ${answerDueAt},
      (SELECT answered_by FROM appeal
        WHERE operator_day = ${day} AND ride_key = ${rideKey} AND stage = 'first' AND ${stage} = 'review'))
    ON CONFLICT DO NOTHING`
}

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
