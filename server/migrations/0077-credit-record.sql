-- The credit record 碳信用 is derived from what was issued and used and keeps no figure of its own. What stands here is what people say
-- about it: corrections asked for and what two bodies answered, statements a holder makes for one reader, and every reading of one.

-- What was taken back of an account's reductions after they were issued, by the month it was issued for: every milligram that left one of
-- its books as a claw-back. A shortfall has no month of its own; there it is the month of the claw-back.
CREATE INDEX ledger_transfer_claw_back ON ledger_transfer (from_id) WHERE kind = 'claw-back';
CREATE VIEW account_claw_back AS
SELECT book.owner_id AS account_id, transfer.amount AS milligrams, transfer.occurred_at, transfer.cause_id,
  coalesce(book.city_month, date_trunc('month', transfer.occurred_at AT TIME ZONE 'Asia/Shanghai')::date) AS city_month
FROM ledger_account AS book JOIN ledger_transfer AS transfer ON transfer.from_id = book.ledger_account_id
WHERE transfer.kind = 'claw-back' AND transfer.unit = 'mgCO2e' AND book.book IN ('holding', 'points-backing', 'shortfall');

-- Somebody says that a line of her record is wrong for a month (PIPL Art 46). Heard twice at most. Granted, `granted_units` is a fact the
-- record is derived from; an account that closes leaves it without words.
CREATE TABLE credit_correction (
  correction_id UUID PRIMARY KEY,
  account_id UUID REFERENCES account,
  institution_id UUID REFERENCES institution,
  line_id TEXT NOT NULL CHECK (line_id IN ('rides', 'projects', 'months', 'pointsUsed', 'pointsTurnedBack')),
  city_month DATE NOT NULL CHECK (extract(DAY FROM city_month) = 1),
  hearing SMALLINT NOT NULL CHECK (hearing >= 1),
  text TEXT NOT NULL CHECK (length(text) <= 500),
  state TEXT NOT NULL CHECK (state IN ('open', 'granted', 'refused', 'lapsed')),
  asked_at TIMESTAMPTZ NOT NULL,
  due_at TIMESTAMPTZ NOT NULL,
  granted_units INTEGER CHECK (granted_units <> 0 AND granted_units BETWEEN -1000000 AND 1000000),
  answer TEXT CHECK (length(answer) <= 500),
  answered_at TIMESTAMPTZ,
  CHECK (num_nonnulls(account_id, institution_id) = 1),
  CHECK ((state = 'open') = (answered_at IS NULL)),
  CHECK ((state = 'granted') = (granted_units IS NOT NULL)),
  CONSTRAINT credit_correction_heard_once UNIQUE NULLS NOT DISTINCT (account_id, institution_id, line_id, city_month, hearing)
);
CREATE UNIQUE INDEX credit_correction_one_open ON credit_correction (account_id, institution_id, line_id, city_month) NULLS NOT DISTINCT
  WHERE state = 'open';
CREATE INDEX credit_correction_institution ON credit_correction (institution_id) WHERE institution_id IS NOT NULL;
CREATE INDEX credit_correction_due ON credit_correction (due_at) WHERE state = 'open';

-- What a person of a body said to a correction: units she would grant, or a refusal. Only the words go when an account closes.
CREATE TABLE credit_correction_word (
  word_no BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  correction_id UUID NOT NULL REFERENCES credit_correction,
  staff_id TEXT NOT NULL REFERENCES staff,
  body TEXT NOT NULL CHECK (body IN ('centre', 'exchange', 'bureau')),
  units INTEGER CHECK (units <> 0),
  words TEXT NOT NULL CHECK (length(words) <= 500),
  said_at TIMESTAMPTZ NOT NULL
);
COMMENT ON COLUMN credit_correction_word.units IS 'whole units of the line, more or fewer; null for a refusal';
CREATE INDEX credit_correction_word_correction ON credit_correction_word (correction_id);
CREATE TRIGGER credit_correction_word_said BEFORE DELETE OR TRUNCATE OR
  UPDATE OF correction_id, staff_id, body, units, said_at ON credit_correction_word
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A statement: the record as of a moment, signed, for one reader, one purpose and one period. Without a reader it is read by a code its
-- holder shows, which counts once. It goes with the account it is of.
CREATE TABLE credit_statement (
  statement_id UUID PRIMARY KEY,
  account_id UUID REFERENCES account,
  institution_id UUID REFERENCES institution,
  reader_id UUID REFERENCES institution,
  purpose_id TEXT NOT NULL CHECK (purpose_id IN ('greenCredit', 'honours', 'tenancy', 'procurement', 'other')),
  purpose_words TEXT CHECK (length(purpose_words) BETWEEN 2 AND 40),
  from_day DATE NOT NULL,
  to_day DATE NOT NULL CHECK (to_day >= from_day),
  jws TEXT NOT NULL,
  made_at TIMESTAMPTZ NOT NULL,
  revoked_at TIMESTAMPTZ CHECK (revoked_at >= made_at),
  code_index BYTEA UNIQUE,
  code_ends_at TIMESTAMPTZ,
  -- Make a retry find the first one, and another text under its key show.
  request_key TEXT NOT NULL,
  request_digest BYTEA NOT NULL CHECK (length(request_digest) = 32),
  CHECK (num_nonnulls(account_id, institution_id) = 1),
  CHECK ((purpose_id = 'other') = (purpose_words IS NOT NULL)),
  CHECK ((code_index IS NULL) = (code_ends_at IS NULL)),
  CHECK (reader_id IS NULL OR code_index IS NULL),
  CONSTRAINT credit_statement_request UNIQUE NULLS NOT DISTINCT (account_id, institution_id, request_key)
);
CREATE INDEX credit_statement_institution ON credit_statement (institution_id) WHERE institution_id IS NOT NULL;
CREATE INDEX credit_statement_reader ON credit_statement (reader_id, to_day) WHERE reader_id IS NOT NULL;
CREATE TRIGGER credit_statement_said BEFORE TRUNCATE OR
  UPDATE OF statement_id, account_id, institution_id, reader_id, purpose_id, purpose_words, from_day, to_day, jws, made_at, request_key,
    request_digest ON credit_statement
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who asked to read a statement, what for, and whether it could be read. A reader that came by a code tells its own name.
CREATE TABLE credit_reading (
  reading_no BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  statement_id UUID NOT NULL REFERENCES credit_statement,
  member_id UUID REFERENCES institution_member,
  reader_zh TEXT NOT NULL,
  reader_en TEXT NOT NULL,
  purpose_id TEXT NOT NULL CHECK (purpose_id IN ('greenCredit', 'honours', 'tenancy', 'procurement', 'other')),
  purpose_words TEXT CHECK (length(purpose_words) <= 40),
  outcome TEXT NOT NULL CHECK (outcome IN ('read', 'revoked', 'outsidePeriod', 'otherPurpose')),
  read_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX credit_reading_statement ON credit_reading (statement_id, read_at);
CREATE TRIGGER credit_reading_unchanged BEFORE UPDATE OR TRUNCATE ON credit_reading
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whoever asked for a correction learns that it was answered.
ALTER TABLE message DROP CONSTRAINT message_kind_check;
ALTER TABLE message ADD CONSTRAINT message_kind_check
  CHECK (kind IN ('sceneOpened', 'appealAnswered', 'guardianNeeded', 'ofAge', 'wardOfAge', 'pointsEnd30', 'pointsEnd7', 'pointsEnd1',
    'voucherTwice', 'orderSpent', 'orderRefunded', 'delivered', 'deliveryRefused', 'voucherUndone', 'creditAnswered'));
