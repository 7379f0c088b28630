import { FORM_TELLING_HOURS, HOLD_SECONDS, OFFLINE_FORM_HOURS } from '#domain/voucher'

import type { SqlCheck } from './sql-check'

/** The shelf from its vouchers, vouchers from their transfers, what lies in vouchers, budgets, child lots and pictures. */
export const MALL_CHECKS: readonly SqlCheck[] = [
  {
    table: 'goods',
    query: (sql) => sql`
      SELECT format('goods_id=%s', goods_id) AS key, 'left on the shelf' AS what,
        format('%s items, %s fen', stock_total - taken.items, budget_fen - taken.fen) AS expected,
        format('%s items, %s fen', stock_left, budget_left_fen) AS found
      FROM goods CROSS JOIN LATERAL (SELECT count(*) AS items, coalesce(sum(payable_fen), 0) AS fen FROM voucher
        WHERE voucher.goods_id = goods.goods_id AND state IN ('held', 'issued', 'redeemed')) AS taken
      WHERE stock_left <> stock_total - taken.items OR budget_left_fen <> budget_fen - taken.fen`,
  },
  {
    table: 'goods',
    query: (sql) => sql`
      SELECT format('goods_id=%s', goods_id) AS key, 'budget given' AS what, coalesce(given.fen, 0)::text AS expected,
        budget_fen::text AS found
      FROM goods LEFT JOIN (
        SELECT cause_id, sum(CASE WHEN to_id = ledger_account_key(cause_id, 'sponsor-budget', 'fen', NULL, NULL) THEN amount
          ELSE -amount END) AS fen
        FROM ledger_transfer WHERE kind = 'sponsor-budget' GROUP BY cause_id
      ) AS given ON given.cause_id = goods_id
      WHERE budget_fen <> coalesce(given.fen, 0)`,
  },
  {
    // What two foreign keys would prove: checking one locks the row everybody wants, and an account that is closed stays a row.
    table: 'voucher',
    query: (sql) => sql`
      SELECT format('voucher_id=%s', voucher_id) AS key, 'its goods and its account' AS what,
        format('goods %s, account %s', voucher.goods_id, voucher.account_id) AS expected,
        format('goods %s, account %s', coalesce(goods.goods_id::text, 'none'), coalesce(account.account_id::text, 'none')) AS found
      FROM voucher LEFT JOIN goods USING (goods_id) LEFT JOIN account USING (account_id)
      WHERE goods.goods_id IS NULL OR account.account_id IS NULL`,
  },
  {
    table: 'voucher',
    query: (sql) => sql`
      SELECT format('voucher_id=%s', voucher_id) AS key, 'price and owner of its lots' AS what,
        format('%s points, %s fen, lots of %s', goods.price_points, goods.payable_fen, account_id) AS expected,
        format('%s of %s points, %s fen, lots of %s', taken.points, voucher.price_points, voucher.payable_fen, taken.owners) AS found
      FROM voucher LEFT JOIN goods USING (goods_id) CROSS JOIN LATERAL (
        SELECT sum(points) AS points, string_agg(DISTINCT lot.account_id::text, ' ') AS owners
        FROM unnest(lot_ids, lot_points) AS share (lot_id, points) LEFT JOIN points_lot AS lot USING (lot_id)) AS taken
      WHERE (goods.price_points, goods.price_points, goods.payable_fen, account_id::text)
        IS DISTINCT FROM (voucher.price_points, taken.points, voucher.payable_fen, taken.owners)`,
  },
  {
    table: 'voucher',
    query: (sql) => sql`
      WITH due AS (
        SELECT voucher_id, 'points-held' AS kind, derived_uuid(voucher_id, 'held/' || lot_id) AS transfer_id, points,
          lot.ledger_account_id AS from_id, ledger_account_key(voucher.account_id, 'points-held', 'point', NULL, NULL) AS to_id,
          held_at AS occurred_at
        FROM voucher CROSS JOIN LATERAL unnest(lot_ids, lot_points) AS share (lot_id, points) JOIN points_lot AS lot USING (lot_id)
        UNION ALL
        SELECT voucher_id, 'points-returned', derived_uuid(voucher_id, 'returned/' || share.lot_id), points, NULL, target.ledger_account_id,
          ended_at
        FROM voucher CROSS JOIN LATERAL unnest(lot_ids, lot_points) AS share (lot_id, points)
        JOIN points_lot AS lot ON lot.lot_id = share.lot_id
        -- The voucher's own child; before each had one, what came back on a day shared a child of that day.
        LEFT JOIN LATERAL (
          SELECT points_lot.* FROM points_lot
          CROSS JOIN lot_returned(lot, voucher_id, state, (ended_at AT TIME ZONE 'Asia/Shanghai')::date) AS own
          WHERE points_lot.lot_id = own.lot_id OR state <> 'released' AND lot.parent_lot_id IS NULL
            AND points_lot.lot_id = derived_uuid(lot.lot_id, 'returned/' || (ended_at AT TIME ZONE 'Asia/Shanghai')::date)
          ORDER BY points_lot.lot_id = own.lot_id DESC LIMIT 1
        ) AS child ON true
        -- A lot that ended in the very moment may have done so before or after.
        LEFT JOIN points_lot AS target ON target.lot_id = CASE WHEN lot.expires_at <= ended_at OR lot.expired_at < ended_at
            OR lot.expired_at = ended_at AND EXISTS (SELECT FROM ledger_transfer AS back WHERE back.to_id = child.ledger_account_id
              AND back.transfer_id = derived_uuid(voucher_id, 'returned/' || share.lot_id))
          THEN child.lot_id ELSE lot.lot_id END
        WHERE state IN ('released', 'refunded', 'expired')
      )
      SELECT format('voucher_id=%s', coalesce(voucher_id, cause_id)) AS key, coalesce(due.kind, moved.kind) AS what,
        format('%s points to %s at %s', points, due.to_id, due.occurred_at) AS expected,
        format('%s points to %s at %s', amount, moved.to_id, moved.occurred_at) AS found
      FROM due FULL JOIN (SELECT * FROM ledger_transfer WHERE kind IN ('points-held', 'points-returned')) AS moved
        ON moved.transfer_id = due.transfer_id AND moved.kind = due.kind AND moved.cause_id = due.voucher_id
      WHERE (due.points, due.to_id, due.occurred_at, coalesce(due.from_id, moved.from_id))
        IS DISTINCT FROM (moved.amount, moved.to_id, moved.occurred_at, moved.from_id)`,
  },
  {
    table: 'ledger_account',
    query: (sql) => sql`
      SELECT format('owner_id=%s, book=points-held', coalesce(owner_id, account_id)) AS key, 'points in vouchers' AS what,
        coalesce(living.points, 0)::text AS expected, coalesce(held.balance, 0)::text AS found
      FROM (SELECT owner_id, balance FROM ledger_account WHERE book = 'points-held') AS held
      FULL JOIN (SELECT account_id, sum(price_points) AS points FROM voucher WHERE state IN ('held', 'issued') GROUP BY account_id)
        AS living ON account_id = owner_id
      WHERE coalesce(living.points, 0) <> coalesce(held.balance, 0)`,
  },
  {
    table: 'voucher',
    query: (sql) => sql`
      SELECT format('account_id=%s, goods_id=%s', account_id, goods_id) AS key, 'vouchers of one person' AS what,
        format('%s at most', per_person_max) AS expected, count(*)::text AS found
      FROM voucher JOIN goods USING (goods_id) WHERE state NOT IN ('released', 'refunded', 'expired')
      GROUP BY account_id, goods_id, per_person_max HAVING count(*) > per_person_max`,
  },
  {
    table: 'voucher',
    query: (sql) => sql`
      SELECT format('voucher_id=%s', voucher_id) AS key, 'its last moment' AS what,
        voucher_end(coalesce(issued_at, held_at), voucher_days)::text AS expected, valid_to::text AS found
      FROM voucher JOIN goods USING (goods_id) WHERE valid_to <> voucher_end(coalesce(issued_at, held_at), voucher_days)`,
  },
  {
    table: 'voucher',
    query: (sql) => sql`
      SELECT format('voucher_id=%s', voucher_id) AS key, 'how long it was held' AS what,
        (held_at + make_interval(secs => ${HOLD_SECONDS}))::text AS expected, held_until::text AS found
      FROM voucher WHERE held_until <> held_at + make_interval(secs => ${HOLD_SECONDS})`,
  },
  {
    table: 'voucher',
    query: (sql) => sql`
      SELECT format('voucher_id=%s', voucher_id) AS key, 'when it was issued' AS what,
        format('from %s, before %s', held_at, held_until) AS expected, issued_at::text AS found
      FROM voucher WHERE issued_at < held_at OR issued_at >= held_until`,
  },
  {
    // What a closed account leaves behind is what a till may have taken. Account and voucher bear the moments of two clocks.
    table: 'voucher',
    query: (sql) => sql`
      SELECT format('voucher_id=%s', voucher_id) AS key, 'ends with its form' AS what, (NOT ends_with_form)::text AS expected,
        ends_with_form::text AS found
      FROM voucher LEFT JOIN account USING (account_id)
      CROSS JOIN LATERAL (SELECT offline_until + make_interval(hours => ${FORM_TELLING_HOURS}) AS told_by) AS form
      WHERE CASE WHEN ends_with_form THEN coalesce(told_by <= closed_at - interval '1 minute', true)
        ELSE told_by > closed_at + interval '1 minute' AND coalesce(ended_at, 'infinity') > closed_at + interval '1 minute' END`,
  },
  {
    // A form is signed for a day at most while its voucher is issued, and for goods that allow one.
    table: 'voucher',
    query: (sql) => sql`
      SELECT format('voucher_id=%s', voucher_id) AS key, 'until when a form is out' AS what,
        CASE WHEN is_offline THEN format('by %s', latest) ELSE 'none' END AS expected, offline_until::text AS found
      FROM voucher JOIN goods USING (goods_id)
      CROSS JOIN LATERAL (SELECT least(valid_to, ended_at + make_interval(hours => ${OFFLINE_FORM_HOURS})) AS latest) AS bound
      WHERE offline_until IS NOT NULL AND (NOT is_offline OR issued_at IS NULL OR offline_until < issued_at OR offline_until > latest)`,
  },
  {
    table: 'goods_consent',
    query: (sql) => sql`
      SELECT format('goods_id=%s, institution_id=%s', goods_id, institution_id) AS key,
        'whom goods name' AS what, coalesce(named.word, 'nobody') AS expected, coalesce(asked.word, 'never asked') AS found
      FROM (SELECT goods_id, institution_id, 'asked' AS word FROM goods_named) AS named
      FULL JOIN (SELECT goods_id, institution_id, 'asked' AS word FROM goods_consent) AS asked USING (goods_id, institution_id)
      WHERE named.word IS DISTINCT FROM asked.word`,
  },
  {
    table: 'points_lot',
    query: (sql) => sql`
      SELECT format('lot_id=%s', child.lot_id) AS key, 'child of a lot that ended' AS what,
        format('of %s, %s until %s', lot.account_id, lot.granted_month, due.expires_at) AS expected,
        format('of %s, %s until %s', child.account_id, child.granted_month, child.expires_at) AS found
      FROM points_lot AS child LEFT JOIN points_lot AS lot ON lot.lot_id = child.parent_lot_id
      LEFT JOIN (SELECT to_id, min(cause_id::text)::uuid AS voucher_id FROM ledger_transfer
        WHERE kind IN ('points-returned', 'points-returned-again') GROUP BY to_id) AS came ON came.to_id = child.ledger_account_id
      LEFT JOIN voucher USING (voucher_id)
      -- Thirty days, once: the child of a child, and of a hold that never became a voucher, ends when its lot did.
      CROSS JOIN LATERAL (SELECT CASE
        WHEN lot.parent_lot_id IS NULL AND (child.lot_id = derived_uuid(lot.lot_id, 'returned/' || child.returned_on)
          OR child.lot_id = derived_uuid(lot.lot_id, 'returned/' || voucher_id) AND voucher.state <> 'released')
          THEN (child.returned_on + 31)::timestamp AT TIME ZONE 'Asia/Shanghai'
        WHEN child.lot_id = derived_uuid(lot.lot_id, 'returned/' || voucher_id) THEN lot.expires_at END AS expires_at) AS due
      WHERE (lot.account_id, lot.granted_month, due.expires_at, ledger_account_key(child.lot_id, 'points', 'point', NULL, NULL))
        IS DISTINCT FROM (child.account_id, child.granted_month, child.expires_at, child.ledger_account_id)
        AND child.parent_lot_id IS NOT NULL`,
  },
  {
    // What had come back into a lot after its end was moved on, as much as had come, to a child a voucher.
    table: 'ledger_transfer',
    query: (sql) => sql`
      SELECT format('transfer_id=%s', again.transfer_id) AS key, 'points given back once more' AS what,
        coalesce(format('%s points to %s after %s', came.amount, child.ledger_account_id, ended.expired_at), 'none') AS expected,
        format('%s points to %s', again.amount, again.to_id) AS found
      FROM ledger_transfer AS again
      LEFT JOIN points_lot AS ended ON ended.ledger_account_id = again.from_id
      LEFT JOIN ledger_transfer AS came ON came.kind = 'points-returned' AND came.cause_id = again.cause_id
        AND came.to_id = again.from_id AND came.occurred_at >= ended.expired_at
      LEFT JOIN points_lot AS child ON child.lot_id = derived_uuid(ended.lot_id, 'returned/' || again.cause_id)
      WHERE again.kind = 'points-returned-again'
        AND (came.amount, child.ledger_account_id) IS DISTINCT FROM (again.amount, again.to_id)`,
  },
  {
    table: 'picture',
    query: (sql) => sql`
      SELECT format('digest=%s', encode(digest, 'hex')) AS key, 'digest of its bytes' AS what, encode(sha256(bytes), 'hex') AS expected,
        encode(digest, 'hex') AS found
      FROM picture WHERE digest <> sha256(bytes)`,
  },
]
