-- The ledger, and what settling and issuing must remember. Every movement of reductions is a transfer between two ledger
-- accounts; each side gets an entry with its running balance. A balance is a cache of entries and the audit proves it.

-- An id made from what it stands for: whoever derives it again gets the same, so a retry cannot make a second one. The first
-- six bytes come from `lead` (a uuidv7: its time), so that rows made together lie together in the index; RFC 9562 version 8.
CREATE FUNCTION derived_uuid(lead UUID, name TEXT) RETURNS UUID LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE bytes BYTEA := substring(uuid_send(lead) FROM 1 FOR 6) || sha256(uuid_send(lead) || convert_to(name, 'UTF8'));
BEGIN
  bytes := set_byte(bytes, 6, (get_byte(bytes, 6) & 15) | 128);
  bytes := set_byte(bytes, 8, (get_byte(bytes, 8) & 63) | 128);
  RETURN encode(substring(bytes FROM 1 FOR 16), 'hex')::uuid;
END $$;

CREATE FUNCTION ledger_account_key(owner_id UUID, book TEXT, unit TEXT, city_month DATE, methodology_class TEXT)
RETURNS UUID LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN derived_uuid(owner_id, concat_ws('/', book, unit, city_month - DATE '1970-01-01', methodology_class));
END $$;

-- One book of one owner in one unit. A holding is the book of one city month and methodology class. Only a source account may
-- go below zero: its balance is what it has given out. Room on the page lets a balance change in place, without index writes.
CREATE TABLE ledger_account (
  ledger_account_id UUID PRIMARY KEY
    GENERATED ALWAYS AS (ledger_account_key(owner_id, book, unit, city_month, methodology_class)) STORED,
  owner_id UUID NOT NULL,
  book TEXT NOT NULL CHECK (book ~ '^[a-z][a-z-]{1,31}$'),
  kind TEXT NOT NULL CHECK (kind IN ('resident', 'scheme')),
  unit TEXT NOT NULL CHECK (unit IN ('mgCO2e', 'point', 'fen')),
  city_month DATE CHECK (extract(DAY FROM city_month) = 1),
  methodology_class TEXT,
  is_source BOOLEAN NOT NULL DEFAULT false,
  balance BIGINT NOT NULL DEFAULT 0,
  version BIGINT NOT NULL DEFAULT 0 CHECK (version >= 0),
  UNIQUE NULLS NOT DISTINCT (owner_id, book, unit, city_month, methodology_class),
  CONSTRAINT ledger_account_never_below_zero CHECK (is_source OR balance >= 0),
  CONSTRAINT ledger_account_holding_is_dated
    CHECK ((book = 'holding') = (city_month IS NOT NULL) AND (city_month IS NULL) = (methodology_class IS NULL))
) WITH (fillfactor = 60);

-- No foreign keys between accounts, transfers and entries: they would double the cost of a posting and forbid spreading
-- accounts over machines. ledger_post refuses unknown accounts, and the audit proves what the keys would.
CREATE TABLE ledger_transfer (
  transfer_id UUID PRIMARY KEY,
  from_id UUID NOT NULL,
  to_id UUID NOT NULL,
  unit TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount > 0),
  kind TEXT NOT NULL CHECK (kind ~ '^[a-z][a-z-]{1,31}$'),
  -- What it was done for: a run, a closure, a voucher.
  cause_id UUID NOT NULL,
  occurred_at TIMESTAMPTZ NOT NULL,
  recorded_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CHECK (from_id <> to_id)
);

-- The key is the account's own count of entries: a lost update would collide with it.
CREATE TABLE ledger_entry (
  ledger_account_id UUID NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  transfer_id UUID NOT NULL,
  amount BIGINT NOT NULL CHECK (amount <> 0),
  balance_after BIGINT NOT NULL,
  PRIMARY KEY (ledger_account_id, version)
);

CREATE TRIGGER ledger_transfer_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transfer
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_account_identity BEFORE DELETE OR TRUNCATE OR
  UPDATE OF owner_id, book, kind, unit, city_month, methodology_class, is_source ON ledger_account
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER run_posting_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON run_posting
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER serial_block_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON serial_block
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Opens a ledger account, or finds the one that is there.
CREATE FUNCTION ledger_open(
  owner_id UUID, book TEXT, kind TEXT, unit TEXT,
  city_month DATE DEFAULT NULL, methodology_class TEXT DEFAULT NULL, is_source BOOLEAN DEFAULT false
) RETURNS UUID LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_account (owner_id, book, kind, unit, city_month, methodology_class, is_source)
  VALUES (owner_id, book, kind, unit, city_month, methodology_class, is_source)
  ON CONFLICT DO NOTHING;
  RETURN ledger_account_key(owner_id, book, unit, city_month, methodology_class);
