-- Institutions: a mall operator, a merchant, a sponsor is an organisation that people act for. Whoever acts for one is a member, known
-- by what her host attests of her; a cashier needs no real name. The organisation itself is known by its keys.

CREATE TABLE institution (
  institution_id UUID PRIMARY KEY,
  name_zh TEXT NOT NULL CHECK (length(name_zh) BETWEEN 1 AND 80),
  name_en TEXT NOT NULL CHECK (length(name_en) BETWEEN 1 AND 120),
  -- 统一社会信用代码 (GB 32100-2015): 18 characters, the last one a check character.
  credit_code TEXT NOT NULL UNIQUE CHECK (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  is_mall_operator BOOLEAN NOT NULL,
  is_merchant BOOLEAN NOT NULL,
  is_sponsor BOOLEAN NOT NULL,
  registered_at TIMESTAMPTZ NOT NULL,
  suspended_at TIMESTAMPTZ,
  CHECK (is_mall_operator OR is_merchant OR is_sponsor)
);

-- Ed25519 keys an institution signs its mandates with: the public half only.
CREATE TABLE institution_key (
  key_id TEXT PRIMARY KEY CHECK (key_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$'),
  institution_id UUID NOT NULL REFERENCES institution,
  public_key BYTEA NOT NULL CONSTRAINT institution_key_of_one UNIQUE CHECK (length(public_key) = 32),
  valid_from TIMESTAMPTZ NOT NULL,
  valid_to TIMESTAMPTZ,
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE INDEX institution_key_institution ON institution_key (institution_id);

-- A signed mandate: the institution itself says that whoever presents the invitation it leads to acts for it as owner. Kept whole, so
-- that the signature can be checked again; counted once.
CREATE TABLE institution_mandate (
  mandate_id UUID PRIMARY KEY,
  institution_id UUID NOT NULL REFERENCES institution,
  key_id TEXT NOT NULL REFERENCES institution_key,
  -- The institution's own name for it.
  jti TEXT NOT NULL,
  jws TEXT NOT NULL,
  received_at TIMESTAMPTZ NOT NULL,
  UNIQUE (institution_id, jti)
);
CREATE TRIGGER institution_mandate_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON institution_mandate
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE shop (
  shop_id UUID PRIMARY KEY,
  institution_id UUID NOT NULL REFERENCES institution,
  name_zh TEXT NOT NULL CHECK (length(name_zh) BETWEEN 1 AND 40),
  name_en TEXT NOT NULL CHECK (length(name_en) BETWEEN 1 AND 80),
  address TEXT NOT NULL CHECK (length(address) BETWEEN 1 AND 120),
  opened_at TIMESTAMPTZ NOT NULL,
  closed_at TIMESTAMPTZ
);
CREATE INDEX shop_institution ON shop (institution_id);

-- subject_index: keyed digest of (host, the person's id at that host). With it she is found again, without it nobody; it is forgotten
-- when she is dismissed.
CREATE TABLE institution_member (
  member_id UUID PRIMARY KEY,
  institution_id UUID NOT NULL REFERENCES institution,
  subject_index BYTEA,
  role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'cashier')),
  -- What colleagues call her; chosen by whoever invited her.
  display_name TEXT NOT NULL CHECK (length(display_name) BETWEEN 1 AND 40),
  joined_at TIMESTAMPTZ NOT NULL,
  dismissed_at TIMESTAMPTZ,
  CHECK ((dismissed_at IS NULL) = (subject_index IS NOT NULL))
);
CREATE UNIQUE INDEX institution_member_once ON institution_member (institution_id, subject_index);
CREATE INDEX institution_member_subject ON institution_member (subject_index);

-- The shops a cashier works in; owner and manager act for all of them.
CREATE TABLE member_shop (
  member_id UUID NOT NULL REFERENCES institution_member,
  shop_id UUID NOT NULL REFERENCES shop,
  PRIMARY KEY (member_id, shop_id)
);

-- An invitation shown as a QR: its code is kept as a digest only, used once, short-lived; gone once used or expired.
CREATE TABLE institution_invitation (
  code_digest BYTEA PRIMARY KEY,
  institution_id UUID NOT NULL REFERENCES institution,
  role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'cashier')),
  display_name TEXT NOT NULL CHECK (length(display_name) BETWEEN 1 AND 40),
  shop_ids UUID[] NOT NULL,
  -- The member who invited her, or the mandate that names an owner.
  invited_by UUID NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  CHECK ((role = 'cashier') = (cardinality(shop_ids) > 0))
);
CREATE INDEX institution_invitation_age ON institution_invitation (expires_at);

ALTER TABLE session DROP CONSTRAINT session_kind_check;
ALTER TABLE session ADD CONSTRAINT session_kind_check CHECK (kind IN ('visitor', 'resident', 'staff', 'member'));
ALTER TABLE session ADD COLUMN member_id UUID, ADD CHECK ((kind = 'member') = (member_id IS NOT NULL));
CREATE INDEX session_member ON session (member_id) WHERE revoked_at IS NULL;

ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_kind_check;
ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_kind_check CHECK (kind IN ('resident', 'institution', 'scheme'));
