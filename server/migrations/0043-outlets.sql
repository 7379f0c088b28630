-- Which shops give goods out now is said in one place: the shelf, a till and a partner never differ about it, and a suspended merchant
-- earns nowhere.

-- A shop in which goods count, that has not closed, of a merchant that is not suspended. A view, so that every query plans through it.
CREATE VIEW goods_outlet AS
  SELECT goods_id, shop_id, institution_id AS merchant_id
  FROM goods_shop JOIN shop USING (shop_id) JOIN institution USING (institution_id)
  WHERE closed_at IS NULL AND suspended_at IS NULL;

-- As before, by the outlets.
CREATE OR REPLACE FUNCTION goods_is_on_sale(asked goods, moment TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE sql STABLE
SET plan_cache_mode = force_generic_plan AS $$
  SELECT asked.withdrawn_at IS NULL AND asked.sold_from <= moment AND (asked.sold_to IS NULL OR asked.sold_to > moment)
    AND NOT EXISTS (SELECT FROM institution
      WHERE institution_id IN (asked.institution_id, asked.sponsor_id) AND suspended_at IS NOT NULL)
    AND EXISTS (SELECT FROM goods_outlet WHERE goods_outlet.goods_id = asked.goods_id)
$$;

-- As before, by the outlets; what a far end has paid out still counts even when its counter ended on the way, and so does what a till
-- took without network: whether voucher and form were alive is judged by the moment it was taken, and that the voucher's last day is
-- over or the shop has closed when it is told does not undo the goods given. Whoever paid while the voucher stayed usable would pay twice.
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
  RETURNING account_id, voucher.goods_id, voucher.price_points, voucher.payable_fen, goods.institution_id INTO taken;
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
      ARRAY[ledger_open(merchant, 'payable', 'institution', 'fen')],
      ARRAY['fen'], ARRAY[taken.payable_fen], ARRAY['redemption'], ARRAY[asked], ARRAY[moment]);
  END IF;
  RETURN true;
END $$;