END $$;

-- The scheme's own books. 'issuance' is where reductions come from: minus its balance is all that was ever issued.
CREATE FUNCTION scheme_owner() RETURNS UUID LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT '00000000-0000-8000-8000-000000000001'::uuid $$;
SELECT ledger_open(scheme_owner(), 'issuance', 'scheme', 'mgCO2e', is_source => true);
SELECT ledger_open(scheme_owner(), 'public-pool', 'scheme', 'mgCO2e');

-- Names what is wrong with transfers that could not all be applied. Called only when something is: never returns.
CREATE FUNCTION ledger_refuse(from_ids UUID[], to_ids UUID[], asked_units TEXT[]) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE wrong UUID;
BEGIN
  SELECT asked.id INTO wrong FROM unnest(from_ids || to_ids) AS asked (id)
  WHERE NOT EXISTS (SELECT FROM ledger_account WHERE ledger_account_id = asked.id) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'ledger.account-unknown' USING ERRCODE = 'SL002', DETAIL = wrong::text;
  END IF;
  SELECT asked.id INTO wrong FROM unnest(from_ids || to_ids, asked_units || asked_units) AS asked (id, unit)
  JOIN ledger_account ON ledger_account_id = asked.id AND ledger_account.unit <> asked.unit LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'ledger.unit-mismatch' USING ERRCODE = 'SL003', DETAIL = wrong::text;
  END IF;
  RAISE EXCEPTION 'ledger.below-zero' USING ERRCODE = 'SL004';
END $$;

-- One transfer, both accounts changed in id order; an UPDATE that had to wait computes from the row as it is by then.
CREATE FUNCTION ledger_move_one(moved_id UUID, giver UUID, taker UUID, moved_unit TEXT, moved_amount BIGINT)
RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  ids UUID[] := ARRAY[least(giver, taker), greatest(giver, taker)];
  signed BIGINT[] := CASE WHEN giver < taker THEN ARRAY[-moved_amount, moved_amount] ELSE ARRAY[moved_amount, -moved_amount] END;
  balance_1 BIGINT; version_1 BIGINT; balance_2 BIGINT; version_2 BIGINT;
BEGIN
  UPDATE ledger_account SET balance = balance + signed[1], version = version + 1
  WHERE ledger_account_id = ids[1] AND unit = moved_unit AND (is_source OR balance + signed[1] >= 0)
  RETURNING balance, version INTO balance_1, version_1;
  UPDATE ledger_account SET balance = balance + signed[2], version = version + 1
  WHERE ledger_account_id = ids[2] AND unit = moved_unit AND (is_source OR balance + signed[2] >= 0)
  RETURNING balance, version INTO balance_2, version_2;
  IF version_1 IS NULL OR version_2 IS NULL THEN
    PERFORM ledger_refuse(ARRAY[giver], ARRAY[taker], ARRAY[moved_unit]);
  END IF;
  INSERT INTO ledger_entry (ledger_account_id, version, transfer_id, amount, balance_after)
  VALUES (ids[1], version_1, moved_id, signed[1], balance_1), (ids[2], version_2, moved_id, signed[2], balance_2);
END $$;

