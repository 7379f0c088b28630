-- The scheme and its people: reference data, accounts, consents, instruments, rides and issuance runs. Rules that can be a
-- constraint are one, because the service is not the only hand that will ever touch this data.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Reference data: small, read by everything, written rarely. The smallint numbers stand in for the ids on the hot tables.

CREATE TABLE operator (
  operator_id TEXT PRIMARY KEY CHECK (operator_id ~ '^[a-z][a-z0-9-]{1,31}$'),
  operator_no SMALLINT NOT NULL UNIQUE GENERATED ALWAYS AS IDENTITY,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL
);

-- An asymmetric key is stored as its public half; a shared secret only sealed (key_sealed), never in the clear.
CREATE TABLE operator_key (
  key_id TEXT PRIMARY KEY,
  operator_id TEXT NOT NULL REFERENCES operator,
  algorithm TEXT NOT NULL CHECK (algorithm IN ('ed25519', 'hmac-sha256', 'hmac-sm3', 'sm2-sm3')),
  public_key BYTEA,
  key_sealed BYTEA,
  valid_from TIMESTAMPTZ NOT NULL,
  valid_to TIMESTAMPTZ,
  CHECK ((public_key IS NULL) <> (key_sealed IS NULL))
);

CREATE TABLE scene (
  scene_id TEXT PRIMARY KEY CHECK (scene_id ~ '^[a-z][a-z0-9-]{1,31}$'),
  scene_no SMALLINT NOT NULL UNIQUE GENERATED ALWAYS AS IDENTITY,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  -- What a ride of this scene is measured in; a boarding needs no distance.
  quantity_unit TEXT NOT NULL CHECK (quantity_unit IN ('metre', 'boarding', 'kilowatthour')),
  -- Longest believable ride; a row beyond it is refused by name.
  distance_max_meters INTEGER NOT NULL CHECK (distance_max_meters > 0),
  -- Shown while no methodology is published for it.
  disabled_reason_zh TEXT NOT NULL,
  disabled_reason_en TEXT NOT NULL
);

CREATE TABLE scene_provider (
  scene_id TEXT NOT NULL REFERENCES scene,
  operator_id TEXT NOT NULL REFERENCES operator,
  -- Of two channels that report one trip the lower rank wins.
  channel_rank SMALLINT NOT NULL,
  channel_zh TEXT NOT NULL,
  channel_en TEXT NOT NULL,
  PRIMARY KEY (scene_id, operator_id)
);

-- A methodology version is data: `definition` is the whole published record, the columns are what queries and constraints need.
CREATE TABLE methodology (
  methodology_no SMALLINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  code TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  scheme_id TEXT NOT NULL,
  scene_id TEXT NOT NULL,
  class TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('published', 'disabled', 'retired')),
  valid_from DATE NOT NULL,
  valid_to DATE,
  definition JSONB NOT NULL,
  published_at TIMESTAMPTZ NOT NULL,
  UNIQUE (code, version),
  CHECK (valid_to IS NULL OR valid_to > valid_from),
  -- One published version a scheme, scene and day: a ride's version is never a matter of taste.
  EXCLUDE USING gist (scheme_id WITH =, scene_id WITH =, daterange(valid_from, valid_to) WITH &&) WHERE (status = 'published')
);

CREATE TABLE notice (
  version TEXT PRIMARY KEY,
  published_at TIMESTAMPTZ NOT NULL,
  body JSONB NOT NULL
);

-- People. The person's id is kept as a keyed blind index and sealed; both are erased on closure, the account id stays as an
-- unlinkable accounting key so that the ledger still proves itself (PIPL Art 47).

CREATE TABLE account (
  account_id UUID PRIMARY KEY,
  person_index BYTEA UNIQUE,
  person_sealed BYTEA,
  district TEXT,
  notice_version TEXT REFERENCES notice,
  proof TEXT NOT NULL CHECK (proof IN ('host', 'cityCode')),
  guardian_account_id UUID REFERENCES account,
  opened_at TIMESTAMPTZ NOT NULL,
  closed_at TIMESTAMPTZ,
  CHECK ((closed_at IS NULL) = (person_index IS NOT NULL)),
  CHECK ((person_index IS NULL) = (person_sealed IS NULL))
);

