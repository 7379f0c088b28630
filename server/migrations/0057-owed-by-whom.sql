-- What a merchant is owed is a book for each sponsor that owes it, so that what one undid is never in the way of what another pays. And
-- points that came back into a lot that had ended get their thirty days once.

-- Whose book it is: what one sponsor owes one merchant.
CREATE FUNCTION payable_owner(merchant UUID, sponsor UUID) RETURNS UUID LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT derived_uuid(merchant, 'owed-by/' || sponsor)
$$;

-- Its ledger account.
CREATE FUNCTION payable_key(merchant UUID, sponsor UUID) RETURNS UUID LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT ledger_account_key(payable_owner(merchant, sponsor), 'payable', 'fen', NULL, NULL)
$$;

-- Every such pair that can owe and be owed: a sponsor of goods, and a merchant whose shops give them out.
CREATE VIEW payable_pair AS
  SELECT shop.institution_id AS merchant_id, sponsor_id, payable_owner(shop.institution_id, sponsor_id) AS owner_id
  FROM goods JOIN goods_shop USING (goods_id) JOIN shop USING (shop_id) GROUP BY shop.institution_id, sponsor_id;

-- The account a transfer about this pair is kept in: the pair's own, or, for what was posted before there was one, the merchant's for all.
CREATE FUNCTION payable_kept(merchant UUID, sponsor UUID, posted UUID) RETURNS UUID LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN EXISTS (SELECT FROM ledger_transfer WHERE transfer_id = posted AND pooled IN (from_id, to_id)) THEN pooled
    ELSE payable_key(merchant, sponsor) END
  FROM (SELECT ledger_account_key(merchant, 'payable', 'fen', NULL, NULL) AS pooled) AS before
$$;

-- What merchants are owed by now goes to the books of who owes it, by transfers like any other: a book that was never told apart is left
-- at nothing, with all that ever happened in it. What takings, losses and payments say must be what the book holds, or nothing moves.
DO $$
DECLARE
  wrong RECORD;
BEGIN
  LOCK TABLE redemption, till_log, statement_payment, ledger_account IN SHARE ROW EXCLUSIVE MODE;
  CREATE TEMPORARY TABLE owed ON COMMIT DROP AS
    SELECT merchant_id, sponsor_id, sum(fen)::bigint AS fen FROM (
      SELECT shop.institution_id AS merchant_id, sponsor_id, voucher.payable_fen AS fen
      FROM redemption JOIN voucher USING (voucher_id) JOIN goods USING (goods_id) JOIN shop USING (shop_id) WHERE reversed_at IS NULL
      UNION ALL
      SELECT shop.institution_id, sponsor_id, loss_fen
      FROM till_log JOIN voucher USING (voucher_id) JOIN goods USING (goods_id) JOIN till USING (till_id) JOIN shop USING (shop_id)
      WHERE outcome = 'clash'
      UNION ALL
      SELECT institution_id, sponsor_id, -fen FROM statement_payment) AS said
    GROUP BY merchant_id, sponsor_id;
  SELECT merchant_id, coalesce(said.fen, 0) AS said, coalesce(balance, 0) AS kept INTO wrong
  FROM (SELECT merchant_id, sum(fen)::bigint AS fen FROM owed GROUP BY merchant_id) AS said
  FULL JOIN (SELECT owner_id AS merchant_id, balance FROM ledger_account WHERE book = 'payable') AS kept USING (merchant_id)
  WHERE coalesce(said.fen, 0) <> coalesce(balance, 0) ORDER BY merchant_id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'merchant % is owed % fen by its takings, losses and payments, and % fen by its book', wrong.merchant_id,
      wrong.said, wrong.kept USING HINT = 'Run the audit; the books are told apart once they agree.';
  END IF;
  SELECT * INTO wrong FROM owed WHERE fen < 0 ORDER BY merchant_id, sponsor_id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'sponsor % has paid merchant % % fen more than it owes', wrong.sponsor_id, wrong.merchant_id, -wrong.fen
      USING HINT = 'Its next takings even it out; the books are told apart then.';
  END IF;
  PERFORM ledger_post(array_agg(derived_uuid(merchant_id, 'told-apart/' || sponsor_id)),
    array_agg(ledger_account_key(merchant_id, 'payable', 'fen', NULL, NULL)),
    array_agg(ledger_open(payable_owner(merchant_id, sponsor_id), 'payable', 'institution', 'fen')), array_agg('fen'::text),
    array_agg(fen), array_agg('payable-told-apart'::text), array_agg(merchant_id), array_agg(now()))
  FROM owed WHERE fen > 0 HAVING count(*) > 0;
