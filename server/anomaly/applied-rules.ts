import type { Queryable } from '#server/platform/index'

import type { AppliedRule } from './select-labels'

/**
 * The rules in force for a run, by its scene and city day. They are settled before that day begins, so every run of the day, late ones too, is
 * labelled by the same.
 */
export const appliedRulesOf = (
  sql: Queryable,
  { operator_day, scene_no }: { operator_day: string; scene_no: number },
): Promise<AppliedRule[]> =>
  sql<AppliedRule[]>`
    SELECT rule_id, kind, scene_ids, threshold, (SELECT dry_run_id FROM anomaly_signature AS signed
      WHERE signed.rule_id = rule.rule_id AND act = 'on' ORDER BY signature_no DESC LIMIT 1) AS dry_run_id
    FROM anomaly_rule AS rule
    WHERE valid_from <= ${operator_day} AND (valid_to IS NULL OR ${operator_day} < valid_to)
      AND (SELECT scene_id FROM scene WHERE scene_no = ${scene_no}) = ANY (scene_ids)
    ORDER BY code, rule_id`