-- Separate for each scene and provider; a withdrawal ends the row and a new grant starts another (PIPL Arts 15, 23, 29).
CREATE TABLE consent (
  account_id UUID NOT NULL REFERENCES account,
  scene_no SMALLINT NOT NULL REFERENCES scene (scene_no),
  operator_no SMALLINT NOT NULL REFERENCES operator (operator_no),
  granted_at TIMESTAMPTZ NOT NULL,
  withdrawn_at TIMESTAMPTZ,
  notice_version TEXT NOT NULL REFERENCES notice,
  PRIMARY KEY (account_id, scene_no, operator_no, granted_at),
  CHECK (withdrawn_at IS NULL OR withdrawn_at >= granted_at)
);
CREATE UNIQUE INDEX consent_one_open ON consent (account_id, scene_no, operator_no) WHERE withdrawn_at IS NULL;

-- blind_index: 16 bytes of the keyed digest of scheme and number; the number itself only sealed.
CREATE TABLE instrument (
  instrument_id UUID PRIMARY KEY,
  blind_index UUID NOT NULL UNIQUE,
  scheme TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('rideCode', 'phoneCard', 'bikeAccount')),
  issuer_zh TEXT NOT NULL,
  issuer_en TEXT NOT NULL,
  number_sealed BYTEA NOT NULL,
  number_tail TEXT NOT NULL
);

-- One owner at a time, with from-to dates; relinking never moves past rides because a ride keeps the account of its moment.
CREATE TABLE instrument_link (
  instrument_id UUID NOT NULL REFERENCES instrument,
  account_id UUID NOT NULL REFERENCES account,
  linked_at TIMESTAMPTZ NOT NULL,
  unlinked_at TIMESTAMPTZ,
  proof TEXT NOT NULL CHECK (proof IN ('host', 'cityCode')),
  PRIMARY KEY (instrument_id, linked_at),
  CHECK (unlinked_at IS NULL OR unlinked_at >= linked_at),
  EXCLUDE USING gist (instrument_id WITH =, tstzrange(linked_at, unlinked_at) WITH &&)
);
CREATE INDEX instrument_link_account ON instrument_link (account_id);

-- An issuance run: all rides of one operator, scene and city day whose window closed together; later arrivals go to run 2, 3 …
-- A ride names its run when it is taken in (operator_day, operator_no, scene_no, run_no), so closing a run rewrites no ride.
CREATE TABLE run (
  run_id UUID PRIMARY KEY,
  operator_day DATE NOT NULL,
  operator_no SMALLINT NOT NULL REFERENCES operator (operator_no),
  scene_no SMALLINT NOT NULL REFERENCES scene (scene_no),
  run_no SMALLINT NOT NULL CHECK (run_no >= 1),
  methodology_no SMALLINT NOT NULL REFERENCES methodology,
  state TEXT NOT NULL CHECK (state IN ('open', 'settled', 'empty', 'reported', 'verified', 'confirmed', 'issued', 'returned')),
  opened_at TIMESTAMPTZ NOT NULL,
  closes_at TIMESTAMPTZ NOT NULL,
  -- Salts the account key in the canonical list, so that lists of two runs cannot be joined on a person.
  salt BYTEA NOT NULL,
  rides BIGINT,
  accounts BIGINT,
  reduction_milligrams BIGINT CHECK (reduction_milligrams >= 0),
  evidence_digest BYTEA,
  settled_at TIMESTAMPTZ,
  reported_at TIMESTAMPTZ,
  reported_key_id TEXT,
  reported_signature TEXT,
  verified_at TIMESTAMPTZ,
  verified_by TEXT,
  replay_digest BYTEA,
  confirmed_at TIMESTAMPTZ,
  issued_at TIMESTAMPTZ,
  serial_from BIGINT,
  serial_to BIGINT,
  returned_reason TEXT,
  UNIQUE (operator_day, operator_no, scene_no, run_no),
  CHECK (state IN ('open', 'empty') OR (rides > 0 AND reduction_milligrams IS NOT NULL AND evidence_digest IS NOT NULL)),
  CHECK (state <> 'issued' OR (issued_at IS NOT NULL AND serial_to - serial_from + 1 = reduction_milligrams))
);
CREATE UNIQUE INDEX run_one_open ON run (operator_day, operator_no, scene_no) WHERE state = 'open';
CREATE INDEX run_open_closes ON run (closes_at) WHERE state = 'open';