END $$;

-- As before, into the book of who owes it.
CREATE OR REPLACE FUNCTION voucher_redeem(
  asked UUID, asked_shop UUID, asked_till UUID, asked_member UUID, asked_channel TEXT, asked_key TEXT, moment TIMESTAMPTZ
) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
DECLARE
  taken RECORD;
  merchant UUID;
BEGIN
  UPDATE voucher SET state = 'redeemed', ended_at = moment FROM goods
  WHERE voucher_id = asked AND state = 'issued' AND (valid_to > moment OR asked_channel IN ('gateway', 'offline'))
    AND goods.goods_id = voucher.goods_id
    AND CASE
      WHEN asked_channel IN ('gateway', 'offline')
        THEN EXISTS (SELECT FROM goods_shop WHERE goods_shop.goods_id = voucher.goods_id AND shop_id = asked_shop)
      ELSE EXISTS (SELECT FROM goods_outlet WHERE goods_outlet.goods_id = voucher.goods_id AND shop_id = asked_shop) END
  RETURNING account_id, voucher.goods_id, voucher.price_points, voucher.payable_fen, goods.institution_id, goods.sponsor_id INTO taken;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO redemption (voucher_id, shop_id, till_id, member_id, channel, redeemed_at, request_key)
  VALUES (asked, asked_shop, asked_till, asked_member, asked_channel, moment, asked_key);
  SELECT institution_id INTO merchant FROM shop WHERE shop_id = asked_shop;
  PERFORM ledger_post(ARRAY[derived_uuid(asked, 'collected')],
    ARRAY[ledger_account_key(taken.account_id, 'points-held', 'point', NULL, NULL)],
    ARRAY[ledger_open(taken.institution_id, 'points-collected', 'institution', 'point')],
    ARRAY['point'], ARRAY[taken.price_points], ARRAY['points-collected'], ARRAY[asked], ARRAY[moment]);
  IF taken.payable_fen > 0 THEN
    PERFORM ledger_post(ARRAY[derived_uuid(asked, 'payable')],
      ARRAY[ledger_account_key(taken.goods_id, 'sponsor-budget', 'fen', NULL, NULL)],
      ARRAY[ledger_open(payable_owner(merchant, taken.sponsor_id), 'payable', 'institution', 'fen')],
      ARRAY['fen'], ARRAY[taken.payable_fen], ARRAY['redemption'], ARRAY[asked], ARRAY[moment]);
  END IF;
  RETURN true;
END $$;

