-- An honorary title is one of the mall's goods: had for points, given at once, never shown at a till and never over. It is redeemed like any
-- voucher, in no shop and by nobody, so that its points are collected and turned back as all others are.
ALTER TABLE goods DROP CONSTRAINT goods_kind_check, DROP CONSTRAINT goods_delivered_never_offline;
ALTER TABLE goods ADD CONSTRAINT goods_kind_check CHECK (kind IN ('coupon', 'redPacket', 'transportDiscount', 'title')),
  ADD CONSTRAINT goods_delivered_never_offline CHECK (kind = 'coupon' OR NOT is_offline),
  -- Once for each person, for no money; a title that could not be given at once is given when its one day is over.
  ADD CONSTRAINT goods_title_terms CHECK (kind <> 'title' OR per_person_max = 1 AND payable_fen = 0 AND voucher_days = 1);

ALTER TABLE redemption ALTER COLUMN shop_id DROP NOT NULL;
ALTER TABLE redemption DROP CONSTRAINT redemption_channel_check, DROP CONSTRAINT redemption_by_whom, DROP CONSTRAINT redemption_reversed_by_whom;
ALTER TABLE redemption
  ADD CONSTRAINT redemption_channel_check CHECK (channel IN ('code', 'phoneCode', 'offline', 'partner', 'gateway', 'title')),
  ADD CONSTRAINT redemption_in_a_shop CHECK ((channel = 'title') = (shop_id IS NULL)),
  ADD CONSTRAINT redemption_by_whom
    CHECK ((channel IN ('partner', 'gateway', 'title')) = (till_id IS NULL) AND (till_id IS NULL) = (member_id IS NULL)),
  -- What was paid out by a far end stays so, and so does a title that was given.
  ADD CONSTRAINT redemption_reversed_by_whom
    CHECK (CASE WHEN channel IN ('gateway', 'title') THEN reversed_at IS NULL
      ELSE (reversed_by IS NOT NULL) = (reversed_at IS NOT NULL AND channel <> 'partner') END);

-- As before, but a title needs no shop that gives it out.
CREATE OR REPLACE FUNCTION goods_is_on_sale(asked goods, moment TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE sql STABLE
SET plan_cache_mode = force_generic_plan AS $$
  SELECT asked.withdrawn_at IS NULL AND asked.sold_from <= moment AND (asked.sold_to IS NULL OR asked.sold_to > moment)
    AND NOT EXISTS (SELECT FROM institution
      WHERE institution_id IN (asked.institution_id, asked.sponsor_id) AND suspended_at IS NOT NULL)
    AND (asked.kind = 'title' OR EXISTS (SELECT FROM goods_outlet WHERE goods_outlet.goods_id = asked.goods_id))
    AND NOT EXISTS (SELECT FROM goods_consent WHERE goods_consent.goods_id = asked.goods_id AND is_agreed IS NOT TRUE)
$$;

-- Gives a title that was taken, once: her points go from her vouchers to what the mall operator collected. False where there is nothing to give.
CREATE FUNCTION title_give(asked UUID, moment TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
DECLARE
  taken RECORD;
BEGIN
  UPDATE voucher SET state = 'redeemed', ended_at = moment FROM goods
  WHERE voucher_id = asked AND state = 'issued' AND goods.goods_id = voucher.goods_id AND goods.kind = 'title'
  RETURNING account_id, voucher.price_points, goods.institution_id INTO taken;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO redemption (voucher_id, channel, redeemed_at, request_key) VALUES (asked, 'title', moment, 'title');
  PERFORM ledger_post(ARRAY[derived_uuid(asked, 'collected')],
    ARRAY[ledger_account_key(taken.account_id, 'points-held', 'point', NULL, NULL)],
    ARRAY[ledger_open(taken.institution_id, 'points-collected', 'institution', 'point')],
    ARRAY['point'], ARRAY[taken.price_points], ARRAY['points-collected'], ARRAY[asked], ARRAY[moment]);
  RETURN true;
END $$;
