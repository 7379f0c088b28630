import type { SqlCheck } from './sql-check'

/** What residents are shown by month and scene is what was posted, less what was taken back. */
export const MONTH_CHECKS: readonly SqlCheck[] = [
  {
    table: 'account_month',
    query: (sql) => sql`
      WITH derived AS (
        SELECT account_id, date_trunc('month', run.operator_day)::date AS city_month, run.scene_no,
          sum(posting.rides - coalesce(taken.rides, 0)) AS rides,
          sum(posting.reduction_milligrams - coalesce(taken.milligrams, 0)) AS milligrams
        FROM run_posting AS posting JOIN run USING (run_id)
        LEFT JOIN (SELECT run_id, account_id, count(*) AS rides, sum(milligrams) AS milligrams FROM claw_back
          WHERE is_counted AND taken_at IS NOT NULL GROUP BY 1, 2) AS taken USING (run_id, account_id)
        GROUP BY 1, 2, 3
      )
      SELECT format('account_id=%s, city_month=%s, scene_no=%s', account_id, city_month, scene_no) AS key,
        'rides and issued_milligrams' AS what,
        format('%s rides, %s mg', derived.rides, derived.milligrams) AS expected,
        format('%s rides, %s mg', kept.rides, kept.issued_milligrams) AS found
      FROM derived FULL JOIN account_month AS kept USING (account_id, city_month, scene_no)
      WHERE (derived.rides, derived.milligrams) IS DISTINCT FROM (kept.rides, kept.issued_milligrams)`,
  },
]
