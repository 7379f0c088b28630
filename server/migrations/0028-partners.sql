-- Partners: an institution's own platform or tills ask for a resident's points, and she says yes once. What she approved is a voucher
-- like any other; what stands here is who asked, what became of it, and the partner's signed word for every step.

CREATE TABLE partner_order (
  order_id UUID PRIMARY KEY,
  institution_id UUID NOT NULL REFERENCES institution,
  -- The partner's own number, by which it finds the order again.
  order_no TEXT NOT NULL CHECK (order_no ~ '^[A-Za-z0-9_.-]{1,64}$'),
  goods_id UUID NOT NULL REFERENCES goods,
  shop_id UUID NOT NULL REFERENCES shop,
  asked_at TIMESTAMPTZ NOT NULL,
  ask_until TIMESTAMPTZ NOT NULL,
  -- Keyed digest of the approval code; gone once it tells nobody anything.
  code_index BYTEA CONSTRAINT partner_order_one_code UNIQUE,
  -- Whoever said yes first. No foreign key: it stays when her account is closed, as on vouchers.
  account_id UUID,
  declined_at TIMESTAMPTZ,
  -- The partner let go of it before anybody had approved.
  withdrawn_at TIMESTAMPTZ,
  UNIQUE (institution_id, order_no),
  CHECK (ask_until > asked_at)
);
CREATE INDEX partner_order_account ON partner_order (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX partner_order_code_age ON partner_order (ask_until) WHERE code_index IS NOT NULL;

-- The request key of the voucher an order leads to. With a blank in it, so that it is none a phone can send.
CREATE FUNCTION partner_order_key(order_id UUID) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN 'order ' || order_id::text;

-- Every step that took effect, with the text the partner signed for it: nobody can say it was made up here.
CREATE TABLE partner_act (
  order_id UUID NOT NULL REFERENCES partner_order,
  step TEXT NOT NULL CHECK (step IN ('ask', 'spend', 'redemption', 'refund', 'release')),
  acted_at TIMESTAMPTZ NOT NULL,
  key_id TEXT NOT NULL REFERENCES institution_key,
  signature_base TEXT NOT NULL,
  signature BYTEA NOT NULL CHECK (length(signature) = 64),
  body TEXT,
  PRIMARY KEY (order_id, step),
  CHECK ((step = 'ask') = (body IS NOT NULL))
);
CREATE TRIGGER partner_act_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON partner_act
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Approval codes that were none, so that nobody guesses one.
CREATE TABLE approval_miss (
  account_id UUID NOT NULL,
  missed_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX approval_miss_account ON approval_miss (account_id, missed_at);
CREATE INDEX approval_miss_age ON approval_miss (missed_at);

-- A partner redeems without till and member; whoever reverses such a redemption is the partner again, whose signed word is its act.
ALTER TABLE redemption ALTER COLUMN till_id DROP NOT NULL, ALTER COLUMN member_id DROP NOT NULL;
ALTER TABLE redemption DROP CONSTRAINT redemption_channel_check, DROP CONSTRAINT redemption_check;
ALTER TABLE redemption
  ADD CONSTRAINT redemption_channel_check CHECK (channel IN ('code', 'phoneCode', 'offline', 'partner')),
  ADD CONSTRAINT redemption_by_whom CHECK ((channel = 'partner') = (till_id IS NULL) AND (till_id IS NULL) = (member_id IS NULL)),
  ADD CONSTRAINT redemption_reversed_by_whom CHECK ((reversed_by IS NOT NULL) = (reversed_at IS NOT NULL AND channel <> 'partner'));

ALTER TABLE message DROP CONSTRAINT message_kind_check;
ALTER TABLE message ADD CONSTRAINT message_kind_check
  CHECK (kind IN ('sceneOpened', 'appealAnswered', 'guardianNeeded', 'ofAge', 'wardOfAge', 'pointsEnd30', 'pointsEnd7', 'pointsEnd1',
    'voucherTwice', 'orderSpent', 'orderRefunded'));
