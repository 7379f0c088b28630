import { isSealed } from '#server/settling/index'

import type { SqlCheck } from './sql-check'

/** What an issued run posted must be what its rides come to, account by account, and each posting one transfer to its holding. */
export const POSTING_CHECKS: readonly SqlCheck[] = [
  {
    table: 'run_posting',
    query: (sql) => sql`
      WITH derived AS (
        SELECT run.run_id, ride.account_id, count(*) AS rides, sum(ride.reduction_milligrams) AS milligrams
        FROM run JOIN ride USING (operator_day, operator_no, scene_no, run_no)
        WHERE run.state = 'issued' AND ${isSealed(sql)}
        GROUP BY run.run_id, ride.account_id HAVING sum(ride.reduction_milligrams) > 0
      )
      SELECT format('run_id=%s, account_id=%s', run_id, account_id) AS key, 'rides and reduction_milligrams' AS what,
        format('%s rides, %s mg', derived.rides, derived.milligrams) AS expected,
        format('%s rides, %s mg', posting.rides, posting.reduction_milligrams) AS found
      FROM derived FULL JOIN run_posting AS posting USING (run_id, account_id)
      WHERE (derived.rides, derived.milligrams) IS DISTINCT FROM (posting.rides, posting.reduction_milligrams)`,
  },
  {
    table: 'ledger_transfer',
    query: (sql) => sql`
      WITH derived AS (
        SELECT derived_uuid(posting.run_id, 'issuance/' || posting.account_id) AS transfer_id,
          ledger_account_key(scheme_owner(), 'issuance', 'mgCO2e', NULL, NULL) AS from_id,
          ledger_account_key(posting.account_id, 'holding', 'mgCO2e', date_trunc('month', run.operator_day)::date,
            methodology.class) AS to_id,
          posting.reduction_milligrams AS amount, posting.run_id AS cause_id
        FROM run_posting AS posting JOIN run USING (run_id) JOIN methodology USING (methodology_no)
      ), kept AS (
        SELECT transfer_id, from_id, to_id, amount, cause_id FROM ledger_transfer WHERE kind = 'issuance'
      )
      SELECT format('transfer_id=%s', transfer_id) AS key, 'transfer of a posting' AS what,
        format('%s mg from %s to %s for run %s', derived.amount, derived.from_id, derived.to_id, derived.cause_id) AS expected,
        format('%s mg from %s to %s for run %s', kept.amount, kept.from_id, kept.to_id, kept.cause_id) AS found
      FROM derived FULL JOIN kept USING (transfer_id)
      WHERE (derived.from_id, derived.to_id, derived.amount, derived.cause_id)
        IS DISTINCT FROM (kept.from_id, kept.to_id, kept.amount, kept.cause_id)`,
  },
  {
    table: 'ledger_transfer',
    query: (sql) => sql`
      SELECT format('transfer_id=%s', transfer_id) AS key, 'occurred_at' AS what, coalesce(run.issued_at::text, 'no issuing') AS expected,
        occurred_at::text AS found
      FROM ledger_transfer AS transfer LEFT JOIN run ON run.run_id = transfer.cause_id
      WHERE transfer.kind = 'issuance' AND occurred_at IS DISTINCT FROM run.issued_at`,
  },
  {
    table: 'ledger_transfer',
    query: (sql) => sql`
      SELECT format('transfer_id=%s', transfer_id) AS key, 'occurred_at' AS what, move.moved_at::text AS expected,
        occurred_at::text AS found
      FROM ledger_transfer AS transfer
      JOIN (SELECT transfer_id, min(moved_at) AS moved_at FROM serial_move GROUP BY transfer_id) AS move USING (transfer_id)
      WHERE occurred_at <> move.moved_at`,
  },
]
