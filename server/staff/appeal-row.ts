import { encodeId } from '#domain/id'
import { mayAnswer } from '#domain/ride'
import type { StaffAppeal } from '#contract'
import type { Queryable, StaffPrincipal } from '#server/platform/index'

export interface AppealRow {
  appeal_id: string
  account_id: string
  ride_key: string
  reason: StaffAppeal['reason']
  text: string
  stage: StaffAppeal['stage']
  state: StaffAppeal['state']
  opened_at: Date
  answer_due_at: Date
  answer: string | null
  answered_at: Date | null
  first_answered_by: string | null
  first_answer: string | null
  first_answered_at: Date | null
  scene_id: string
  operator_zh: string
  operator_en: string
  district: string | null
  boarded_at: Date
  alighted_at: Date | null
  board_station: string | null
  alight_station: string | null
  distance_meters: number | null
  reduction_milligrams: bigint
  counts: boolean
  run_id: string
}

/**
 * Select list and tables of an AppealRow; `WHERE` and the rest follow. Who heard it first is read from the first appeal where the
 * review does not say it: reviews of the first days do not.
 */
export const selectAppeal = (sql: Queryable) => sql`
  SELECT appeal.appeal_id, appeal.account_id, appeal.ride_key, appeal.reason, appeal.text,
    coalesce(appeal.stage, 'review') AS stage, appeal.state, appeal.opened_at, appeal.answer_due_at, appeal.answer,
    appeal.answered_at, coalesce(appeal.first_answered_by, heard.answered_by) AS first_answered_by, heard.answer AS first_answer, heard.answered_at AS first_answered_at,
    scene.scene_id, operator.name_zh AS operator_zh, operator.name_en AS operator_en, account.district,
    ride.boarded_at, ride.alighted_at, ride.board_station, ride.alight_station, ride.distance_meters, ride.reduction_milligrams,
    ride.state = 0 AS counts, run.run_id
  FROM appeal
  LEFT JOIN appeal AS heard ON heard.operator_day = appeal.operator_day AND heard.ride_key = appeal.ride_key
    AND heard.stage = 'first' AND appeal.stage IS DISTINCT FROM 'first'
  JOIN ride ON ride.operator_day = appeal.operator_day AND ride.ride_key = appeal.ride_key
  JOIN run ON run.operator_day = ride.operator_day AND run.operator_no = ride.operator_no
    AND run.scene_no = ride.scene_no AND run.run_no = ride.run_no
  JOIN scene ON scene.scene_no = ride.scene_no
  JOIN operator ON operator.operator_no = ride.operator_no
  JOIN account ON account.account_id = appeal.account_id`

/** Condition on `account`: district staff reach the appeals of their district's residents, others all. */
export const isWithinReach = (sql: Queryable, staff: StaffPrincipal) => sql`
  (${staff.role} <> 'district' OR account.district = ${staff.district})`

/** An appeal as this member of staff sees it: overdue when it is still open after its day. */
export const presentAppeal = (row: AppealRow, { staffId }: StaffPrincipal, now: Date): StaffAppeal => ({
  appealId: encodeId('apl', row.appeal_id),
  rideId: encodeId('ride', row.ride_key),
  reason: row.reason,
  text: row.text,
  stage: row.stage,
  state: row.state,
  openedAt: row.opened_at.toISOString(),
  answerDueAt: row.answer_due_at.toISOString(),
  answer: row.answer,
  answeredAt: row.answered_at?.toISOString() ?? null,
  sceneId: row.scene_id,
  operator: { zh: row.operator_zh, en: row.operator_en },
  district: row.district ?? '',
  ride: {
    boardedAt: row.boarded_at.toISOString(),
    alightedAt: row.alighted_at?.toISOString() ?? null,
    from: row.board_station,
    to: row.alight_station,
    distanceMeters: row.distance_meters,
    reductionMilligrams: Number(row.reduction_milligrams),
    counts: row.counts,
    runId: encodeId('run', row.run_id),
  },
  overdue: row.state === 'open' && row.answer_due_at <= now,
  firstAnswer:
    row.first_answer === null || row.first_answered_at === null
      ? null
      : { answer: row.first_answer, answeredAt: row.first_answered_at.toISOString() },
  mayAnswer: row.state === 'open' && mayAnswer({ firstAnsweredBy: row.first_answered_by }, staffId),
})
