import type { SqlCheck } from './sql-check'

/** How long an account was stopped, and each row of `table` that took something out of it then. A moment alone is no time between. */
const leftMeanwhile = (table: string, rows: string): SqlCheck => ({
  table,
  query: (sql) => sql`
    SELECT format('account_id=%s, at=%s', gone.account_id, gone.at) AS key, ${`out of a suspended account`} AS what,
      format('nothing from %s to %s', began_at, coalesce(ended_at::text, 'now')) AS expected, gone.what AS found
    FROM suspension JOIN (${sql.unsafe(rows)}) AS gone USING (account_id)
    WHERE gone.at > began_at AND (ended_at IS NULL OR gone.at < ended_at)`,
})

/**
 * Suspensions: nothing left a suspended account between its two times but what time itself ended, and what a till without network or a far end
 * had given out already; no push was taken from a suspended operator; what stands beside account and operator is their newest suspension.
 */
export const SUSPENSION_CHECKS: readonly SqlCheck[] = [
  leftMeanwhile(
    'conversion',
    `SELECT account_id, converted_at AS at, 'converted ' || grams || ' g' AS what FROM conversion`,
  ),
  leftMeanwhile(
    'voucher',
    `SELECT account_id, held_at AS at, 'held ' || price_points || ' points' AS what FROM voucher`,
  ),
  leftMeanwhile(
    'redemption',
    `SELECT account_id, redeemed_at AS at, 'redeemed by ' || channel AS what FROM redemption JOIN voucher USING (voucher_id)
      WHERE channel NOT IN ('offline', 'gateway')`,
  ),
  leftMeanwhile(
    'delivery',
    `SELECT account_id, asked_at AS at, 'sent for delivery' AS what FROM delivery JOIN voucher USING (voucher_id)`,
  ),
  // By the ledger itself, whatever the tables above say: transfers out of her holdings.
  leftMeanwhile(
    'ledger_transfer',
    `SELECT owner_id AS account_id, occurred_at AS at, transfer.kind || ' ' || amount AS what FROM ledger_transfer AS transfer
      JOIN ledger_account ON ledger_account_id = from_id WHERE book = 'holding' AND transfer.kind IN ('points-backing', 'to-public-pool')`,
  ),
  {
    table: 'push',
    query: (sql) => sql`
      SELECT format('operator_no=%s, push_id=%s', operator_no, push_id) AS key, 'received_at' AS what,
        format('no push from %s to %s', began_at, coalesce(ended_at::text, 'now')) AS expected, received_at::text AS found
      FROM suspension JOIN operator USING (operator_id) JOIN push USING (operator_no)
      WHERE received_at > began_at AND (ended_at IS NULL OR received_at < ended_at)`,
  },
  ...(['account', 'operator'] as const).map((table): SqlCheck => ({
    table,
    query: (sql) => sql`
        SELECT format('%s_id=%s', ${table}::text, stopped.id) AS key, 'suspended as its newest suspension says' AS what,
          newest.said AS expected, stopped.said AS found
        FROM (SELECT ${sql(`${table}_id`)}::text AS id, concat_ws(' to ', suspended_at, resumed_at) AS said FROM ${sql(table)}) AS stopped
        LEFT JOIN LATERAL (SELECT concat_ws(' to ', began_at, ended_at) AS said FROM suspension
          WHERE suspension.${sql(`${table}_id`)}::text = stopped.id ORDER BY began_at DESC, suspension_id DESC LIMIT 1) AS newest ON true
        WHERE coalesce(newest.said, '') <> stopped.said`,
  })),
  {
    table: 'institution',
    query: (sql) => sql`
      SELECT format('institution_id=%s', institution_id) AS key, 'suspended_at' AS what, began_at::text AS expected,
        suspended_at::text AS found
      FROM suspension JOIN institution USING (institution_id) WHERE ended_at IS NULL AND suspended_at IS DISTINCT FROM began_at`,
  },
  {
    table: 'push_tally',
    query: (sql) => sql`
      SELECT format('operator_no=%s, push_id=%s', operator_no, push_id) AS key, 'rows by verdict' AS what,
        concat_ws(' ', push.accepted, push.duplicate, push.conflict, push.unmatched, push.rejected, push.tested) AS expected,
        concat_ws(' ', count.accepted, count.duplicate, count.conflict, count.unmatched, count.rejected, count.tested) AS found
      FROM push JOIN LATERAL (SELECT
          coalesce(sum(rows) FILTER (WHERE verdict = 'accepted'), 0) AS accepted,
          coalesce(sum(rows) FILTER (WHERE verdict = 'duplicate'), 0) AS duplicate,
          coalesce(sum(rows) FILTER (WHERE verdict = 'conflict'), 0) AS conflict,
          coalesce(sum(rows) FILTER (WHERE verdict = 'unmatched'), 0) AS unmatched,
          coalesce(sum(rows) FILTER (WHERE verdict = 'rejected'), 0) AS rejected,
          coalesce(sum(rows) FILTER (WHERE verdict = 'tested'), 0) AS tested, count(*) AS lines
        FROM push_tally AS tally WHERE (tally.operator_no, tally.push_id) = (push.operator_no, push.push_id)) AS count ON lines > 0
      WHERE (push.accepted, push.duplicate, push.conflict, push.unmatched, push.rejected, push.tested)
        <> (count.accepted, count.duplicate, count.conflict, count.unmatched, count.rejected, count.tested)`,
  },
]
