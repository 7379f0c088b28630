import type { Transaction } from '#server/platform/index'

import type { SqlCheck } from './sql-check'

/** What was moved for each cause, by the book it left. */
const movedBack = (sql: Transaction) => sql`
  SELECT cause_id, coalesce(sum(amount) FILTER (WHERE giver.book = 'holding'), 0) AS free,
    coalesce(sum(amount) FILTER (WHERE giver.book = 'points-backing'), 0) AS points,
    coalesce(sum(amount) FILTER (WHERE giver.book = 'shortfall'), 0) AS shortfall,
    min(occurred_at) AS first_at, max(occurred_at) AS last_at,
    string_agg(DISTINCT format('%s of %s', giver.book, giver.owner_id), ', ') FILTER (WHERE giver.owner_id <> claw_back.account_id) AS strange,
    bool_and(CASE giver.book WHEN 'shortfall' THEN (taker.owner_id, taker.book) = (operator_owner(run.operator_no), 'guarantee')
      ELSE (taker.owner_id, taker.book) = (scheme_owner(), 'clawed-back') END) AS is_placed
  FROM ledger_transfer AS transfer
  JOIN ledger_account AS giver ON giver.ledger_account_id = from_id
  JOIN ledger_account AS taker ON taker.ledger_account_id = to_id
  LEFT JOIN (claw_back JOIN run USING (run_id)) ON claw_back_id = cause_id
  WHERE transfer.kind = 'claw-back' GROUP BY cause_id`

