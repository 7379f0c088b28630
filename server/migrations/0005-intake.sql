-- Intake finds the account of a ride with one probe of one index. Instrument, link and consent would be three probes a ride, the
-- dearest step of the rush hour; what is true of them now is therefore kept side by side, derived by triggers and by nothing else.

-- One row for every instrument, operator and scene whose rides belong to an account now: its link and its consent are both open.
-- A ride boarded at or after `since` belongs to that account. Everything else (earlier rides, ended links, withdrawn consents) is
-- judged from the tables themselves, so a missing row costs time, never a ride.
CREATE TABLE ride_route (
  blind_index UUID NOT NULL,
  operator_no SMALLINT NOT NULL,
  scene_no SMALLINT NOT NULL,
  instrument_id UUID NOT NULL,
  account_id UUID NOT NULL,
  since TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (blind_index, operator_no, scene_no)
);
CREATE INDEX ride_route_instrument ON ride_route (instrument_id);
CREATE INDEX ride_route_account ON ride_route (account_id);

-- Rewrites the routes of these instruments. Links and consents are locked for share, so that a route is never made from a consent
-- that another transaction is withdrawing: whoever comes second sees what the first has done.
CREATE FUNCTION refresh_ride_route(instrument_ids UUID[]) RETURNS VOID LANGUAGE plpgsql AS $$
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
END $$;

CREATE FUNCTION ride_route_follows_link() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_ride_route((SELECT array_agg(DISTINCT instrument_id) FROM changed));
  RETURN NULL;
END $$;

CREATE FUNCTION ride_route_follows_consent() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_ride_route((
    SELECT array_agg(instrument_id) FROM (
      SELECT instrument_id FROM instrument_link WHERE account_id IN (SELECT account_id FROM changed) AND unlinked_at IS NULL
      UNION
      SELECT instrument_id FROM ride_route WHERE account_id IN (SELECT account_id FROM changed)
    ) AS concerned));
  RETURN NULL;
END $$;

CREATE TRIGGER instrument_link_added AFTER INSERT ON instrument_link REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION ride_route_follows_link();
CREATE TRIGGER instrument_link_changed AFTER UPDATE ON instrument_link REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION ride_route_follows_link();
CREATE TRIGGER instrument_link_removed AFTER DELETE ON instrument_link REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION ride_route_follows_link();
CREATE TRIGGER instrument_changed AFTER UPDATE ON instrument REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION ride_route_follows_link();
CREATE TRIGGER instrument_removed AFTER DELETE ON instrument REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION ride_route_follows_link();
CREATE TRIGGER consent_added AFTER INSERT ON consent REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION ride_route_follows_consent();
CREATE TRIGGER consent_changed AFTER UPDATE ON consent REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION ride_route_follows_consent();
CREATE TRIGGER consent_removed AFTER DELETE ON consent REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION ride_route_follows_consent();

-- Links and consents that were there before this migration.
SELECT refresh_ride_route((SELECT array_agg(DISTINCT instrument_id) FROM instrument_link));

-- Two pushes open a new day at once: the one that waited for the lock may still be told by its catalogue cache that the partition
-- is missing, so the creation itself must be harmless when it is not.
CREATE OR REPLACE FUNCTION ensure_ride_partition(day DATE) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE name TEXT := 'ride_' || to_char(day, 'YYYYMMDD');
BEGIN
  IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('ride partition'));
  EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF ride FOR VALUES FROM (%L) TO (%L)', name, day, day + 1);
END $$;