-- Four eyes: the primary key is what refuses one person confirming twice.
CREATE TABLE run_confirmation (
  run_id UUID NOT NULL REFERENCES run,
  staff_id TEXT NOT NULL,
  confirmed_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (run_id, staff_id)
);

-- A ride. Retained evidence: every column but the stations, which are dropped once it is final and past appeal.
-- ride_key: 2 bytes of the day (days since 2020-01-01), 14 bytes of the digest of operator, day and ride number, so that a
-- ride id alone names its partition. payload_digest: 16 bytes over the whole row as sent, tells duplicate from conflict.
-- No foreign keys here: this is the hot path, and the audit proves what they would.
CREATE TABLE ride (
  operator_day DATE NOT NULL,
  ride_key UUID NOT NULL,
  account_id UUID NOT NULL,
  instrument_id UUID NOT NULL,
  boarded_at TIMESTAMPTZ NOT NULL,
  alighted_at TIMESTAMPTZ,
  received_at TIMESTAMPTZ NOT NULL,
  reduction_milligrams BIGINT NOT NULL CHECK (reduction_milligrams >= 0),
  -- The operator's own figure where it differs from ours: a named break.
  operator_milligrams BIGINT,
  distance_meters INTEGER CHECK (distance_meters >= 0),
  operator_no SMALLINT NOT NULL,
  scene_no SMALLINT NOT NULL,
  methodology_no SMALLINT NOT NULL,
  run_no SMALLINT NOT NULL,
  revision SMALLINT NOT NULL DEFAULT 0,
  state SMALLINT NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),
  payload_digest UUID NOT NULL,
  board_station TEXT,
  alight_station TEXT,
  -- Keyed digest of the two stations: keeps the overlap decision replayable after the stations are dropped.
  stations_digest UUID,
  PRIMARY KEY (operator_day, ride_key),
  CHECK (alighted_at IS NULL OR alighted_at >= boarded_at)
) PARTITION BY RANGE (operator_day);
COMMENT ON COLUMN ride.state IS '0 counts (follows its run), 1 refused as duplicate trip, 2 withdrawn by the operator';
CREATE INDEX ride_account ON ride (account_id, boarded_at);

-- Day partitions keep the dedupe index of a day small whatever the year holds. Concurrent callers are harmless.
CREATE FUNCTION ensure_ride_partition(day DATE) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE name TEXT := 'ride_' || to_char(day, 'YYYYMMDD');
BEGIN
  IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('ride partition'));
  IF to_regclass(name) IS NULL THEN
    EXECUTE format('CREATE TABLE %I PARTITION OF ride FOR VALUES FROM (%L) TO (%L)', name, day, day + 1);
  END IF;
END $$;

-- What an operator sent, and the verdicts it got: the same answer for every retry.
CREATE TABLE push (
  operator_no SMALLINT NOT NULL REFERENCES operator (operator_no),
  push_id TEXT NOT NULL,
  content_digest BYTEA NOT NULL,
  received_at TIMESTAMPTZ NOT NULL,
  row_count INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  duplicate INTEGER NOT NULL,
  conflict INTEGER NOT NULL,
  unmatched INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  -- gzip of the answer's JSON; holds lines and verdicts, no ride numbers and no person.
  outcome BYTEA NOT NULL,
  PRIMARY KEY (operator_no, push_id)
);

-- Refused rows without personal data, kept 90 days so that an operator can mend its sender.
CREATE TABLE row_refusal (
  operator_no SMALLINT NOT NULL,
  push_id TEXT NOT NULL,
  line INTEGER NOT NULL,
  code TEXT NOT NULL,
  field TEXT,
  refused_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (operator_no, push_id, line)
);
CREATE INDEX row_refusal_age ON row_refusal (refused_at);

