import { BEHAVIOUR_CLASS } from '#domain/scene'

import type { SqlCheck } from './sql-check'

/** Scenes: two offices behind every approval, no ride outside the time its scene was live, tests from pushes, points alone for behaviour. */
export const SCENE_CHECKS: readonly SqlCheck[] = [
  {
    table: 'scene_application',
    query: (sql) => sql`
      SELECT format('application_id=%s, step_no=%s', application_id, step_no) AS key, 'who approved' AS what,
        format('one person of the centre and another of the exchange, until %s', approved_until) AS expected,
        coalesce(string_agg(said.office || ' ' || said.staff_id, ', ' ORDER BY said.review_no), 'nobody') AS found
      FROM scene_step AS step LEFT JOIN scene_review AS said USING (application_id)
      WHERE step.action IN ('scene.approved', 'scene.extended') AND (said.review_no IS NULL OR (said.until = step.approved_until
        AND said.reviewed_at <= step.occurred_at
        AND said.act = CASE step.action WHEN 'scene.approved' THEN 'approve' ELSE 'extend' END))
      GROUP BY application_id, step_no, step.approved_until
      HAVING count(DISTINCT said.office) < 2 OR count(DISTINCT said.staff_id) < 2`,
  },
  {
    // A step without any fitting review is not in the groups above.
    table: 'scene_application',
    query: (sql) => sql`
      SELECT format('application_id=%s, step_no=%s', application_id, step_no) AS key, 'who approved' AS what,
        format('two offices, until %s', approved_until) AS expected, 'nobody' AS found
      FROM scene_step AS step
      WHERE action IN ('scene.approved', 'scene.extended') AND NOT EXISTS (SELECT FROM scene_review AS said
        WHERE said.application_id = step.application_id AND said.until = step.approved_until
          AND said.act = CASE step.action WHEN 'scene.approved' THEN 'approve' ELSE 'extend' END)`,
  },
  {
    table: 'scene_review',
    query: (sql) => sql`
      SELECT format('review_no=%s', review_no) AS key, 'who and when' AS what, 'an entry of the log of actions' AS expected,
        format('none at %s by %s', reviewed_at, staff_id) AS found
      FROM scene_review AS said WHERE NOT EXISTS (
        SELECT FROM audit_entry AS entry
        WHERE entry.occurred_at = reviewed_at AND entry.actor = 'staff:' || staff_id AND entry.detail ->> 'office' = office
          AND CASE WHEN until IS NULL
            THEN entry.action = CASE act WHEN 'approve' THEN 'scene.returned' ELSE 'scene.extension-returned' END
            ELSE entry.action = 'scene.reviewed' AND entry.detail ->> 'approved' = until::text AND entry.detail ->> 'act' = act
              AND entry.detail ->> 'of' = round::text END)`,
  },
  {
    table: 'ride',
    query: (sql) => sql`
      SELECT format('operator_day=%s, ride_key=%s', operator_day, ride_key) AS key, 'boarded_at' AS what,
        'while its operator was live in its scene' AS expected, boarded_at::text AS found
      FROM ride JOIN scene USING (scene_no) JOIN operator USING (operator_no)
      WHERE NOT EXISTS (SELECT FROM scene_period AS period JOIN scene_application USING (application_id)
        WHERE period.scene_id = scene.scene_id AND period.operator_id = operator.operator_id
          AND (live_from IS NULL OR live_from <= boarded_at) AND (live_to IS NULL OR boarded_at < live_to)
          AND (approved_until IS NULL OR boarded_at < (approved_until + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'))`,
  },
  {
    table: 'push',
    query: (sql) => sql`
      SELECT format('operator_no=%s, push_id=%s', operator_no, push_id) AS key, 'tested' AS what,
        coalesce(sum(trial.tested), 0)::text AS expected, push.tested::text AS found
      FROM push LEFT JOIN scene_trial_push AS trial USING (operator_no, push_id)
      GROUP BY operator_no, push_id
      HAVING coalesce(sum(trial.tested), 0) <> push.tested OR coalesce(sum(trial.rejected), 0) > push.rejected`,
  },
  {
    table: 'scene_trial_push',
    query: (sql) => sql`
      SELECT format('application_id=%s, push_id=%s', application_id, trial.push_id) AS key, 'received_at' AS what,
        push.received_at::text AS expected, trial.received_at::text AS found
      FROM scene_trial_push AS trial JOIN push USING (operator_no, push_id) WHERE trial.received_at <> push.received_at`,
  },
  {
    table: 'scene_provider',
    query: (sql) => sql`
      SELECT format('scene_id=%s, operator_id=%s', scene_id, operator_id) AS key, 'channel of a live scene' AS what,
        'a channel' AS expected, 'none' AS found
      FROM scene_application LEFT JOIN scene_provider AS provider USING (scene_id, operator_id)
      WHERE state IN ('connecting', 'live', 'suspended') AND provider.scene_id IS NULL`,
  },
  {
    table: 'methodology',
    query: (sql) => sql`
      SELECT format('methodology_no=%s', methodology_no) AS key, 'class' AS what,
        CASE kind WHEN 'behaviour' THEN ${BEHAVIOUR_CLASS} ELSE 'another than behaviour' END AS expected, class AS found
      FROM methodology JOIN scene USING (scene_id)
      WHERE status = 'published' AND (kind = 'behaviour') <> (class = ${BEHAVIOUR_CLASS})`,
  },
  {
    table: 'class_use',
    query: (sql) => sql`
      SELECT format('class=%s, use=%s', class, use) AS key, 'uses of behaviour' AS what, 'points' AS expected, use AS found
      FROM class_use WHERE class = ${BEHAVIOUR_CLASS} AND use <> 'points'`,
  },
]
