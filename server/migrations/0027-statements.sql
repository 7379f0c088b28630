-- The merchant's daily statement 对账单: line by line what it came to be owed on one city day, what it said to that, and what was paid. A
-- version is never altered: what comes in late is added by the next one. The ledger knows the same money; the audit derives all of this
-- from it again.

CREATE TABLE statement (
  statement_id UUID PRIMARY KEY,
  -- The merchant.
  institution_id UUID NOT NULL REFERENCES institution,
  city_day DATE NOT NULL,
  version SMALLINT NOT NULL CHECK (version >= 1),
  -- Its name when this was made, for the file the digest is of.
  merchant_zh TEXT NOT NULL,
  merchant_en TEXT NOT NULL,
  lines INTEGER NOT NULL CHECK (lines >= 0),
  payable_fen BIGINT NOT NULL,
  -- How it differs from the version before; the first differs from nothing.
  added_lines INTEGER NOT NULL CHECK (added_lines >= 0),
  added_fen BIGINT NOT NULL,
  due_on DATE NOT NULL,
  -- SHA-256 of the statement's CSV file.
  digest BYTEA NOT NULL CHECK (length(digest) = 32),
  made_at TIMESTAMPTZ NOT NULL,
  UNIQUE (institution_id, city_day, version),
  CHECK (version > 1 OR added_lines = lines AND added_fen = payable_fen),
  CHECK (version = 1 OR added_lines > 0)
);

-- A line belongs to its day from `version` on. transfer_id names what it stands for once and for all: the ledger's transfer, or the one
-- there would be were it worth anything.
CREATE TABLE statement_line (
  institution_id UUID NOT NULL,
  city_day DATE NOT NULL,
  line_no INTEGER NOT NULL CHECK (line_no >= 1),
  version SMALLINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('redemption', 'reversal', 'loss')),
  transfer_id UUID NOT NULL,
  voucher_id UUID NOT NULL REFERENCES voucher,
  shop_id UUID NOT NULL REFERENCES shop,
  sponsor_id UUID NOT NULL REFERENCES institution,
  channel TEXT NOT NULL,
  -- When we wrote it down, which is what makes it of this day.
  recorded_at TIMESTAMPTZ NOT NULL,
  -- When a till without network took it, by its own clock.
  taken_at TIMESTAMPTZ,
  fen BIGINT NOT NULL CHECK (CASE kind WHEN 'reversal' THEN fen <= 0 ELSE fen >= 0 END),
  PRIMARY KEY (institution_id, city_day, line_no),
  CONSTRAINT statement_line_once UNIQUE (transfer_id),
  FOREIGN KEY (institution_id, city_day, version) REFERENCES statement (institution_id, city_day, version) DEFERRABLE INITIALLY DEFERRED
);

-- What one sponsor pays of a version.
CREATE TABLE statement_share (
  statement_id UUID NOT NULL REFERENCES statement DEFERRABLE INITIALLY DEFERRED,
  sponsor_id UUID NOT NULL REFERENCES institution,
  sponsor_zh TEXT NOT NULL,
  sponsor_en TEXT NOT NULL,
  lines INTEGER NOT NULL CHECK (lines > 0),
  fen BIGINT NOT NULL,
  -- What of it are losses by clashes, which no budget has paid.
  loss_fen BIGINT NOT NULL CHECK (loss_fen >= 0),
  PRIMARY KEY (statement_id, sponsor_id)
);

-- What members said to a version, in the order they said it. Its state is the last of these, or that there is a newer version.
CREATE TABLE statement_act (
  statement_id UUID NOT NULL REFERENCES statement,
  act_no SMALLINT NOT NULL CHECK (act_no >= 1),
  act TEXT NOT NULL CHECK (act IN ('confirmed', 'disputed', 'answered')),
  member_id UUID NOT NULL REFERENCES institution_member,
  text TEXT CHECK (length(text) BETWEEN 1 AND 500),
  acted_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (statement_id, act_no),
  CHECK ((act = 'confirmed') = (text IS NULL))
);
CREATE INDEX statement_act_disputed ON statement_act (acted_at) WHERE act = 'disputed';

-- What a sponsor owes a merchant for a day, by its latest version, and what was paid of it: counters the audit derives.
CREATE TABLE statement_due (
  institution_id UUID NOT NULL REFERENCES institution,
  city_day DATE NOT NULL,
  sponsor_id UUID NOT NULL REFERENCES institution,
  statement_id UUID NOT NULL REFERENCES statement DEFERRABLE INITIALLY DEFERRED,
  due_on DATE NOT NULL,
  fen BIGINT NOT NULL,
  loss_fen BIGINT NOT NULL CHECK (loss_fen >= 0),
  paid_fen BIGINT NOT NULL DEFAULT 0,
  paid_loss_fen BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (institution_id, city_day, sponsor_id),
  CHECK (paid_loss_fen BETWEEN 0 AND loss_fen)
);
CREATE INDEX statement_due_open ON statement_due (sponsor_id, due_on, institution_id, city_day)
  WHERE fen <> paid_fen OR loss_fen <> paid_loss_fen;

