-- Showing a voucher and taking it at a till: exactly once, whatever tills, retries and clocks do; and what a mall operator collected
-- becomes reductions again.

-- Rotating online codes 动态码: only a keyed digest is kept. Each lives a minute and a little, so that a photograph of it is soon worthless;
-- spent ones are known for a while longer, so that a till can say "show the newest" instead of "unknown".
CREATE TABLE voucher_code (
  code_index BYTEA PRIMARY KEY,
  voucher_id UUID NOT NULL REFERENCES voucher,
  issued_at TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  CHECK (expires_at >= issued_at)
);
CREATE INDEX voucher_code_voucher ON voucher_code (voucher_id);
CREATE INDEX voucher_code_age ON voucher_code (expires_at);

-- A till 收银台: one device of one member in one shop, by an Ed25519 key made on the device. It ends with its member.
CREATE TABLE till (
  till_id UUID PRIMARY KEY,
  shop_id UUID NOT NULL REFERENCES shop,
  member_id UUID NOT NULL REFERENCES institution_member,
  public_key BYTEA NOT NULL CHECK (length(public_key) = 32),
  registered_at TIMESTAMPTZ NOT NULL,
  revoked_at TIMESTAMPTZ,
  CONSTRAINT till_one_key_a_device UNIQUE (public_key)
);
CREATE INDEX till_member ON till (member_id) WHERE revoked_at IS NULL;

-- Wrong codes at tills, so that nobody guesses one: counted by member, and by voucher where a phone's own code named one.
CREATE TABLE till_miss (
  member_id UUID NOT NULL,
  voucher_id UUID,
  missed_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX till_miss_member ON till_miss (member_id, missed_at);
CREATE INDEX till_miss_voucher ON till_miss (voucher_id, missed_at) WHERE voucher_id IS NOT NULL;
CREATE INDEX till_miss_age ON till_miss (missed_at);

-- Collected points turned back into reductions by their mall operator, at the rate they were granted at.
CREATE TABLE turn_back (
  turn_back_id UUID PRIMARY KEY,
  institution_id UUID NOT NULL REFERENCES institution,
  member_id UUID NOT NULL REFERENCES institution_member,
  points BIGINT NOT NULL CHECK (points > 0),
  turned_back_at TIMESTAMPTZ NOT NULL,
  request_key TEXT NOT NULL,
  UNIQUE (institution_id, request_key)
);
CREATE TRIGGER turn_back_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON turn_back
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The one redemption 核销 of a voucher: the primary key is what makes a second one impossible. request_key is the till's own: a retry of
-- the winner is told that it won.
CREATE TABLE redemption (
  voucher_id UUID PRIMARY KEY REFERENCES voucher,
  shop_id UUID NOT NULL REFERENCES shop,
  till_id UUID NOT NULL REFERENCES till,
  member_id UUID NOT NULL REFERENCES institution_member,
  channel TEXT NOT NULL CHECK (channel IN ('code', 'phoneCode')),
  redeemed_at TIMESTAMPTZ NOT NULL,
  request_key TEXT NOT NULL,
  reversed_at TIMESTAMPTZ,
  reversed_by UUID REFERENCES institution_member,
  turn_back_id UUID REFERENCES turn_back,
  UNIQUE (till_id, request_key),
  CHECK ((reversed_at IS NULL) = (reversed_by IS NULL)),
  CHECK (reversed_at IS NULL OR turn_back_id IS NULL)
);
CREATE INDEX redemption_shop ON redemption (shop_id, redeemed_at);
CREATE INDEX redemption_collected ON redemption (redeemed_at) WHERE reversed_at IS NULL AND turn_back_id IS NULL;
CREATE INDEX redemption_turn_back ON redemption (turn_back_id) WHERE turn_back_id IS NOT NULL;

-- Redeems a voucher if it can be shown here and now, and says whether it did: points go from her vouchers to what the mall operator
-- collected, the sponsor's money to what the merchant is owed. Of many tills at once the first to change the voucher's row wins; the
-- others wait for that and change nothing.
CREATE FUNCTION voucher_redeem(
  asked UUID, asked_shop UUID, asked_till UUID, asked_member UUID, asked_channel TEXT, asked_key TEXT, moment TIMESTAMPTZ
) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
DECLARE
  taken RECORD;
  merchant UUID;
BEGIN
  UPDATE voucher SET state = 'redeemed', ended_at = moment FROM goods
  WHERE voucher_id = asked AND state = 'issued' AND valid_to > moment AND goods.goods_id = voucher.goods_id
    AND EXISTS (SELECT FROM goods_shop JOIN shop USING (shop_id)
      WHERE goods_shop.goods_id = voucher.goods_id AND shop_id = asked_shop AND closed_at IS NULL)
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

-- Takes a redemption back: the voucher ends as refunded and stays dead, its points return to their lots, the money to its budget. Says
-- whether it did; one that was taken back already, or was turned back into reductions, is left alone.
CREATE FUNCTION redemption_reverse(asked UUID, by_member UUID, moment TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
DECLARE
  taken RECORD;
BEGIN
  UPDATE redemption SET reversed_at = moment, reversed_by = by_member
  WHERE voucher_id = asked AND reversed_at IS NULL AND turn_back_id IS NULL;
  IF NOT FOUND THEN RETURN false; END IF;
  SELECT voucher.goods_id, payable_fen, shop.institution_id AS merchant INTO taken
  FROM voucher JOIN redemption USING (voucher_id) JOIN shop USING (shop_id) WHERE voucher_id = asked;
  PERFORM voucher_return(ARRAY[asked], ARRAY['redeemed'], 'refunded', moment);
  IF taken.payable_fen > 0 THEN
    PERFORM ledger_post(ARRAY[derived_uuid(asked, 'payable-reversed')],
      ARRAY[ledger_account_key(taken.merchant, 'payable', 'fen', NULL, NULL)],
      ARRAY[ledger_account_key(taken.goods_id, 'sponsor-budget', 'fen', NULL, NULL)],
      ARRAY['fen'], ARRAY[taken.payable_fen], ARRAY['redemption-reversed'], ARRAY[asked], ARRAY[moment]);
  END IF;
  RETURN true;
END $$;