/** Which rides were withdrawn after their window, where their milligrams went, and what of them is still owed. */
export const CLAW_BACK_CHECKS: readonly SqlCheck[] = [
  {
    table: 'claw_back',
    query: (sql) => sql`
      WITH withdrawn AS (
        SELECT operator_day, ride_key, run.run_id, ride.account_id, ride.reduction_milligrams AS milligrams
        FROM ride JOIN run USING (operator_day, operator_no, scene_no, run_no) WHERE ride.state = 3
      )
      SELECT format('operator_day=%s, ride_key=%s', operator_day, ride_key) AS key, 'its ride' AS what,
        coalesce(format('%s mg of %s in run %s', withdrawn.milligrams, withdrawn.account_id, withdrawn.run_id), 'none withdrawn') AS expected,
        format('%s mg of %s in run %s', kept.milligrams, kept.account_id, kept.run_id) AS found
      FROM withdrawn FULL JOIN (SELECT * FROM claw_back WHERE is_counted) AS kept USING (operator_day, ride_key)
      WHERE (withdrawn.milligrams, withdrawn.account_id, withdrawn.run_id)
        IS DISTINCT FROM (kept.milligrams, kept.account_id, kept.run_id)`,
  },
  {
    table: 'claw_back',
    query: (sql) => sql`
      SELECT format('claw_back_id=%s', claw_back_id) AS key, 'a ride that had lost' AS what, '1' AS expected, ride.state::text AS found
      FROM claw_back LEFT JOIN ride USING (operator_day, ride_key)
      WHERE NOT is_counted AND ride.state IS DISTINCT FROM 1`,
  },
  {
    table: 'claw_back',
    query: (sql) => sql`
      WITH moved AS (${movedBack(sql)})
      SELECT format('claw_back_id=%s', coalesce(claw_back_id, cause_id)) AS key, 'its transfers' AS what,
        format('%s, %s and %s mg at %s', free_milligrams, points_milligrams, shortfall_milligrams, taken_at) AS expected,
        format('%s, %s and %s mg at %s', free, points, shortfall, first_at) AS found
      FROM claw_back FULL JOIN moved ON cause_id = claw_back_id
      WHERE (coalesce(free_milligrams, 0), coalesce(points_milligrams, 0), coalesce(shortfall_milligrams, 0))
          IS DISTINCT FROM (coalesce(free, 0), coalesce(points, 0), coalesce(shortfall, 0))
        OR cause_id IS NOT NULL AND (claw_back_id IS NULL OR (first_at, last_at) IS DISTINCT FROM (taken_at, taken_at))`,
  },
  {
    table: 'claw_back',
    query: (sql) => sql`
      WITH moved AS (${movedBack(sql)})
      SELECT format('claw_back_id=%s', cause_id) AS key, 'from whom to whom' AS what,
        'out of books of its resident to where taken-back milligrams lie' AS expected, coalesce(strange, 'elsewhere') AS found
      FROM moved WHERE strange IS NOT NULL OR NOT is_placed`,
  },
  {
    table: 'claw_back',
    query: (sql) => sql`
      SELECT format('claw_back_id=%s', coalesce(claw_back_id, cause_id)) AS key, 'its points' AS what,
        coalesce(points_milligrams / 1000, 0)::text AS expected, coalesce(points, 0)::text AS found
      FROM claw_back
      FULL JOIN (SELECT cause_id, sum(amount) AS points FROM ledger_transfer WHERE kind = 'points-clawed-back' GROUP BY cause_id) AS moved
        ON cause_id = claw_back_id
      WHERE coalesce(points_milligrams / 1000, 0) <> coalesce(points, 0)`,
  },
  {
    table: 'claw_back',
    query: (sql) => sql`
      SELECT format('claw_back_id=%s', coalesce(claw_back_id, cause_id)) AS key, 'repaid' AS what,
        format('%s mg, lowered by %s', coalesce(repaid, 0), coalesce(lowered, 0)) AS expected,
        format('%s mg', coalesce(repaid_milligrams, 0)) AS found
      FROM claw_back
      FULL JOIN (SELECT cause_id, sum(amount) FILTER (WHERE kind = 'shortfall-repaid') AS repaid,
          sum(amount) FILTER (WHERE kind = 'shortfall-lowered') AS lowered
        FROM ledger_transfer WHERE kind IN ('shortfall-repaid', 'shortfall-lowered') GROUP BY cause_id) AS moved ON cause_id = claw_back_id
      WHERE (coalesce(repaid, 0), coalesce(lowered, 0))
        IS DISTINCT FROM (coalesce(repaid_milligrams, 0), coalesce(repaid_milligrams, 0))`,
  },
  {
    // A credit is a posting less what was taken back with it; its transfers are known by the run and the claw-back they are of.
    table: 'claw_back',
    query: (sql) => sql`
      SELECT format('run_id=%s, account_id=%s', credit.run_id, account_id) AS key, 'repaid of a credit' AS what,
        format('at most %s mg', credit.milligrams / 2) AS expected, format('%s mg', sum(transfer.amount)) AS found
      FROM (SELECT posting.run_id, posting.account_id, posting.reduction_milligrams - coalesce((SELECT sum(milligrams) FROM claw_back AS own
            WHERE own.run_id = posting.run_id AND own.account_id = posting.account_id AND own.is_at_issuing), 0) AS milligrams
          FROM run_posting AS posting
          WHERE posting.account_id IN (SELECT account_id FROM claw_back WHERE repaid_milligrams > 0)) AS credit
      JOIN claw_back AS owed USING (account_id)
      JOIN ledger_transfer AS transfer ON transfer.transfer_id = derived_uuid(credit.run_id, 'repaid/' || owed.claw_back_id)
      GROUP BY credit.run_id, account_id, credit.milligrams HAVING sum(transfer.amount) > trunc(credit.milligrams / 2)`,
  },
  {
    table: 'ledger_account',
    query: (sql) => sql`
      WITH owed AS (
        SELECT account_id AS owner_id, 'shortfall' AS book, -sum(shortfall_milligrams - repaid_milligrams) AS balance
        FROM claw_back WHERE shortfall_milligrams > 0 GROUP BY 1
        UNION ALL
        SELECT operator_owner(operator_no), 'guarantee', sum(shortfall_milligrams - repaid_milligrams)
        FROM claw_back JOIN run USING (run_id) WHERE shortfall_milligrams > 0 GROUP BY 1
      ), kept AS (
        SELECT owner_id, book, sum(balance) AS balance FROM ledger_account WHERE book IN ('shortfall', 'guarantee') GROUP BY 1, 2
      )
      SELECT format('owner_id=%s, book=%s', owner_id, book) AS key, 'what is owed' AS what, coalesce(owed.balance, 0)::text AS expected,
        coalesce(kept.balance, 0)::text AS found
      FROM owed FULL JOIN kept USING (owner_id, book) WHERE coalesce(owed.balance, 0) <> coalesce(kept.balance, 0)`,
  },
  {
    // Invariant 3, for everybody a ride was withdrawn from; of all others the postings say it.
    table: 'account',
    query: (sql) => sql`
      WITH concerned AS (
        SELECT account_id, sum(milligrams) FILTER (WHERE taken_at IS NULL AND run.state = 'issued') AS waiting
        FROM claw_back JOIN run USING (run_id) GROUP BY account_id
      ), issued AS (
        SELECT account_id, sum(reduction_milligrams) AS milligrams FROM run_posting JOIN concerned USING (account_id) GROUP BY account_id
      ), back AS (
        SELECT giver.owner_id AS account_id, sum(amount) AS milligrams
        FROM ledger_transfer AS transfer JOIN ledger_account AS giver ON giver.ledger_account_id = from_id
        JOIN ledger_account AS taker ON taker.ledger_account_id = to_id AND taker.book = 'clawed-back'
        WHERE transfer.kind IN ('claw-back', 'shortfall-repaid') GROUP BY 1
      ), owed AS (
        SELECT owner_id AS account_id, -sum(balance) AS milligrams FROM ledger_account WHERE book = 'shortfall' GROUP BY 1
      ), valid AS (
        SELECT ride.account_id, sum(ride.reduction_milligrams) AS milligrams
        FROM ride JOIN concerned USING (account_id) JOIN run USING (operator_day, operator_no, scene_no, run_no)
        WHERE ride.state = 0 AND run.state = 'issued' GROUP BY 1
      )
      SELECT format('account_id=%s', account_id) AS key, 'issued less taken back and owed' AS what,
        (coalesce(valid.milligrams, 0) + coalesce(waiting, 0))::text AS expected,
        (coalesce(issued.milligrams, 0) - coalesce(back.milligrams, 0) - coalesce(owed.milligrams, 0))::text AS found
      FROM concerned LEFT JOIN issued USING (account_id) LEFT JOIN back USING (account_id) LEFT JOIN owed USING (account_id)
      LEFT JOIN valid USING (account_id)
      WHERE coalesce(valid.milligrams, 0) + coalesce(waiting, 0)
        <> coalesce(issued.milligrams, 0) - coalesce(back.milligrams, 0) - coalesce(owed.milligrams, 0)`,
  },
  {
    table: 'claw_back',
    query: (sql) => sql`
      SELECT format('claw_back_id=%s', claw_back_id) AS key, 'a day after it was due' AS what, 'taken back' AS expected, 'waiting' AS found
      FROM claw_back JOIN run USING (run_id)
      WHERE taken_at IS NULL AND run.state = 'issued' AND greatest(withdrawn_at, run.issued_at) < now() - interval '1 day'`,
  },
]
