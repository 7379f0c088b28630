import { refuse, type Refusal, type RunLabelCount, type RunLabels } from '#contract'
import { ANOMALY_UNITS, SAMPLES_KEPT } from '#domain/anomaly'
import { decodeId, encodeId } from '#domain/id'
import type { Dependencies, Queryable, StaffPrincipal } from '#server/platform/index'
import { recordReads } from '#server/staff/index'

import type { RuleRow } from './rule-row'

type LabelledRow = RuleRow & { rides: bigint; labelled_at: Date }

/** How many rides of a run each rule marked, and why; rules that marked none are left out. */
export const labelCountsOf = async (sql: Queryable, runId: string): Promise<RunLabelCount[]> =>
  (await readCounts(sql, runId)).filter(({ rides }) => rides > 0n).map(presentCount)

const readCounts = (sql: Queryable, runId: string): Promise<LabelledRow[]> =>
  sql<LabelledRow[]>`
    SELECT rule.*, run_label.rides, labelled_at FROM run_label JOIN anomaly_rule AS rule USING (rule_id)
    WHERE run_id = ${runId} ORDER BY code COLLATE "C"`

const presentCount = (row: LabelledRow): RunLabelCount => ({
  ruleId: encodeId('anr', row.rule_id),
  ...{ code: row.code, version: row.version, kind: row.kind, threshold: row.threshold },
  unit: ANOMALY_UNITS[row.kind].unit,
  reason: { zh: row.reason_zh, en: row.reason_en },
  rides: Number(row.rides),
})

interface SampleRow {
  rule_id: string
  ride_key: string
  account_id: string
  account_key: string
  boarded_at: Date
  alighted_at: Date | null
  distance_meters: number | null
  measured: bigint
}

/**
 * Every rule that was in force for a run, how many rides it marked, and those farthest beyond its threshold. The residents can see that they
 * were read. Refuses request.not-found.
 */
export const readRunLabels = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  staff: StaffPrincipal,
  wireId: string,
): Promise<RunLabels | Refusal> => {
  const [run] = await sql<{ run_id: string; salt: Buffer }[]>`
    SELECT run_id, salt FROM run WHERE run_id = ${decodeId('run', wireId) ?? null} AND state NOT IN ('open', 'empty')`
  if (run === undefined) return refuse('request.not-found')
  const counts = await readCounts(sql, run.run_id)
  const samples = await readSamples(sql, run)
  await recordReads(sql, {
    accountIds: samples.map(({ account_id }) => account_id),
    reader: staff,
    purpose: { zh: '核查签发批次时查看的异常行程', en: 'Marked rides while checking an issuance run' },
    now: clock.now(),
  })
  return {
    runId: encodeId('run', run.run_id),
    items: counts.map((row) => ({
      ...presentCount(row),
      labelledAt: row.labelled_at.toISOString(),
      samples: samples.filter(({ rule_id }) => rule_id === row.rule_id).map(presentSample),
    })),
  }
}

const readSamples = (sql: Queryable, run: { run_id: string; salt: Buffer }): Promise<SampleRow[]> =>
  sql<SampleRow[]>`
    SELECT rule_id, ride_key, account_id, salted_account_key(${run.salt}, account_id) AS account_key, boarded_at, alighted_at,
      distance_meters, measured
    FROM (SELECT *, row_number() OVER (PARTITION BY rule_id ORDER BY measured DESC, ride_key) AS place
      FROM ride_label WHERE run_id = ${run.run_id}) AS label
    JOIN ride USING (operator_day, ride_key)
    WHERE place <= ${SAMPLES_KEPT} ORDER BY rule_id, place`

const presentSample = (row: SampleRow): RunLabels['items'][number]['samples'][number] => ({
  rideId: encodeId('ride', row.ride_key),
  accountKey: row.account_key,
  boardedAt: row.boarded_at.toISOString(),
  alightedAt: row.alighted_at?.toISOString() ?? null,
  distanceMeters: row.distance_meters,
  measured: Number(row.measured),
})
