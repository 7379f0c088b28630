-- Until now an operator sent the rides of everybody, and we threw away what nobody had consented to. From now on it can ask which of its
-- instruments are consented, so that no other ride need leave it; and it is told to delete what it holds of those that no longer are.
--
-- An entry gets its number when it is read, not when it is written. A number drawn while writing is visible in the order of commits, and a
-- reader that has passed it never comes back for the one that committed late; a counter locked by every writer would make all residents of an
-- operator wait for each other; and the numbers of transactions begin anew in a restored database. So links and consents only leave a row
-- without a number, and whoever reads numbers what is committed by then, one reader of an operator at a time: late is numbered later.

-- Whose numbers an operator knows. A card may be consented to an operator that has never seen it (all cards of an account follow its
-- consents), and that operator must not learn its number from us.
CREATE TABLE operator_scheme (
  operator_id TEXT NOT NULL REFERENCES operator,
  scheme TEXT NOT NULL CHECK (scheme ~ '^[a-z][a-z0-9-]{1,31}$'),
  -- How the numbers of this operator begin, where several share a scheme.
  number_prefix TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (operator_id, scheme, number_prefix)
);

-- The last number given in an operator's feed. Its row is the turn of whoever reads.
CREATE TABLE consent_feed (
  operator_no SMALLINT PRIMARY KEY REFERENCES operator (operator_no),
  last_no BIGINT NOT NULL DEFAULT 0 CHECK (last_no >= 0)
);

-- One for each time an instrument's link and its owner's consent to one operator and scene were both open. Its id is drawn at random and
-- names neither: two instruments of one person have nothing in common here that an operator is told.
CREATE TABLE instrument_consent (
  instrument_consent_id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  operator_no SMALLINT NOT NULL REFERENCES operator (operator_no),
  scene_no SMALLINT NOT NULL REFERENCES scene (scene_no),
  instrument_id UUID NOT NULL REFERENCES instrument,
  account_id UUID NOT NULL REFERENCES account,
  linked_at TIMESTAMPTZ NOT NULL,
  granted_at TIMESTAMPTZ NOT NULL,
  -- Whole minutes, rounded up: what the operator is told. To the millisecond two cards linked by one step would know each other.
  from_minute TIMESTAMPTZ NOT NULL CHECK (date_trunc('minute', from_minute, 'UTC') = from_minute),
  until_minute TIMESTAMPTZ CHECK (date_trunc('minute', until_minute, 'UTC') = until_minute),
  ended_at TIMESTAMPTZ,
  -- Found not to be a number of this operator when it was to be told.
  is_foreign BOOLEAN NOT NULL DEFAULT false,
  -- Its places in the feed; one that ended before it was told is forgotten instead.
  granted_no BIGINT,
  ended_no BIGINT,
  -- The number as the instrument sealed it: kept from the end until the operator has said that it deleted, because the card itself may be
  -- forgotten with its account meanwhile.
  number_sealed BYTEA,
  receipted_at TIMESTAMPTZ,
  UNIQUE (operator_no, granted_no),
  UNIQUE (operator_no, ended_no),
  CHECK (until_minute >= from_minute),
  CHECK ((ended_at IS NULL) = (until_minute IS NULL)),
  CHECK (ended_at IS NULL OR granted_no IS NOT NULL),
  CHECK (ended_no IS NULL OR ended_at IS NOT NULL AND ended_no > granted_no),
  CHECK (receipted_at IS NULL OR ended_at IS NOT NULL),
  CHECK ((number_sealed IS NOT NULL) = (ended_at IS NOT NULL AND receipted_at IS NULL)),
  CHECK (NOT (is_foreign AND granted_no IS NOT NULL))
);
CREATE UNIQUE INDEX instrument_consent_one_open ON instrument_consent (instrument_id, operator_no, scene_no) WHERE ended_at IS NULL;
CREATE INDEX instrument_consent_account ON instrument_consent (account_id);
CREATE INDEX instrument_consent_open_no ON instrument_consent (operator_no, granted_no) WHERE ended_at IS NULL;
CREATE INDEX instrument_consent_untold ON instrument_consent (operator_no, from_minute, instrument_consent_id)
  WHERE ended_at IS NULL AND granted_no IS NULL AND NOT is_foreign;
CREATE INDEX instrument_consent_untold_end ON instrument_consent (operator_no, until_minute, instrument_consent_id)
  WHERE ended_at IS NOT NULL AND ended_no IS NULL;
CREATE INDEX instrument_consent_to_delete ON instrument_consent (operator_no, until_minute, instrument_consent_id)
  WHERE ended_at IS NOT NULL AND receipted_at IS NULL;

-- What an operator says it deleted, as it signed it. Said once.
CREATE TABLE deletion_receipt (
  instrument_consent_id UUID PRIMARY KEY REFERENCES instrument_consent,
  received_at TIMESTAMPTZ NOT NULL,
  deleted_at TIMESTAMPTZ NOT NULL,
  deleted_records BIGINT NOT NULL CHECK (deleted_records >= 0),
  key_id TEXT NOT NULL REFERENCES operator_key,
  signature_base TEXT NOT NULL,
  signature BYTEA NOT NULL,
  body TEXT NOT NULL
);
CREATE TRIGGER deletion_receipt_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON deletion_receipt
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION minute_from(moment TIMESTAMPTZ) RETURNS TIMESTAMPTZ LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT date_trunc('minute', moment + interval '1 minute' - interval '1 microsecond', 'UTC')
$$;

