-- Tills without network: what they took on a signed form of a low-value voucher, told afterwards in a log nobody can change unseen. The
-- first write wins; a voucher that was used elsewhere meanwhile is the sponsor's loss, so that the shop is paid and the resident pays
-- once.

-- 2,000 fen: what a sponsor may lose by one copied form. Our own figure.
ALTER TABLE goods
  ADD COLUMN is_offline BOOLEAN NOT NULL DEFAULT false,
  ADD CONSTRAINT goods_offline_is_low_value CHECK (NOT is_offline OR payable_fen <= 2000);

-- Until when a signed form of this voucher is out: it is not given back before, because a till may have taken it.
ALTER TABLE voucher ADD COLUMN offline_until TIMESTAMPTZ;
CREATE INDEX voucher_offline ON voucher (goods_id, offline_until) WHERE offline_until IS NOT NULL;

ALTER TABLE redemption DROP CONSTRAINT redemption_channel_check;
ALTER TABLE redemption ADD CONSTRAINT redemption_channel_check CHECK (channel IN ('code', 'phoneCode', 'offline'));

-- The end of a till's log as far as we have it: the next entry must follow on.
ALTER TABLE till
  ADD COLUMN log_sequence BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN log_digest BYTEA NOT NULL DEFAULT decode(repeat('00', 32), 'hex');

-- When a till was last told what counts and what does not any more; what it takes afterwards rests on that.
CREATE TABLE till_snapshot (
  till_id UUID NOT NULL REFERENCES till,
  taken_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (till_id, taken_at)
);

-- What tills took without network, as they told us: kept whole, whatever became of it, so that nothing is silently dropped.
CREATE TABLE till_log (
  till_id UUID NOT NULL REFERENCES till,
  sequence BIGINT NOT NULL CHECK (sequence >= 1),
  -- The text the device signed, with the end of the entry before in it.
  signed_text TEXT NOT NULL,
  digest BYTEA NOT NULL,
  signature BYTEA NOT NULL,
  snapshot_at TIMESTAMPTZ NOT NULL,
  occurred_at TIMESTAMPTZ NOT NULL,
  received_at TIMESTAMPTZ NOT NULL,
  -- The voucher its form names, if it is a form of ours.
  voucher_id UUID,
  outcome TEXT NOT NULL CHECK (outcome IN ('redeemed', 'clash', 'refused')),
  reason TEXT,
  -- What the sponsor lost by a clash, paid to the merchant.
  loss_fen BIGINT NOT NULL DEFAULT 0 CHECK (loss_fen >= 0),
  PRIMARY KEY (till_id, sequence),
  CHECK ((outcome = 'refused') = (reason IS NOT NULL)),
  CHECK (outcome = 'refused' OR voucher_id IS NOT NULL),
  CHECK (outcome = 'clash' OR loss_fen = 0)
);
CREATE UNIQUE INDEX till_log_once ON till_log (till_id, voucher_id) WHERE outcome <> 'refused';
CREATE INDEX till_log_voucher ON till_log (voucher_id) WHERE outcome = 'clash';
CREATE TRIGGER till_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON till_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE message DROP CONSTRAINT message_kind_check;
ALTER TABLE message ADD CONSTRAINT message_kind_check
  CHECK (kind IN ('sceneOpened', 'appealAnswered', 'guardianNeeded', 'ofAge', 'wardOfAge', 'pointsEnd30', 'pointsEnd7', 'pointsEnd1',
    'voucherTwice'));

-- Pays a shop for a voucher it took without network that was used or ended elsewhere: out of the sponsor's risk book, whose minus is what
-- the sponsor owes for such losses. Returns the fen.
CREATE FUNCTION sponsor_loss(asked UUID, asked_till UUID, asked_sequence BIGINT, moment TIMESTAMPTZ) RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
  lost RECORD;
BEGIN
  SELECT goods.sponsor_id, voucher.payable_fen, shop.institution_id AS merchant INTO STRICT lost
  FROM voucher JOIN goods USING (goods_id) CROSS JOIN till JOIN shop USING (shop_id)
  WHERE voucher_id = asked AND till_id = asked_till;
  IF lost.payable_fen > 0 THEN
    PERFORM ledger_post(ARRAY[derived_uuid(asked_till, 'loss/' || asked_sequence)],
      ARRAY[ledger_open(lost.sponsor_id, 'sponsor-risk', 'institution', 'fen', is_source => true)],
      ARRAY[ledger_open(lost.merchant, 'payable', 'institution', 'fen')],
      ARRAY['fen'], ARRAY[lost.payable_fen], ARRAY['sponsor-loss'], ARRAY[asked], ARRAY[moment]);
  END IF;
  RETURN lost.payable_fen;
END $$;