-- A sponsor paid outside, under a reference of its own. A day below zero, from takings undone after midnight, is deducted.
CREATE TABLE statement_payment (
  payment_id UUID PRIMARY KEY,
  institution_id UUID NOT NULL REFERENCES institution,
  sponsor_id UUID NOT NULL REFERENCES institution,
  fen BIGINT NOT NULL CHECK (fen >= 0),
  loss_fen BIGINT NOT NULL CHECK (loss_fen >= 0),
  reference TEXT NOT NULL CHECK (length(reference) BETWEEN 1 AND 64),
  member_id UUID NOT NULL REFERENCES institution_member,
  paid_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE statement_payment_part (
  payment_id UUID NOT NULL REFERENCES statement_payment,
  institution_id UUID NOT NULL,
  city_day DATE NOT NULL,
  sponsor_id UUID NOT NULL,
  fen BIGINT NOT NULL,
  loss_fen BIGINT NOT NULL CHECK (loss_fen >= 0),
  PRIMARY KEY (payment_id, city_day),
  FOREIGN KEY (institution_id, city_day, sponsor_id) REFERENCES statement_due,
  CHECK (fen <> 0 OR loss_fen <> 0)
);
CREATE INDEX statement_payment_part_due ON statement_payment_part (institution_id, city_day, sponsor_id);

CREATE TRIGGER statement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER statement_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement_line
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER statement_share_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement_share
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER statement_act_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement_act
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER statement_payment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement_payment
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER statement_payment_part_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement_payment_part
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE INDEX redemption_reversed ON redemption (shop_id, reversed_at) WHERE reversed_at IS NOT NULL;
CREATE INDEX till_log_clash ON till_log (till_id, received_at) WHERE outcome = 'clash';
CREATE INDEX till_shop ON till (shop_id);

-- Everything that changed what a merchant is owed between two moments, or would have, were it worth anything: takings, takings undone,
-- and takings without network a sponsor paid for. A till's log keeps its own moment of receipt beside that of the transfer, which counts.
CREATE FUNCTION statement_facts(merchant UUID, since TIMESTAMPTZ, before TIMESTAMPTZ)
RETURNS TABLE (
  kind TEXT, transfer_id UUID, voucher_id UUID, shop_id UUID, sponsor_id UUID, channel TEXT, recorded_at TIMESTAMPTZ,
  taken_at TIMESTAMPTZ, fen BIGINT
) LANGUAGE sql STABLE AS $$
  SELECT 'redemption', derived_uuid(voucher_id, 'payable'), voucher_id, shop_id, goods.sponsor_id, redemption.channel, redeemed_at,
    CASE redemption.channel WHEN 'offline' THEN (SELECT occurred_at FROM till_log WHERE till_log.till_id = redemption.till_id
      AND till_log.voucher_id = redemption.voucher_id AND outcome = 'redeemed') END,
    voucher.payable_fen
  FROM shop JOIN redemption USING (shop_id) JOIN voucher USING (voucher_id) JOIN goods USING (goods_id)
  WHERE shop.institution_id = merchant AND redeemed_at >= since AND redeemed_at < before
  UNION ALL
  SELECT 'reversal', derived_uuid(voucher_id, 'payable-reversed'), voucher_id, shop_id, goods.sponsor_id, redemption.channel, reversed_at,
    NULL, -voucher.payable_fen
  FROM shop JOIN redemption USING (shop_id) JOIN voucher USING (voucher_id) JOIN goods USING (goods_id)
  WHERE shop.institution_id = merchant AND reversed_at >= since AND reversed_at < before
  UNION ALL
  SELECT 'loss', derived_uuid(till_id, 'loss/' || sequence), voucher_id, shop_id, goods.sponsor_id, 'offline', moment, till_log.occurred_at,
    loss_fen
  FROM shop JOIN till USING (shop_id) JOIN till_log USING (till_id) JOIN voucher USING (voucher_id) JOIN goods USING (goods_id)
  CROSS JOIN LATERAL (SELECT coalesce((SELECT ledger_transfer.occurred_at FROM ledger_transfer
    WHERE transfer_id = derived_uuid(till_id, 'loss/' || sequence)), received_at) AS moment) AS recorded
  WHERE shop.institution_id = merchant AND outcome = 'clash'
    AND received_at >= since - interval '1 minute' AND received_at < before + interval '1 minute'
    AND moment >= since AND moment < before
$$;