-- As before, out of the book of who owes it.
CREATE OR REPLACE FUNCTION redemption_reverse(asked UUID, by_member UUID, moment TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
DECLARE
  taken RECORD;
BEGIN
  UPDATE redemption SET reversed_at = moment, reversed_by = by_member
  WHERE voucher_id = asked AND reversed_at IS NULL AND turn_back_id IS NULL;
  IF NOT FOUND THEN RETURN false; END IF;
  SELECT voucher.goods_id, voucher.payable_fen, payable_key(shop.institution_id, goods.sponsor_id) AS payable INTO taken
  FROM voucher JOIN goods USING (goods_id) JOIN redemption USING (voucher_id) JOIN shop USING (shop_id) WHERE voucher_id = asked;
  PERFORM voucher_return(ARRAY[asked], ARRAY['redeemed'], 'refunded', moment);
  IF taken.payable_fen > 0 THEN
    PERFORM ledger_post(ARRAY[derived_uuid(asked, 'payable-reversed')],
      ARRAY[taken.payable],
      ARRAY[ledger_account_key(taken.goods_id, 'sponsor-budget', 'fen', NULL, NULL)],
      ARRAY['fen'], ARRAY[taken.payable_fen], ARRAY['redemption-reversed'], ARRAY[asked], ARRAY[moment]);
  END IF;
  RETURN true;
END $$;

-- The child lot that takes what one voucher gives back to a lot that has ended, and when it ends. What comes back first gets thirty days
-- after its day. What comes back a second time has had them, and a hold that never became a voucher is as if it had never been: both end
-- when their lot did, each in a child of its own, for one that many share may have been emptied for good by then.
CREATE FUNCTION lot_returned(ended points_lot, voucher UUID, ending TEXT, day DATE, OUT lot_id UUID, OUT expires_at TIMESTAMPTZ)
LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN is_over THEN derived_uuid(ended.lot_id, 'returned/' || voucher) ELSE derived_uuid(ended.lot_id, 'returned/' || day) END,
    CASE WHEN is_over THEN ended.expires_at ELSE (day + 31)::timestamp AT TIME ZONE 'Asia/Shanghai' END
  FROM (SELECT ending = 'released' OR ended.parent_lot_id IS NOT NULL AS is_over) AS judged
$$;

-- As before; what belongs to a lot that has ended goes to the child lot_returned names.
CREATE OR REPLACE FUNCTION voucher_return(asked_ids UUID[], from_states TEXT[], ending TEXT, moment TIMESTAMPTZ)
RETURNS UUID[] LANGUAGE plpgsql AS $$
DECLARE
  ids UUID[];
  today DATE := (moment AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
  PERFORM FROM voucher WHERE voucher_id = ANY (asked_ids) AND state = ANY (from_states) ORDER BY voucher_id FOR UPDATE;
  SELECT array_agg(voucher_id) INTO ids FROM voucher WHERE voucher_id = ANY (asked_ids) AND state = ANY (from_states);
  IF ids IS NULL THEN RETURN '{}'; END IF;
  PERFORM FROM points_lot WHERE lot_id IN (SELECT unnest(lot_ids) FROM voucher WHERE voucher_id = ANY (ids))
  ORDER BY lot_id FOR SHARE;
  INSERT INTO points_lot (lot_id, account_id, granted_month, expires_at, ledger_account_id, parent_lot_id, returned_on)
  SELECT DISTINCT ON (child.lot_id) child.lot_id, lot.account_id, lot.granted_month, child.expires_at,
    ledger_open(child.lot_id, 'points', 'resident', 'point'), lot.lot_id, today
  FROM voucher CROSS JOIN LATERAL unnest(lot_ids) AS share (lot_id) JOIN points_lot AS lot ON lot.lot_id = share.lot_id
  CROSS JOIN LATERAL lot_returned(lot, voucher_id, ending, today) AS child
  WHERE voucher_id = ANY (ids) AND (lot.expires_at <= moment OR lot.expired_at IS NOT NULL)
  ON CONFLICT DO NOTHING;
  PERFORM ledger_post(array_agg(derived_uuid(voucher.voucher_id, 'returned/' || share.lot_id)),
    array_agg(CASE voucher.state WHEN 'redeemed' THEN ledger_account_key(goods.institution_id, 'points-collected', 'point', NULL, NULL)
      ELSE ledger_account_key(voucher.account_id, 'points-held', 'point', NULL, NULL) END),
    array_agg(target.ledger_account_id), array_agg('point'::text), array_agg(share.points), array_agg('points-returned'::text),
    array_agg(voucher.voucher_id), array_agg(moment))
  FROM voucher JOIN goods USING (goods_id) CROSS JOIN LATERAL unnest(lot_ids, lot_points) AS share (lot_id, points)
  JOIN points_lot AS lot ON lot.lot_id = share.lot_id
  CROSS JOIN LATERAL lot_returned(lot, voucher.voucher_id, ending, today) AS child
  JOIN points_lot AS target ON target.lot_id = CASE WHEN lot.expires_at <= moment OR lot.expired_at IS NOT NULL
    THEN child.lot_id ELSE lot.lot_id END
  WHERE voucher.voucher_id = ANY (ids);
  PERFORM FROM goods WHERE goods_id IN (SELECT goods_id FROM voucher WHERE voucher_id = ANY (ids))
  ORDER BY goods_id FOR NO KEY UPDATE;
  UPDATE goods SET stock_left = stock_left + back.items, budget_left_fen = budget_left_fen + back.fen
  FROM (SELECT goods_id, count(*) AS items, sum(payable_fen)::bigint AS fen FROM voucher WHERE voucher_id = ANY (ids)
    GROUP BY goods_id) AS back
  WHERE goods.goods_id = back.goods_id;
  UPDATE voucher SET state = ending, ended_at = moment WHERE voucher_id = ANY (ids);
  RETURN ids;
END $$;