-- Ends what is no longer routed and begins what newly is, for these instruments.
CREATE FUNCTION follow_instrument_consent(instrument_ids UUID[]) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM instrument_consent AS held
  WHERE instrument_id = ANY (instrument_ids) AND ended_at IS NULL AND granted_no IS NULL AND NOT EXISTS (
    SELECT FROM ride_route AS route
    WHERE (route.instrument_id, route.operator_no, route.scene_no, route.account_id, route.since)
      = (held.instrument_id, held.operator_no, held.scene_no, held.account_id, greatest(held.linked_at, held.granted_at)));
  UPDATE instrument_consent AS ending
  SET ended_at = ends.at, until_minute = greatest(ending.from_minute, minute_from(ends.at)), number_sealed = ends.number_sealed
  FROM (
    SELECT held.instrument_consent_id, instrument.number_sealed, coalesce(least(link.unlinked_at, consent.withdrawn_at),
      statement_timestamp()) AS at
    FROM instrument_consent AS held
    JOIN instrument ON instrument.instrument_id = held.instrument_id
    LEFT JOIN instrument_link AS link ON (link.instrument_id, link.linked_at) = (held.instrument_id, held.linked_at)
    LEFT JOIN consent ON (consent.account_id, consent.scene_no, consent.operator_no, consent.granted_at)
      = (held.account_id, held.scene_no, held.operator_no, held.granted_at)
    WHERE held.instrument_id = ANY (instrument_ids) AND held.ended_at IS NULL AND NOT EXISTS (
      SELECT FROM ride_route AS route
      WHERE (route.instrument_id, route.operator_no, route.scene_no, route.account_id, route.since)
        = (held.instrument_id, held.operator_no, held.scene_no, held.account_id, greatest(held.linked_at, held.granted_at)))
  ) AS ends
  WHERE ending.instrument_consent_id = ends.instrument_consent_id AND ending.ended_at IS NULL;
  INSERT INTO instrument_consent (operator_no, scene_no, instrument_id, account_id, linked_at, granted_at, from_minute)
  SELECT route.operator_no, route.scene_no, route.instrument_id, route.account_id, link.linked_at, consent.granted_at,
    minute_from(route.since)
  FROM ride_route AS route
  JOIN instrument_link AS link ON link.instrument_id = route.instrument_id AND link.unlinked_at IS NULL
  JOIN consent ON consent.account_id = route.account_id AND consent.scene_no = route.scene_no
    AND consent.operator_no = route.operator_no AND consent.withdrawn_at IS NULL
  WHERE route.instrument_id = ANY (instrument_ids)
  ON CONFLICT (instrument_id, operator_no, scene_no) WHERE ended_at IS NULL DO NOTHING;
END $$;

-- As before; then what operators are told follows.
CREATE OR REPLACE FUNCTION refresh_ride_route(instrument_ids UUID[]) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  IF instrument_ids IS NULL THEN RETURN; END IF;
  -- Under a snapshot older than that lock a withdrawal would not see the route it must end.
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'links and consents are written under read committed only' USING ERRCODE = 'feature_not_supported';
  END IF;
  DELETE FROM ride_route WHERE instrument_id = ANY (instrument_ids);
  INSERT INTO ride_route (blind_index, operator_no, scene_no, instrument_id, account_id, since)
  SELECT instrument.blind_index, consent.operator_no, consent.scene_no, instrument.instrument_id, link.account_id,
    greatest(link.linked_at, consent.granted_at)
  FROM instrument_link AS link
  JOIN instrument ON instrument.instrument_id = link.instrument_id
  JOIN consent ON consent.account_id = link.account_id
  WHERE link.instrument_id = ANY (instrument_ids) AND link.unlinked_at IS NULL AND consent.withdrawn_at IS NULL
  FOR SHARE OF link, consent
  ON CONFLICT (blind_index, operator_no, scene_no) DO UPDATE
  SET instrument_id = excluded.instrument_id, account_id = excluded.account_id, since = excluded.since;
  PERFORM follow_instrument_consent(instrument_ids);
END $$;

-- A card linked and a consent given at the same moment do not see each other's row, and neither made a route: a ride was looked up then, a
-- consented instrument would never be told. The second waits for the first, by the lock that consents of one account take already.
CREATE FUNCTION meet_on_account(account_ids UUID[]) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  -- Many accounts at once are a load of data, which nobody works beside, and more locks than a server keeps.
  IF cardinality(account_ids) > 100 THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('consent ' || account_id, 0))
  FROM (SELECT account_id FROM unnest(account_ids) AS account_id ORDER BY account_id) AS ordered;
END $$;

-- As before; what begins meets on its account first.
CREATE OR REPLACE FUNCTION ride_route_follows_link() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM meet_on_account((SELECT array_agg(DISTINCT account_id) FROM changed));
  END IF;
  PERFORM refresh_ride_route((SELECT array_agg(DISTINCT instrument_id) FROM changed));
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION ride_route_follows_consent() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM meet_on_account((SELECT array_agg(DISTINCT account_id) FROM changed));
  END IF;
  PERFORM refresh_ride_route((
    SELECT array_agg(instrument_id) FROM (
      SELECT instrument_id FROM instrument_link WHERE account_id IN (SELECT account_id FROM changed) AND unlinked_at IS NULL
      UNION
      SELECT instrument_id FROM ride_route WHERE account_id IN (SELECT account_id FROM changed)
    ) AS concerned));
  RETURN NULL;
END $$;

-- What was routed before this migration.
SELECT follow_instrument_consent((SELECT array_agg(DISTINCT instrument_id) FROM ride_route));
