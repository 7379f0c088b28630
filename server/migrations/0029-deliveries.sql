-- Goods an outside system delivers: a red packet in digital yuan, a discount on journeys. Nobody shows them at a till: the far end is asked,
-- asked again while it is silent, and queried before anything is given back.

ALTER TABLE goods DROP CONSTRAINT goods_kind_check;
ALTER TABLE goods ADD CONSTRAINT goods_kind_check CHECK (kind IN ('coupon', 'redPacket', 'transportDiscount')),
  ADD CONSTRAINT goods_delivered_never_offline CHECK (kind = 'coupon' OR NOT is_offline);

-- One voucher on its way to whom she named. shop_id: the far end's counter, a shop in which nobody stands, by which its institution is
-- owed like any merchant.
CREATE TABLE delivery (
  voucher_id UUID PRIMARY KEY REFERENCES voucher,
  shop_id UUID NOT NULL REFERENCES shop,
  -- Where it goes, sealed; gone once that is settled.
  recipient_sealed BYTEA,
  asked_at TIMESTAMPTZ NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  attempt_after TIMESTAMPTZ NOT NULL,
  outcome TEXT CHECK (outcome IN ('delivered', 'refused')),
  reason TEXT CHECK (reason IN ('recipientUnknown', 'recipientCannotTake', 'closed', 'other')),
  settled_at TIMESTAMPTZ,
  CHECK ((settled_at IS NULL) = (outcome IS NULL)),
  CHECK ((outcome = 'refused') = (reason IS NOT NULL) OR outcome IS NULL AND reason IS NULL),
  CHECK (settled_at IS NULL OR recipient_sealed IS NULL)
);
CREATE INDEX delivery_due ON delivery (attempt_after) WHERE settled_at IS NULL;

ALTER TABLE redemption DROP CONSTRAINT redemption_channel_check, DROP CONSTRAINT redemption_by_whom, DROP CONSTRAINT redemption_reversed_by_whom;
ALTER TABLE redemption
  ADD CONSTRAINT redemption_channel_check CHECK (channel IN ('code', 'phoneCode', 'offline', 'partner', 'gateway')),
  ADD CONSTRAINT redemption_by_whom
    CHECK ((channel IN ('partner', 'gateway')) = (till_id IS NULL) AND (till_id IS NULL) = (member_id IS NULL)),
  -- What was paid out by a far end stays so.
  ADD CONSTRAINT redemption_reversed_by_whom
    CHECK (CASE channel WHEN 'gateway' THEN reversed_at IS NULL ELSE (reversed_by IS NOT NULL) = (reversed_at IS NOT NULL AND channel <> 'partner') END);

ALTER TABLE message DROP CONSTRAINT message_kind_check;
ALTER TABLE message ADD CONSTRAINT message_kind_check
  CHECK (kind IN ('sceneOpened', 'appealAnswered', 'guardianNeeded', 'ofAge', 'wardOfAge', 'pointsEnd30', 'pointsEnd7', 'pointsEnd1',
    'voucherTwice', 'orderSpent', 'orderRefunded', 'delivered', 'deliveryRefused'));

-- As before, but what a far end has paid out counts even when the voucher's last day or its counter ended on the way.
CREATE OR REPLACE FUNCTION voucher_redeem(
  asked UUID, asked_shop UUID, asked_till UUID, asked_member UUID, asked_channel TEXT, asked_key TEXT, moment TIMESTAMPTZ
) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
DECLARE
  taken RECORD;
  merchant UUID;
BEGIN
  UPDATE voucher SET state = 'redeemed', ended_at = moment FROM goods
  WHERE voucher_id = asked AND state = 'issued' AND (valid_to > moment OR asked_channel = 'gateway')
    AND goods.goods_id = voucher.goods_id
    AND EXISTS (SELECT FROM goods_shop JOIN shop USING (shop_id) WHERE goods_shop.goods_id = voucher.goods_id AND shop_id = asked_shop
      AND (closed_at IS NULL OR asked_channel = 'gateway'))
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