-- Same ride key, other payload: quarantined, the first stays. Only digests are kept.
CREATE TABLE ride_conflict (
  operator_day DATE NOT NULL,
  ride_key UUID NOT NULL,
  payload_digest UUID NOT NULL,
  operator_no SMALLINT NOT NULL,
  push_id TEXT NOT NULL,
  line INTEGER NOT NULL,
  received_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (operator_day, ride_key, payload_digest)
);

-- What one run posted to one account: one posting per account and run.
CREATE TABLE run_posting (
  run_id UUID NOT NULL REFERENCES run,
  account_id UUID NOT NULL,
  rides INTEGER NOT NULL CHECK (rides > 0),
  reduction_milligrams BIGINT NOT NULL CHECK (reduction_milligrams > 0),
  PRIMARY KEY (run_id, account_id)
);
CREATE INDEX run_posting_account ON run_posting (account_id);

-- Issued per account, month and scene: what home shows, derived at issuance and proved by the audit.
CREATE TABLE account_month (
  account_id UUID NOT NULL,
  city_month DATE NOT NULL CHECK (extract(DAY FROM city_month) = 1),
  scene_no SMALLINT NOT NULL,
  rides INTEGER NOT NULL,
  issued_milligrams BIGINT NOT NULL CHECK (issued_milligrams >= 0),
  PRIMARY KEY (account_id, city_month, scene_no)
);

-- The registry's one range of serials, one serial a milligram. The row is the lock: runs take ranges one after the other.
CREATE TABLE serial_counter (
  only_row BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_row),
  next_serial BIGINT NOT NULL CHECK (next_serial >= 1)
);
INSERT INTO serial_counter (next_serial) VALUES (1);

-- A person's own range is written only when grams leave her account; until then it follows from the run's order.
CREATE TABLE serial_block (
  run_id UUID NOT NULL REFERENCES run,
  serial_from BIGINT NOT NULL,
  serial_to BIGINT NOT NULL,
  holder TEXT NOT NULL,
  transfer_id UUID NOT NULL,
  moved_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (serial_from),
  CHECK (serial_to >= serial_from),
  EXCLUDE USING gist (int8range(serial_from, serial_to, '[]') WITH &&)
);

CREATE TABLE appeal (
  appeal_id UUID PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES account,
  operator_day DATE NOT NULL,
  ride_key UUID NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('wrongDistance', 'notMine', 'refusedWrongly', 'other')),
  text TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'upheld', 'dismissed')),
  opened_at TIMESTAMPTZ NOT NULL,
  answer_due_at TIMESTAMPTZ NOT NULL,
  answer TEXT,
  answered_by TEXT,
  answered_at TIMESTAMPTZ,
  CHECK ((state = 'open') = (answered_at IS NULL))
);
CREATE UNIQUE INDEX appeal_one_open ON appeal (operator_day, ride_key) WHERE state = 'open';
CREATE INDEX appeal_account ON appeal (account_id);

CREATE TABLE staff (
  staff_id TEXT PRIMARY KEY CHECK (staff_id ~ '^[a-z][a-z0-9-]{1,31}$'),
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('centre', 'exchange', 'bureau', 'district')),
  district TEXT,
  -- Four eyes are two keys: one key for two people would let one of them sign as both.
  public_key BYTEA NOT NULL CONSTRAINT staff_one_key_a_person UNIQUE,
  active BOOLEAN NOT NULL DEFAULT true,
  CHECK ((role = 'district') = (district IS NOT NULL))
);

-- Who read whose data, and why (PIPL Art 45): shown to the resident.
CREATE TABLE data_read (
  account_id UUID NOT NULL,
  read_at TIMESTAMPTZ NOT NULL,
  reader_zh TEXT NOT NULL,
  reader_en TEXT NOT NULL,
  purpose_zh TEXT NOT NULL,
  purpose_en TEXT NOT NULL
);
CREATE INDEX data_read_account ON data_read (account_id, read_at DESC);

CREATE TABLE scene_watch (
  account_id UUID NOT NULL REFERENCES account,
  scene_no SMALLINT NOT NULL REFERENCES scene (scene_no),
  since TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (account_id, scene_no)
);
