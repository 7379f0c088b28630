import type { SqlCheck } from './sql-check'

/** Points: each conversion is its pair of transfers, a lot ends when its month says, and 1000 mg stand behind every
 * point there is, in a lot or in a voucher. */
export const POINTS_CHECKS: readonly SqlCheck[] = [
  {
    table: 'conversion',
    query: (sql) => sql`
      WITH moved AS (
        SELECT cause_id, sum(amount) FILTER (WHERE kind = 'points-granted') AS points,
          sum(amount) FILTER (WHERE kind = 'points-backing') AS milligrams, min(occurred_at) AS occurred_at
        FROM ledger_transfer WHERE kind IN ('points-granted', 'points-backing') GROUP BY cause_id
      )
      SELECT format('conversion_id=%s', coalesce(conversion_id, cause_id)) AS key, 'its transfers' AS what,
        format('%s points for %s mg at %s', grams, grams * 1000, converted_at) AS expected,
        format('%s points for %s mg at %s', moved.points, moved.milligrams, moved.occurred_at) AS found
      FROM conversion FULL JOIN moved ON cause_id = conversion_id
      WHERE (grams, grams * 1000, converted_at) IS DISTINCT FROM (moved.points, moved.milligrams, moved.occurred_at)`,
  },
  {
    table: 'points_lot',
    query: (sql) => sql`
      SELECT format('lot_id=%s', lot_id) AS key, 'month, end and place' AS what,
        format('%s until %s in %s', date_trunc('month', conversion.first AT TIME ZONE 'Asia/Shanghai')::date,
          (granted_month + interval '25 months') AT TIME ZONE 'Asia/Shanghai',
          ledger_account_key(lot_id, 'points', 'point', NULL, NULL)) AS expected,
        format('%s until %s in %s', granted_month, expires_at, ledger_account_id) AS found
      FROM points_lot
      LEFT JOIN (SELECT lot_id, min(converted_at) AS first FROM conversion GROUP BY lot_id) AS conversion USING (lot_id)
      -- A child is made by what came back, and no conversion.
      WHERE parent_lot_id IS NULL AND (
        granted_month IS DISTINCT FROM date_trunc('month', conversion.first AT TIME ZONE 'Asia/Shanghai')::date
        OR expires_at <> (granted_month + interval '25 months') AT TIME ZONE 'Asia/Shanghai'
        OR ledger_account_id <> ledger_account_key(lot_id, 'points', 'point', NULL, NULL))`,
  },
  {
    table: 'points_lot',
    query: (sql) => sql`
      SELECT format('lot_id=%s', lot_id) AS key, 'whose it is' AS what,
        derived_uuid(account_id, 'lot/' || to_char(granted_month, 'YYYY-MM'))::text AS expected, lot_id::text AS found
      FROM points_lot WHERE parent_lot_id IS NULL
        AND lot_id <> derived_uuid(account_id, 'lot/' || to_char(granted_month, 'YYYY-MM'))`,
  },
  {
    table: 'conversion',
    query: (sql) => sql`
      SELECT format('conversion_id=%s', conversion_id) AS key, 'account and lot' AS what,
        format('%s, points to %s', lot.account_id, lot.ledger_account_id) AS expected,
        format('%s, points to %s', conversion.account_id, granted.to_id) AS found
      FROM conversion LEFT JOIN points_lot AS lot USING (lot_id)
      LEFT JOIN ledger_transfer AS granted ON granted.transfer_id = derived_uuid(conversion_id, 'grant')
      WHERE (conversion.account_id, granted.to_id) IS DISTINCT FROM (lot.account_id, lot.ledger_account_id)`,
  },
  {
    table: 'ledger_account',
    query: (sql) => sql`
      SELECT format('owner_id=%s, book=points-backing', coalesce(owned.owner_id, lots.account_id)) AS key,
        'milligrams behind her points' AS what, (1000 * coalesce(lots.points, 0))::text AS expected,
        coalesce(owned.sum, 0)::text AS found
      FROM (SELECT owner_id, sum(balance) AS sum FROM ledger_account WHERE book = 'points-backing' GROUP BY owner_id) AS owned
      FULL JOIN (SELECT account_id, sum(points) AS points FROM (
          SELECT account_id, balance AS points FROM points_lot JOIN ledger_account USING (ledger_account_id)
          UNION ALL
          SELECT account_id, price_points FROM voucher WHERE state IN ('held', 'issued', 'redeemed')
            AND NOT EXISTS (SELECT FROM redemption WHERE redemption.voucher_id = voucher.voucher_id AND turn_back_id IS NOT NULL)
        ) AS every_point
        GROUP BY account_id) AS lots ON lots.account_id = owned.owner_id
      WHERE coalesce(owned.sum, 0) <> 1000 * coalesce(lots.points, 0)`,
  },
  {
    table: 'points_lot',
    query: (sql) => sql`
      SELECT format('lot_id=%s', lot_id) AS key, 'points after its end' AS what, '0' AS expected, balance::text AS found
      FROM points_lot JOIN ledger_account USING (ledger_account_id)
      WHERE expired_at IS NOT NULL AND balance <> 0`,
  },
  {
    table: 'ledger_account',
    query: (sql) => sql`
      SELECT 'book=points-backing' AS key, 'milligrams behind points' AS what, (1000 * points.sum)::text AS expected,
        backing.sum::text AS found
      FROM (SELECT coalesce(-sum(balance), 0) AS sum FROM ledger_account WHERE book = 'points-issuer') AS points
      CROSS JOIN (SELECT coalesce(sum(balance), 0) AS sum FROM ledger_account WHERE book = 'points-backing') AS backing
      WHERE backing.sum <> 1000 * points.sum`,
  },
]
