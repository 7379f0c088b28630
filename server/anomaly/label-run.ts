import { LABELS_KEPT_MAX } from '#domain/anomaly'
import { parseCityDay } from '#domain/calendar'
import type { Transaction } from '#server/platform/index'

import { appliedRulesOf } from './applied-rules'
import { selectLabels, withMeetings, type AppliedRule, type AskedRides } from './select-labels'

/** A run by its id and by what its rides name it by. */
export interface LabelledRun {
  readonly run_id: string
  readonly operator_day: string
  readonly operator_no: number
  readonly scene_no: number
  readonly run_no: number
}

/**
 * Labels the rides of a run that has just been counted, by the rules in force on its day; one statement a rule. Two rides that meet in two
 * runs are labelled in the run that settles later. Labelling again (a returned run) replaces what there was. No rule in force costs one look.
 */
export const labelRun = async (sql: Transaction, run: LabelledRun, now: Date): Promise<void> => {
  await sql`DELETE FROM run_label WHERE run_id = ${run.run_id}`
  const rules = await appliedRulesOf(sql, run)
  const asked: AskedRides = { day: parseCityDay(run.operator_day)!, run, states: [0], settledUntil: now }
  await withMeetings(sql, rules, asked, async () => {
    for (const rule of rules) await writeLabels(sql, rule, asked)
  })
}

const writeLabels = async (sql: Transaction, rule: AppliedRule, asked: AskedRides): Promise<void> => {
  const of = sql`${asked.run?.run_id ?? null}::uuid, ${rule.rule_id}::uuid`
  await sql`
    WITH found AS MATERIALIZED (${selectLabels(sql, rule, asked)}), counted AS (
      INSERT INTO run_label (run_id, rule_id, rides, labelled_at)
      SELECT ${of}, count(*), ${asked.settledUntil}::timestamptz FROM found
    )
    INSERT INTO ride_label (run_id, rule_id, operator_day, ride_key, measured)
    SELECT ${of}, operator_day, ride_key, measured FROM found ORDER BY measured DESC, ride_key LIMIT ${LABELS_KEPT_MAX}`
}
