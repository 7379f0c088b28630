import type { DeskWaiting } from '#contract'
import { SCENE_OFFICES } from '#domain/scene'
import type { Dependencies, Queryable, StaffPrincipal } from '#server/platform/index'

import { selectApplication, type ApplicationRow } from './application-row'
import { readTrial } from './trial'

const TRIALS_MAX = 200

/**
 * Applications for scenes that wait for this member of staff: reviews and extensions of which her office has not approved the same day as
 * the other, and tests or connections that may be begun or are passed.
 */
export const countWaitingScenes = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  { role }: StaffPrincipal,
): Promise<DeskWaiting['items']> => {
  if (!SCENE_OFFICES.some((office) => office === role)) return []
  const [counted] = await sql<
    { reviews: number; late_reviews: number; extensions: number; late_extensions: number }[]
  >`
    WITH owed AS (
      SELECT 'approve' AS act, application_id, round, due_at FROM scene_application WHERE state = 'applied'
      UNION ALL
      SELECT 'extend', application_id, extension_no, due_at FROM scene_extension WHERE state = 'asked'
    ), waiting AS (
      SELECT act, due_at <= ${clock.now()} AS late FROM owed
      LEFT JOIN LATERAL (${latestOf(sql, role, true)}) AS own ON true
      LEFT JOIN LATERAL (${latestOf(sql, role, false)}) AS other ON true
      WHERE own.until IS NULL OR own.until <> other.until
    )
    SELECT count(*) FILTER (WHERE act = 'approve')::int AS reviews,
      count(*) FILTER (WHERE act = 'approve' AND late)::int AS late_reviews,
      count(*) FILTER (WHERE act = 'extend')::int AS extensions,
      count(*) FILTER (WHERE act = 'extend' AND late)::int AS late_extensions
    FROM waiting`
  const { reviews = 0, late_reviews: late = 0, extensions = 0, late_extensions: lateToo = 0 } = counted ?? {}
  return [
    { kind: 'sceneReviews', count: reviews, overdue: late },
    { kind: 'sceneExtensions', count: extensions, overdue: lateToo },
    { kind: 'sceneTrials', count: await countTrials(sql), overdue: 0 },
  ]
}

/** What her office, or the other, last said of what is owed. */
const latestOf = (sql: Queryable, role: string, isOwn: boolean) => sql`
  SELECT until FROM scene_review AS said
  WHERE (said.application_id, said.act, said.round) = (owed.application_id, owed.act, owed.round)
    AND (said.office = ${role}) = ${isOwn}
  ORDER BY review_no DESC LIMIT 1`

/** Approved ones whose test has not begun, and those whose test or connection is passed by now. */
const countTrials = async (sql: Queryable): Promise<number> => {
  const rows = await sql<ApplicationRow[]>`
    ${selectApplication(sql)} WHERE state IN ('approved', 'testing', 'connecting') ORDER BY opened_at LIMIT ${TRIALS_MAX}`
  let count = 0
  for (const row of rows) {
    const trial = await readTrial(sql, row)
    if (trial === null || trial.verdict === 'passed') count += 1
  }
  return count
}
