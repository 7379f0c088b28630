import { FORM_TELLING_HOURS, UNDO_MINUTES } from '#domain/voucher'

import type { SqlCheck } from './sql-check'

/** Redemptions from vouchers and transfers, what malls collected, what merchants are owed, what sponsors have left, and turn-backs. */
export const REDEMPTION_CHECKS: readonly SqlCheck[] = [
  {
    table: 'redemption',
    query: (sql) => sql`
      SELECT format('voucher_id=%s', coalesce(redemption.voucher_id, redeemed.voucher_id)) AS key, 'its voucher' AS what,
        CASE WHEN redemption.voucher_id IS NULL THEN 'none' WHEN reversed_at IS NULL THEN format('redeemed at %s', redeemed_at)
          ELSE format('refunded at %s', reversed_at) END AS expected,
        coalesce(format('%s at %s', own.state, own.ended_at), 'none') AS found
      FROM redemption FULL JOIN (SELECT voucher_id FROM voucher WHERE state = 'redeemed') AS redeemed USING (voucher_id)
      LEFT JOIN LATERAL (SELECT state, ended_at FROM voucher WHERE voucher.voucher_id = coalesce(redemption.voucher_id, redeemed.voucher_id)) AS own ON true
      WHERE redemption.voucher_id IS NULL
        OR (CASE WHEN reversed_at IS NULL THEN 'redeemed' ELSE 'refunded' END, coalesce(reversed_at, redeemed_at))
          IS DISTINCT FROM (own.state, own.ended_at)`,
  },
  {
    table: 'redemption',
    query: (sql) => sql`
      SELECT format('voucher_id=%s', voucher_id) AS key, 'shop, till and member' AS what, 'a till of the member in a shop of the goods' AS expected,
        format('till %s of %s in %s', till_id, redemption.member_id, redemption.shop_id) AS found
      FROM redemption JOIN voucher USING (voucher_id)
      LEFT JOIN till USING (till_id, shop_id, member_id)
      LEFT JOIN goods_shop ON goods_shop.goods_id = voucher.goods_id AND goods_shop.shop_id = redemption.shop_id
      WHERE till.till_id IS NULL AND channel NOT IN ('partner', 'gateway', 'title') OR goods_shop.shop_id IS NULL AND channel <> 'title'
        OR redeemed_at < issued_at OR redeemed_at >= valid_to AND channel NOT IN ('gateway', 'offline', 'title') OR redeemed_at > till.revoked_at OR redeemed_at < till.registered_at`,
  },
  {
    table: 'redemption',
    query: (sql) => sql`
      SELECT format('voucher_id=%s', voucher_id) AS key, 'a title is given, nothing else is' AS what,
        CASE kind WHEN 'title' THEN 'given' ELSE 'not given' END AS expected, channel AS found
      FROM redemption JOIN voucher USING (voucher_id) JOIN goods USING (goods_id) WHERE (kind = 'title') <> (channel = 'title')`,
  },
  {
    table: 'redemption',
    query: (sql) => sql`
      SELECT format('voucher_id=%s', voucher_id) AS key, 'undone in time' AS what,
        format('after %s, by %s', coalesce(offline_until + make_interval(hours => ${FORM_TELLING_HOURS}), redeemed_at),
          redeemed_at + make_interval(mins => ${UNDO_MINUTES})) AS expected, reversed_at::text AS found
      FROM redemption JOIN voucher USING (voucher_id)
      WHERE reversed_at < redeemed_at OR reversed_at > redeemed_at + make_interval(mins => ${UNDO_MINUTES})
        OR reversed_at < offline_until + make_interval(hours => ${FORM_TELLING_HOURS})`,
  },
  {
    table: 'redemption',
    query: (sql) => sql`
      WITH due AS (
        SELECT voucher_id, 'points-collected' AS kind, derived_uuid(voucher_id, 'collected') AS transfer_id, voucher.price_points AS amount,
          ledger_account_key(account_id, 'points-held', 'point', NULL, NULL) AS from_id,
          ledger_account_key(institution_id, 'points-collected', 'point', NULL, NULL) AS to_id, redeemed_at AS occurred_at
        FROM redemption JOIN voucher USING (voucher_id) JOIN goods USING (goods_id)
        UNION ALL
        SELECT voucher_id, 'redemption', derived_uuid(voucher_id, 'payable'), voucher.payable_fen,
          ledger_account_key(goods_id, 'sponsor-budget', 'fen', NULL, NULL),
          payable_kept(shop.institution_id, sponsor_id, derived_uuid(voucher_id, 'payable')), redeemed_at
        FROM redemption JOIN voucher USING (voucher_id) JOIN goods USING (goods_id) JOIN shop USING (shop_id)
        WHERE voucher.payable_fen > 0
        UNION ALL
        SELECT voucher_id, 'redemption-reversed', derived_uuid(voucher_id, 'payable-reversed'), voucher.payable_fen,
          payable_kept(shop.institution_id, sponsor_id, derived_uuid(voucher_id, 'payable-reversed')),
          ledger_account_key(goods_id, 'sponsor-budget', 'fen', NULL, NULL), reversed_at
        FROM redemption JOIN voucher USING (voucher_id) JOIN goods USING (goods_id) JOIN shop USING (shop_id)
        WHERE voucher.payable_fen > 0 AND reversed_at IS NOT NULL
      )
      SELECT format('voucher_id=%s', coalesce(voucher_id, cause_id)) AS key, coalesce(due.kind, moved.kind) AS what,
        format('%s from %s to %s at %s', due.amount, due.from_id, due.to_id, due.occurred_at) AS expected,
        format('%s from %s to %s at %s', moved.amount, moved.from_id, moved.to_id, moved.occurred_at) AS found
      FROM due FULL JOIN (SELECT * FROM ledger_transfer WHERE kind IN ('points-collected', 'redemption', 'redemption-reversed')) AS moved
        ON moved.transfer_id = due.transfer_id AND moved.kind = due.kind AND moved.cause_id = due.voucher_id
      WHERE (due.amount, due.from_id, due.to_id, due.occurred_at)
        IS DISTINCT FROM (moved.amount, moved.from_id, moved.to_id, moved.occurred_at)`,
  },
  {
    table: 'ledger_account',
    query: (sql) => sql`
      SELECT format('owner_id=%s, book=%s', coalesce(book.owner_id, derived.owner_id), coalesce(book.book, derived.book)) AS key,
        'points collected, money owed, budget left' AS what, coalesce(derived.sum, 0)::text AS expected,
        coalesce(book.balance, 0)::text AS found
      FROM (SELECT owner_id, book, balance FROM ledger_account
        WHERE book IN ('points-collected', 'payable', 'sponsor-budget', 'sponsor-risk')) AS book
      FULL JOIN (
        SELECT goods.institution_id AS owner_id, 'points-collected' AS book, sum(voucher.price_points) AS sum
        FROM redemption JOIN voucher USING (voucher_id) JOIN goods USING (goods_id)
        WHERE reversed_at IS NULL AND turn_back_id IS NULL GROUP BY goods.institution_id
        UNION ALL
        SELECT payable_owner(merchant_id, sponsor_id), 'payable', sum(fen) FROM (
          SELECT shop.institution_id AS merchant_id, sponsor_id, voucher.payable_fen AS fen
          FROM redemption JOIN voucher USING (voucher_id) JOIN goods USING (goods_id) JOIN shop USING (shop_id)
          WHERE reversed_at IS NULL
          UNION ALL
          SELECT shop.institution_id, sponsor_id, loss_fen FROM till_log JOIN voucher USING (voucher_id) JOIN goods USING (goods_id)
          JOIN till USING (till_id) JOIN shop USING (shop_id) WHERE outcome = 'clash'
          UNION ALL
          SELECT institution_id, sponsor_id, -fen FROM statement_payment) AS owed
        GROUP BY merchant_id, sponsor_id
        UNION ALL
        SELECT sponsor_id, 'sponsor-risk', -sum(loss_fen) FROM (
          SELECT sponsor_id, loss_fen FROM till_log JOIN voucher USING (voucher_id) JOIN goods USING (goods_id) WHERE outcome = 'clash'
          UNION ALL
          SELECT sponsor_id, -loss_fen FROM statement_payment) AS lost
        GROUP BY sponsor_id
        UNION ALL
        SELECT goods_id, 'sponsor-budget', budget_fen - (SELECT coalesce(sum(payable_fen), 0) FROM voucher
          WHERE voucher.goods_id = goods.goods_id AND state = 'redeemed') FROM goods
      ) AS derived USING (owner_id, book)
      WHERE coalesce(derived.sum, 0) <> coalesce(book.balance, 0)`,
  },
  {
    table: 'turn_back',
    query: (sql) => sql`
      SELECT format('turn_back_id=%s', turn_back_id) AS key, 'vouchers, points, milligrams and serials' AS what,
        format('%s, %s, %s, %s', turn_back.points, turn_back.points, 1000 * turn_back.points, 1000 * turn_back.points) AS expected,
        format('%s, %s, %s, %s', of_vouchers.points, moved.points, moved.milligrams, of_serials.serials) AS found
      FROM turn_back
      CROSS JOIN LATERAL (SELECT coalesce(sum(price_points), 0) AS points FROM redemption JOIN voucher USING (voucher_id)
        WHERE redemption.turn_back_id = turn_back.turn_back_id
          AND redeemed_at < turned_back_at - make_interval(mins => ${UNDO_MINUTES})) AS of_vouchers
      CROSS JOIN LATERAL (SELECT coalesce(sum(amount) FILTER (WHERE unit = 'point'), 0) AS points,
          coalesce(sum(amount) FILTER (WHERE unit = 'mgCO2e'), 0) AS milligrams
        FROM ledger_transfer WHERE cause_id = turn_back_id AND kind = 'points-turned-back') AS moved
      CROSS JOIN LATERAL (SELECT coalesce(sum(serial_to - serial_from + 1), 0) AS serials
        FROM serial_move JOIN ledger_transfer USING (transfer_id)
        WHERE cause_id = turn_back_id AND to_owner_id = institution_id AND to_book = 'holding') AS of_serials
      WHERE (turn_back.points, turn_back.points, 1000 * turn_back.points, 1000 * turn_back.points)
        <> (of_vouchers.points, moved.points, moved.milligrams, of_serials.serials)`,
  },
  {
    table: 'till_log',
    query: (sql) => sql`
      SELECT format('till_id=%s, sequence=%s', till_id, sequence) AS key, 'outcome' AS what,
        CASE outcome WHEN 'redeemed' THEN 'the redemption of this entry' ELSE format('%s fen lost', payable_fen) END AS expected,
        CASE outcome WHEN 'redeemed' THEN coalesce(redemption.request_key, 'none') ELSE format('%s fen lost', loss_fen) END AS found
      FROM till_log LEFT JOIN voucher USING (voucher_id) LEFT JOIN redemption USING (voucher_id, till_id)
      WHERE outcome = 'redeemed' AND (redemption.request_key IS DISTINCT FROM 'log/' || sequence
          OR redeemed_at NOT BETWEEN received_at - interval '1 minute' AND received_at + interval '1 minute')
        OR outcome = 'clash' AND (loss_fen <> payable_fen OR redemption.voucher_id IS NOT NULL)
      UNION ALL
      -- Of what was booked before a merchant was paid once, some name none.
      SELECT format('till_id=%s, sequence=%s', till_id, sequence), 'whose loss, and when', format('of %s at %s', institution_id, occurred.at),
        format('of %s at %s', merchant_id, received_at)
      FROM till_log LEFT JOIN till USING (till_id) LEFT JOIN shop USING (shop_id)
      LEFT JOIN LATERAL (SELECT ledger_transfer.occurred_at AS at FROM ledger_transfer
        WHERE transfer_id = derived_uuid(till_id, 'loss/' || sequence)) AS occurred ON true
      WHERE outcome = 'clash' AND (merchant_id IS NOT NULL AND merchant_id IS DISTINCT FROM institution_id
        OR received_at NOT BETWEEN occurred.at - interval '1 minute' AND occurred.at + interval '1 minute')
      UNION ALL
      SELECT format('voucher_id=%s', voucher_id), 'redeemed without network', 'an entry of its till''s log', 'none'
      FROM redemption WHERE channel = 'offline' AND NOT EXISTS (SELECT FROM till_log
        WHERE till_log.till_id = redemption.till_id AND till_log.voucher_id = redemption.voucher_id AND outcome = 'redeemed')`,
  },
]
