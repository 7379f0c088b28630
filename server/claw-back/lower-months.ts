import type { Transaction } from '#server/platform/index'

/** Takes rides and milligrams of claw-backs off the months their residents are shown. A run that posted nothing to her added no ride. */
export const lowerMonths = async (sql: Transaction, clawBackIds: readonly string[]): Promise<void> => {
  await sql`
    UPDATE account_month AS month
    SET rides = month.rides - taken.rides, issued_milligrams = month.issued_milligrams - taken.milligrams
    FROM (
      SELECT account_id, date_trunc('month', run.operator_day)::date AS city_month, run.scene_no, count(*)::int AS rides,
        sum(claw_back.milligrams)::bigint AS milligrams
      FROM claw_back JOIN run USING (run_id) JOIN run_posting USING (run_id, account_id)
      WHERE claw_back_id = ANY (${[...clawBackIds]}::text[]::uuid[]) GROUP BY 1, 2, 3
    ) AS taken
    WHERE (month.account_id, month.city_month, month.scene_no) = (taken.account_id, taken.city_month, taken.scene_no)`
}
