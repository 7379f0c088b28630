import { LABELS_KEPT_MAX } from '#domain/anomaly'
import type { AuditFault } from '#domain/audit'
import { parseCityDay } from '#domain/calendar'
import {
  appliedRulesOf,
  selectLabels,
  SETTLING_HOURS_MAX,
  withMeetings,
  type AppliedRule,
  type AskedRides,
  type LabelledRun,
} from '#server/anomaly/index'
import type { Transaction } from '#server/platform/index'

import { faultsOf, type SqlCheck } from './sql-check'

/** Every settled run was labelled by the rules in force on its day and scene, and by no other, and no label hangs in the air. */
export const LABEL_CHECKS: readonly SqlCheck[] = [
  {
    table: 'run_label',
    query: (sql) => sql`
      WITH due AS (
        SELECT run_id, rule_id FROM run JOIN scene USING (scene_no) JOIN anomaly_rule AS rule ON scene_id = ANY (scene_ids)
          AND valid_from <= operator_day AND (valid_to IS NULL OR operator_day < valid_to)
        WHERE run.state <> 'open'
      )
      SELECT format('run_id=%s, rule_id=%s', run_id, rule_id) AS key, 'labelled by the rules of its day' AS what,
        CASE WHEN due.run_id IS NULL THEN 'not by this' ELSE 'by this' END AS expected,
        CASE WHEN kept.run_id IS NULL THEN 'not labelled' ELSE 'labelled' END AS found
      FROM due FULL JOIN run_label AS kept USING (run_id, rule_id) WHERE due.run_id IS NULL OR kept.run_id IS NULL`,
  },
  {
    table: 'ride_label',
    query: (sql) => sql`
      SELECT format('run_id=%s, rule_id=%s', run_id, rule_id) AS key, 'labels kept' AS what,
        least(coalesce(counted.rides, 0), ${LABELS_KEPT_MAX})::text AS expected, coalesce(kept.rides, 0)::text AS found
      FROM run_label AS counted FULL JOIN (
        SELECT run_id, rule_id, count(*) AS rides FROM ride_label GROUP BY run_id, rule_id) AS kept USING (run_id, rule_id)
      WHERE least(coalesce(counted.rides, 0), ${LABELS_KEPT_MAX}) <> coalesce(kept.rides, 0)`,
  },
]

/**
 * The labels of every run measured again. What stood beside its rides may have changed since: a ride was withdrawn, in its window or after it, or a settling was under
 * way then that nobody saw. So each label lies between the least and the most there can have been, which are one where nothing of that kind
 * happened.
 */
export async function* labelFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const runs = await sql<(LabelledRun & { labelled_at: Date })[]>`
    SELECT run_id, operator_day, operator_no, scene_no, run_no, max(labelled_at) AS labelled_at
    FROM run JOIN run_label USING (run_id) WHERE run.state <> 'open' GROUP BY run_id ORDER BY operator_day, run_id`
  for (const run of runs) {
    const rules = await appliedRulesOf(sql, run)
    const seen = new Date(run.labelled_at.getTime() - SETTLING_HOURS_MAX * 3_600_000)
    const asked = { day: parseCityDay(run.operator_day)!, run }
    const least: AskedRides = { ...asked, states: [0], settledUntil: seen }
    const most: AskedRides = { ...asked, states: [0, 2, 3], settledUntil: run.labelled_at }
    const faults = await withMeetings(sql, rules, most, async () => {
      const found: AuditFault[] = []
      for (const rule of rules) found.push(...(await faultsUnder(sql, rule, { least, most })))
      return found
    })
    yield* faults
  }
}

const faultsUnder = async (
  sql: Transaction,
  rule: AppliedRule,
  bounds: { least: AskedRides; most: AskedRides },
): Promise<AuditFault[]> => {
  const faults: AuditFault[] = []
  const { run } = bounds.most
  const check = measuredAgain(rule, bounds, run?.run_id ?? null)
  for await (const fault of faultsOf(sql, [check])) faults.push(fault)
  return faults
}

/** Rides are looked for one by one only where all labels were kept. */
const measuredAgain = (
  rule: AppliedRule,
  { least, most }: { least: AskedRides; most: AskedRides },
  runId: string | null,
): SqlCheck => ({
  table: 'ride_label',
  query: (sql) => sql`
    WITH lower AS MATERIALIZED (${selectLabels(sql, rule, least)}), upper AS MATERIALIZED (${selectLabels(sql, rule, most)}), kept AS (
      SELECT ride_key, measured FROM ride_label WHERE run_id = ${runId} AND rule_id = ${rule.rule_id}
    ), counted AS (
      SELECT rides, (SELECT count(*) FROM lower) AS fewest, (SELECT count(*) FROM upper) AS most
      FROM run_label WHERE run_id = ${runId} AND rule_id = ${rule.rule_id}
    )
    SELECT format('run_id=%s, rule_id=%s', ${runId}::text, ${rule.rule_id}::text) AS key, 'rides' AS what,
      format('%s to %s', fewest, most) AS expected, rides::text AS found
    FROM counted WHERE rides NOT BETWEEN fewest AND most
    UNION ALL
    SELECT format('run_id=%s, rule_id=%s, ride_key=%s', ${runId}::text, ${rule.rule_id}::text, ride_key), 'measured',
      concat_ws(' to ', lower.measured, upper.measured), kept.measured::text
    FROM kept FULL JOIN upper USING (ride_key) FULL JOIN lower USING (ride_key)
    WHERE kept.ride_key IS NOT NULL
        AND (upper.measured IS NULL OR kept.measured NOT BETWEEN coalesce(lower.measured, ${rule.threshold} + 1) AND upper.measured)
      OR kept.ride_key IS NULL AND lower.ride_key IS NOT NULL AND (SELECT rides FROM counted) <= ${LABELS_KEPT_MAX}`,
})