-- Many transfers in the order given, each valid at its own moment. The accounts are locked by a statement of their own, in id
-- order: the next statement then sees them as they are, so nothing is lost however many calls meet. Where an account occurs
-- many times its entries carry the running balance, and the account is written once.
CREATE FUNCTION ledger_move_many(moved_ids UUID[], from_ids UUID[], to_ids UUID[], units TEXT[], amounts BIGINT[])
RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE entries INTEGER;
BEGIN
  PERFORM FROM ledger_account WHERE ledger_account_id = ANY (from_ids || to_ids)
  ORDER BY ledger_account_id FOR NO KEY UPDATE;
  WITH side AS (
    SELECT t.n, t.transfer_id, t.unit, s.account_id, s.amount
    FROM unnest(moved_ids, from_ids, to_ids, units, amounts) WITH ORDINALITY
      AS t (transfer_id, from_id, to_id, unit, amount, n)
    CROSS JOIN LATERAL (VALUES (t.from_id, -t.amount), (t.to_id, t.amount)) AS s (account_id, amount)
  ), running AS (
    SELECT n, transfer_id, unit, account_id, amount,
      sum(amount) OVER (PARTITION BY account_id, unit ORDER BY n) AS so_far
    FROM side
  ), change AS (
    SELECT account_id, unit, sum(amount)::bigint AS delta, min(so_far) AS lowest, count(*) AS moves,
      array_agg(transfer_id ORDER BY n) AS transfer_ids, array_agg(amount ORDER BY n) AS amounts,
      array_agg(so_far ORDER BY n) AS so_fars
    FROM running GROUP BY account_id, unit
  ), moved AS (
    UPDATE ledger_account AS a SET balance = a.balance + c.delta, version = a.version + c.moves
    FROM change AS c
    WHERE a.ledger_account_id = c.account_id AND a.unit = c.unit AND (a.is_source OR a.balance + c.lowest >= 0)
    RETURNING a.ledger_account_id, a.balance - c.delta AS balance_before, a.version - c.moves AS version_before,
      c.transfer_ids, c.amounts, c.so_fars
  )
  INSERT INTO ledger_entry (ledger_account_id, version, transfer_id, amount, balance_after)
  SELECT m.ledger_account_id, m.version_before + e.n, e.transfer_id, e.amount, m.balance_before + e.so_far
  FROM moved AS m CROSS JOIN LATERAL unnest(m.transfer_ids, m.amounts, m.so_fars) WITH ORDINALITY
    AS e (transfer_id, amount, so_far, n);
  GET DIAGNOSTICS entries = ROW_COUNT;
  IF entries <> 2 * cardinality(moved_ids) THEN
    PERFORM ledger_refuse(from_ids, to_ids, units);
  END IF;
END $$;

-- Posts transfers, all or none, and returns how many are new. A transfer that is there already with the same payload is left
-- alone; another payload under its id raises ledger.transfer-reused. No account is opened. Refuses by name
-- (SQLSTATE SL001 ledger.transfer-reused, SL002 ledger.account-unknown, SL003 ledger.unit-mismatch, SL004 ledger.below-zero).
CREATE FUNCTION ledger_post(
  transfer_ids UUID[], from_ids UUID[], to_ids UUID[], units TEXT[], amounts BIGINT[],
  kinds TEXT[], cause_ids UUID[], occurred_ats TIMESTAMPTZ[]
) RETURNS INTEGER LANGUAGE plpgsql AS $$
DECLARE
  asked INTEGER := cardinality(transfer_ids);
  fresh UUID[];
  reused UUID;
BEGIN
  IF asked = 1 THEN
    INSERT INTO ledger_transfer (transfer_id, from_id, to_id, unit, amount, kind, cause_id, occurred_at)
    VALUES (transfer_ids[1], from_ids[1], to_ids[1], units[1], amounts[1], kinds[1], cause_ids[1], occurred_ats[1])
    ON CONFLICT DO NOTHING;
    IF FOUND THEN
      PERFORM ledger_move_one(transfer_ids[1], from_ids[1], to_ids[1], units[1], amounts[1]);
      RETURN 1;
    END IF;
  ELSE
    -- In id order, so that two calls that share transfers wait for each other instead of deadlocking.
    WITH inserted AS (
      INSERT INTO ledger_transfer (transfer_id, from_id, to_id, unit, amount, kind, cause_id, occurred_at)
      SELECT t.* FROM unnest(transfer_ids, from_ids, to_ids, units, amounts, kinds, cause_ids, occurred_ats)
        AS t (transfer_id, from_id, to_id, unit, amount, kind, cause_id, occurred_at)
      ORDER BY t.transfer_id
      ON CONFLICT DO NOTHING RETURNING transfer_id
    )
    SELECT array_agg(transfer_id) INTO fresh FROM inserted;
    IF cardinality(fresh) = asked THEN
      PERFORM ledger_move_many(transfer_ids, from_ids, to_ids, units, amounts);
      RETURN asked;
    END IF;
  END IF;
  SELECT t.transfer_id INTO reused
  FROM unnest(transfer_ids, from_ids, to_ids, units, amounts, kinds, cause_ids, occurred_ats)
    AS t (transfer_id, from_id, to_id, unit, amount, kind, cause_id, occurred_at)
  JOIN ledger_transfer AS kept USING (transfer_id)
  WHERE (t.from_id, t.to_id, t.unit, t.amount, t.kind, t.cause_id, t.occurred_at)
    IS DISTINCT FROM (kept.from_id, kept.to_id, kept.unit, kept.amount, kept.kind, kept.cause_id, kept.occurred_at)
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'ledger.transfer-reused' USING ERRCODE = 'SL001', DETAIL = reused::text;
  END IF;
  IF fresh IS NULL THEN RETURN 0; END IF;
  -- Some were there already, or one id came twice in this call: the first of each new id moves.
  PERFORM ledger_move_many(array_agg(first.transfer_id ORDER BY first.n), array_agg(first.from_id ORDER BY first.n),
    array_agg(first.to_id ORDER BY first.n), array_agg(first.unit ORDER BY first.n), array_agg(first.amount ORDER BY first.n))
  FROM (
    SELECT DISTINCT ON (t.transfer_id) t.*
    FROM unnest(transfer_ids, from_ids, to_ids, units, amounts) WITH ORDINALITY
      AS t (transfer_id, from_id, to_id, unit, amount, n)
    WHERE t.transfer_id = ANY (fresh)
    ORDER BY t.transfer_id, t.n
  ) AS first;
  RETURN cardinality(fresh);
