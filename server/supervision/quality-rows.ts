import { refusalWords, type QualityRow } from '#contract'
import { matchRateOf } from '#domain/supervision'
import type { Queryable } from '#server/platform/index'

/** From the first moment of a month to the first after it. */
export interface MonthSpan {
  readonly since: Date
  readonly before: Date
}

interface Row {
  operator_id: string
  name_zh: string
  name_en: string
  scene_id: string | null
  verdicts: Partial<
    Record<'accepted' | 'duplicate' | 'conflict' | 'unmatched' | 'rejected' | 'tested', number>
  >
  breaks: string
  rejected_by: readonly { code: string; rows: number }[]
  settled_rides: string
  late_rides: string
  anomalies: QualityRow['anomalies']
  opened: string
  upheld: string
  dismissed: string
}

/**
 * One row an operator and scene with anything in the month: rows of pushes received in it, runs settled in it, appeals opened and answered in
 * it. All of it but an operator's name is from what never changes again, so a month that is over reads the same at any time.
 */
export const qualityRows = async (sql: Queryable, { since, before }: MonthSpan): Promise<QualityRow[]> => {
  const rows = await sql<Row[]>`
    WITH sent AS (
      SELECT push.operator_no, tally.scene_id, verdict, code, sum(tally.rows) AS rows, sum(tally.breaks) AS breaks
      FROM push JOIN push_tally AS tally USING (operator_no, push_id)
      WHERE received_at >= ${since} AND received_at < ${before} GROUP BY push.operator_no, tally.scene_id, verdict, code
    ), told AS (
      SELECT operator_no, scene_id, jsonb_object_agg(verdict, rows) AS verdicts, sum(breaks) AS breaks
      FROM (SELECT operator_no, scene_id, verdict, sum(rows) AS rows, sum(breaks) AS breaks FROM sent
        GROUP BY operator_no, scene_id, verdict) AS by_verdict GROUP BY operator_no, scene_id
    ), refused AS (
      SELECT operator_no, scene_id, jsonb_agg(jsonb_build_object('code', code, 'rows', rows) ORDER BY rows DESC, code) AS rejected_by
      FROM sent WHERE code IS NOT NULL GROUP BY operator_no, scene_id
    ), settled AS (
      SELECT run.operator_no, scene.scene_id, sum(rides) AS rides, sum(rides) FILTER (WHERE run_no > 1) AS late
      FROM run JOIN scene USING (scene_no)
      WHERE settled_at >= ${since} AND settled_at < ${before} GROUP BY run.operator_no, scene.scene_id
    ), odd AS (
      SELECT operator_no, scene_id, jsonb_agg(jsonb_build_object('kind', kind, 'rides', rides) ORDER BY kind) AS anomalies
      FROM (
        SELECT run.operator_no, scene.scene_id, run_anomaly.kind, sum(run_anomaly.rides) AS rides
        FROM run JOIN run_anomaly USING (run_id) JOIN scene USING (scene_no)
        WHERE settled_at >= ${since} AND settled_at < ${before} GROUP BY run.operator_no, scene.scene_id, run_anomaly.kind) AS by_kind
      GROUP BY operator_no, scene_id
    ), heard AS (
      SELECT ride.operator_no, scene.scene_id,
        count(*) FILTER (WHERE opened_at >= ${since} AND opened_at < ${before}) AS opened,
        count(*) FILTER (WHERE appeal.state = 'upheld' AND answered_at >= ${since} AND answered_at < ${before}) AS upheld,
        count(*) FILTER (WHERE appeal.state = 'dismissed' AND answered_at >= ${since} AND answered_at < ${before}) AS dismissed
      FROM appeal JOIN ride USING (operator_day, ride_key) JOIN scene USING (scene_no)
      WHERE opened_at >= ${since} AND opened_at < ${before} OR answered_at >= ${since} AND answered_at < ${before}
      GROUP BY ride.operator_no, scene.scene_id
    ), parties AS (
      SELECT operator_no, scene_id FROM told UNION SELECT operator_no, scene_id FROM settled UNION SELECT operator_no, scene_id FROM heard
    )
    SELECT operator_id, operator.name_zh, operator.name_en, parties.scene_id, coalesce(verdicts, '{}') AS verdicts,
      coalesce(breaks, 0)::text AS breaks, coalesce(rejected_by, '[]') AS rejected_by, coalesce(settled.rides, 0)::text AS settled_rides,
      coalesce(late, 0)::text AS late_rides, coalesce(anomalies, '[]') AS anomalies, coalesce(opened, 0)::text AS opened,
      coalesce(upheld, 0)::text AS upheld, coalesce(dismissed, 0)::text AS dismissed
    FROM parties JOIN operator USING (operator_no)
    LEFT JOIN told ON told.operator_no = parties.operator_no AND told.scene_id IS NOT DISTINCT FROM parties.scene_id
    LEFT JOIN refused ON refused.operator_no = parties.operator_no AND refused.scene_id IS NOT DISTINCT FROM parties.scene_id
    LEFT JOIN settled ON settled.operator_no = parties.operator_no AND settled.scene_id = parties.scene_id
    LEFT JOIN odd ON odd.operator_no = parties.operator_no AND odd.scene_id = parties.scene_id
    LEFT JOIN heard ON heard.operator_no = parties.operator_no AND heard.scene_id = parties.scene_id
    ORDER BY operator_id COLLATE "C", parties.scene_id COLLATE "C" NULLS LAST`
  return rows.map(presentRow)
}

const presentRow = (row: Row): QualityRow => {
  const { accepted = 0, duplicate = 0, conflict = 0, unmatched = 0, rejected = 0, tested = 0 } = row.verdicts
  const matched = accepted + duplicate + conflict
  return {
    operatorId: row.operator_id,
    operator: { zh: row.name_zh, en: row.name_en },
    sceneId: row.scene_id,
    rows: matched + unmatched + rejected + tested,
    ...{ accepted, duplicate, conflict, unmatched, rejected, tested },
    matchRatePerTenThousand: matchRateOf({ matched: BigInt(matched), unmatched: BigInt(unmatched) }),
    rejectedBy: row.rejected_by.map(({ code, rows }) => ({ code, rows, words: refusalWords(code).words })),
    breaks: Number(row.breaks),
    settledRides: Number(row.settled_rides),
    lateRides: Number(row.late_rides),
    duplicateTrips: row.anomalies.find(({ kind }) => kind === 'duplicateTrips')?.rides ?? 0,
    anomalies: row.anomalies.filter(({ kind }) => kind !== 'duplicateTrips'),
    appealsOpened: Number(row.opened),
    appealsUpheld: Number(row.upheld),
    appealsDismissed: Number(row.dismissed),
  }
}
