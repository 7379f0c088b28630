-- A signed form may be taken at several tills of one merchant, or by one cashier on two phones: the sponsor's loss must not grow with the
-- number of tills. Beside the redemption a merchant is paid by one loss for one voucher.

-- Who was paid for a clash. Of what was booked before this rule only the first of each merchant is named; the rest stays as it was booked.
ALTER TABLE till_log ADD COLUMN merchant_id UUID REFERENCES institution;
ALTER TABLE till_log DISABLE TRIGGER till_log_append_only;
UPDATE till_log SET merchant_id = first.merchant FROM (
  SELECT DISTINCT ON (voucher_id, institution_id) till_id, sequence, institution_id AS merchant
  FROM till_log JOIN till USING (till_id) JOIN shop USING (shop_id) WHERE outcome = 'clash'
  ORDER BY voucher_id, institution_id, received_at, till_id, sequence
) AS first
WHERE till_log.till_id = first.till_id AND till_log.sequence = first.sequence;
ALTER TABLE till_log ENABLE TRIGGER till_log_append_only;
ALTER TABLE till_log ADD CONSTRAINT till_log_clash_has_merchant CHECK ((outcome = 'clash') = (merchant_id IS NOT NULL)) NOT VALID;
CREATE UNIQUE INDEX till_log_loss_once ON till_log (voucher_id, merchant_id) WHERE outcome = 'clash';

-- The merchant is the till's, whoever writes the row.
CREATE FUNCTION name_merchant_of_clash() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  NEW.merchant_id := CASE WHEN NEW.outcome = 'clash'
    THEN (SELECT institution_id FROM till JOIN shop USING (shop_id) WHERE till_id = NEW.till_id) END;
  RETURN NEW;
END $$;
CREATE TRIGGER till_log_merchant BEFORE INSERT ON till_log FOR EACH ROW EXECUTE FUNCTION name_merchant_of_clash();

-- As before, into the book of who owes it, and never a second time for a merchant, nor for the till that redeemed it.
CREATE OR REPLACE FUNCTION sponsor_loss(asked UUID, asked_till UUID, asked_sequence BIGINT, moment TIMESTAMPTZ) RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
  lost RECORD;
BEGIN
  SELECT goods.sponsor_id, voucher.payable_fen, shop.institution_id AS merchant INTO STRICT lost
  FROM voucher JOIN goods USING (goods_id) CROSS JOIN till JOIN shop USING (shop_id)
  WHERE voucher_id = asked AND till_id = asked_till;
  IF EXISTS (SELECT FROM redemption WHERE voucher_id = asked AND till_id = asked_till)
    OR EXISTS (SELECT FROM till_log WHERE voucher_id = asked AND merchant_id = lost.merchant AND outcome = 'clash') THEN
    RAISE EXCEPTION 'merchant % is paid for this take of voucher % already', lost.merchant, asked USING ERRCODE = 'unique_violation';
  END IF;
  IF lost.payable_fen > 0 THEN
    PERFORM ledger_post(ARRAY[derived_uuid(asked_till, 'loss/' || asked_sequence)],
      ARRAY[ledger_open(lost.sponsor_id, 'sponsor-risk', 'institution', 'fen', is_source => true)],
      ARRAY[ledger_open(payable_owner(lost.merchant, lost.sponsor_id), 'payable', 'institution', 'fen')],
      ARRAY['fen'], ARRAY[lost.payable_fen], ARRAY['sponsor-loss'], ARRAY[asked], ARRAY[moment]);
  END IF;
  RETURN lost.payable_fen;
END $$;

-- Where goods count, and since when no more: what a till took without network is judged by the moment it was taken. The outlets of now
-- are read from the same place.
CREATE VIEW goods_place AS
  SELECT goods_id, shop_id, institution_id AS merchant_id, least(closed_at, suspended_at) AS ended_at
  FROM goods_shop JOIN shop USING (shop_id) JOIN institution USING (institution_id);
CREATE OR REPLACE VIEW goods_outlet AS SELECT goods_id, shop_id, merchant_id FROM goods_place WHERE ended_at IS NULL;