END $$;

-- The key under which a resident appears in one run's canonical list and samples: 16 bytes, joined to nothing else.
CREATE FUNCTION salted_account_key(salt BYTEA, account_id UUID) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
  $$ SELECT encode(substring(sha256(salt || uuid_send(account_id)) FROM 1 FOR 16), 'hex') $$;

-- Which ride a duplicate trip lost to. Without it a withdrawn winner could not give the trip back to the ride that lost.
CREATE TABLE ride_overlap (
  operator_day DATE NOT NULL,
  ride_key UUID NOT NULL,
  winner_day DATE NOT NULL,
  winner_key UUID NOT NULL,
  decided_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (operator_day, ride_key)
);
CREATE INDEX ride_overlap_winner ON ride_overlap (winner_day, winner_key);

-- Figures of a run by the district its residents live in, as it was when the run settled.
CREATE TABLE run_district (
  run_id UUID NOT NULL REFERENCES run,
  district TEXT NOT NULL,
  rides BIGINT NOT NULL CHECK (rides > 0),
  accounts BIGINT NOT NULL CHECK (accounts > 0),
  reduction_milligrams BIGINT NOT NULL CHECK (reduction_milligrams >= 0),
  PRIMARY KEY (run_id, district)
);

-- What a verifier should look at, counted when the run settled.
CREATE TABLE run_anomaly (
  run_id UUID NOT NULL REFERENCES run,
  kind TEXT NOT NULL
    CHECK (kind IN ('impossibleSpeed', 'tooManyRides', 'conflictingRows', 'operatorFigureDiffers', 'duplicateTrips')),
  rides BIGINT NOT NULL CHECK (rides > 0),
  PRIMARY KEY (run_id, kind)
);

-- Every replay of a run, whoever asked and whatever came out.
CREATE TABLE run_replay (
  replay_id UUID PRIMARY KEY,
  run_id UUID NOT NULL REFERENCES run,
  replayed_at TIMESTAMPTZ NOT NULL,
  replayed_by TEXT NOT NULL,
  rides BIGINT NOT NULL,
  reduction_milligrams BIGINT NOT NULL,
  evidence_digest BYTEA NOT NULL,
  -- Rides whose evidence does not bear them out: wrong figure, no valid link or no valid consent.
  faults BIGINT NOT NULL CHECK (faults >= 0),
  equal BOOLEAN NOT NULL
);
CREATE INDEX run_replay_run ON run_replay (run_id, replayed_at);
CREATE TRIGGER run_replay_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON run_replay
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A text for a member of staff to sign, once.
CREATE TABLE staff_challenge (
  challenge_id UUID PRIMARY KEY,
  staff_id TEXT NOT NULL REFERENCES staff,
  text TEXT NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  used_at TIMESTAMPTZ
);
CREATE INDEX staff_challenge_age ON staff_challenge (expires_at);
