import { isSealed } from '#server/settling/index'

import type { SqlCheck } from './sql-check'

/**
 * What a run came to in each district, again from its rides. An account keeps its district while it is open, so a run of open
 * accounts is derived to the milligram. Where an account has closed since, her district is erased (PIPL Art 47): then each
 * district holds at least what the open accounts come to, at most that and what the closed ones do, and every account and
 * milligram lies in one district.
 */
export const DISTRICT_CHECKS: readonly SqlCheck[] = [
  {
    table: 'run_district',
    query: (sql) => sql`
      SELECT format('run_id=%s', run_id) AS key, 'sum over districts' AS what,
        format('%s rides, %s accounts, %s mg', run.rides, run.accounts, run.reduction_milligrams) AS expected,
        format('%s rides, %s accounts, %s mg', coalesce(sum(d.rides), 0), coalesce(sum(d.accounts), 0),
          coalesce(sum(d.reduction_milligrams), 0)) AS found
      FROM run LEFT JOIN run_district AS d USING (run_id)
      WHERE state <> 'open' GROUP BY run_id
      HAVING coalesce(sum(d.rides), 0) <> run.rides OR coalesce(sum(d.accounts), 0) <> run.accounts
        OR coalesce(sum(d.reduction_milligrams), 0) <> run.reduction_milligrams`,
  },
  {
    table: 'run_district',
    query: (sql) => sql`
      WITH own AS (
        SELECT run.run_id, ride.account_id, count(*) AS rides, sum(ride.reduction_milligrams) AS milligrams
        FROM run JOIN ride USING (operator_day, operator_no, scene_no, run_no)
        WHERE run.state <> 'open' AND ${isSealed(sql)}
        GROUP BY run.run_id, ride.account_id
      ), placed AS (
        SELECT run_id, coalesce(account.district, '') AS district, sum(own.rides) AS rides, count(*) AS accounts,
          sum(milligrams) AS milligrams
        FROM own LEFT JOIN account USING (account_id) WHERE account.closed_at IS NULL
        GROUP BY run_id, coalesce(account.district, '')
      ), erased AS (
        SELECT run_id, sum(own.rides) AS rides, count(*) AS accounts, sum(milligrams) AS milligrams
        FROM own JOIN account USING (account_id) WHERE account.closed_at IS NOT NULL GROUP BY run_id
      ), compared AS (
        SELECT run_id, district, coalesce(placed.rides, 0) AS rides, coalesce(placed.accounts, 0) AS accounts,
          coalesce(placed.milligrams, 0) AS milligrams, coalesce(erased.rides, 0) AS rides_erased,
          coalesce(erased.accounts, 0) AS accounts_erased, coalesce(erased.milligrams, 0) AS milligrams_erased,
          coalesce(kept.rides, 0) AS kept_rides, coalesce(kept.accounts, 0) AS kept_accounts,
          coalesce(kept.reduction_milligrams, 0) AS kept_milligrams
        FROM placed FULL JOIN run_district AS kept USING (run_id, district) LEFT JOIN erased USING (run_id)
      )
      SELECT format('run_id=%s, district=%s', run_id, district) AS key, 'rides, accounts and reduction_milligrams' AS what,
        format('%s rides of %s accounts, %s mg', rides, accounts, milligrams) || CASE WHEN accounts_erased > 0
          THEN format(' and up to %s of %s accounts closed since, %s mg', rides_erased, accounts_erased, milligrams_erased)
          ELSE '' END AS expected,
        format('%s rides of %s accounts, %s mg', kept_rides, kept_accounts, kept_milligrams) AS found
      FROM compared
      WHERE kept_rides NOT BETWEEN rides AND rides + rides_erased
        OR kept_accounts NOT BETWEEN accounts AND accounts + accounts_erased
        OR kept_milligrams NOT BETWEEN milligrams AND milligrams + milligrams_erased`,
  },
]
