-- What is worth a look in a run was counted by two figures in the code. From now on a rule is data: drafted, tried over past days, switched on
-- from a day by two people of two offices, and switched off in the same way. A rule marks rides for whoever verifies; it changes no amount.

-- What one version says never changes; a new version is a new row. The unit of the threshold follows from the kind: millimetres a second,
-- seconds, rides, thousandths of a median.
CREATE TABLE anomaly_rule (
  rule_id UUID PRIMARY KEY,
  code TEXT NOT NULL CHECK (code ~ '^[a-z][a-z0-9-]{1,31}$'),
  version SMALLINT NOT NULL CHECK (version >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('impossibleSpeed', 'overlap', 'instrumentTwice', 'tooManyRides', 'distanceOff')),
  -- Scenes whose rides are looked at.
  scene_ids TEXT[] NOT NULL CHECK (cardinality(scene_ids) BETWEEN 1 AND 20),
  -- A ride is marked when what was measured is beyond this.
  threshold INTEGER NOT NULL CHECK (threshold BETWEEN 1 AND 86400),
  reason_zh TEXT NOT NULL CHECK (length(reason_zh) BETWEEN 2 AND 200),
  reason_en TEXT NOT NULL CHECK (length(reason_en) BETWEEN 2 AND 200),
  -- Where the threshold is from; figures of our own say so.
  source_zh TEXT NOT NULL CHECK (length(source_zh) BETWEEN 2 AND 300),
  source_en TEXT NOT NULL CHECK (length(source_en) BETWEEN 2 AND 300),
  drafted_at TIMESTAMPTZ NOT NULL,
  -- Null: it came with a release.
  drafted_by TEXT REFERENCES staff,
  -- First city day it is in force, and the first it no longer is. Null: a draft; not switched off.
  valid_from DATE,
  valid_to DATE,
  UNIQUE (code, version),
  CHECK (valid_to IS NULL OR valid_to >= valid_from),
  CHECK (valid_from IS NOT NULL OR valid_to IS NULL),
  -- One version of a rule a day: what a ride is marked by is never a matter of taste.
  CONSTRAINT anomaly_rule_one_a_day EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_to) WITH &&)
    WHERE (valid_from IS NOT NULL)
);
CREATE INDEX anomaly_rule_dated ON anomaly_rule (valid_from) WHERE valid_from IS NOT NULL;

CREATE FUNCTION anomaly_rule_moves_on() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  days TEXT[] := ARRAY['valid_from', 'valid_to'];
BEGIN
  IF to_jsonb(OLD) - days <> to_jsonb(NEW) - days OR OLD.valid_from IS DISTINCT FROM NEW.valid_from AND OLD.valid_from IS NOT NULL
    OR OLD.valid_to IS DISTINCT FROM NEW.valid_to AND OLD.valid_to IS NOT NULL
  THEN
    RAISE EXCEPTION 'a rule is only switched on and off' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER anomaly_rule_switched_once BEFORE UPDATE ON anomaly_rule FOR EACH ROW EXECUTE FUNCTION anomaly_rule_moves_on();
CREATE TRIGGER anomaly_rule_stays BEFORE DELETE OR TRUNCATE ON anomaly_rule FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A rule tried over past days, for all to see who put their names under it. Samples are ride keys and figures.
CREATE TABLE anomaly_dry_run (
  dry_run_id UUID PRIMARY KEY,
  -- Which came last; two may be made within a millisecond.
  dry_run_no BIGINT NOT NULL UNIQUE GENERATED ALWAYS AS IDENTITY,
  rule_id UUID NOT NULL REFERENCES anomaly_rule,
  day_from DATE NOT NULL,
  day_to DATE NOT NULL CHECK (day_to - day_from BETWEEN 0 AND 30),
  made_at TIMESTAMPTZ NOT NULL,
  made_by TEXT NOT NULL REFERENCES staff,
  -- One entry a day that has rides: day, rides, labels.
  days JSONB NOT NULL,
  -- Day, ride key, what was measured.
  samples JSONB NOT NULL,
  -- Pairs of stations there is a median of, and SHA-256 of them all; null for a rule that compares with nothing.
  reference_pairs INTEGER CHECK (reference_pairs >= 0),
  reference_digest BYTEA CHECK (octet_length(reference_digest) = 32),
  CHECK ((reference_pairs IS NULL) = (reference_digest IS NULL))
);
CREATE INDEX anomaly_dry_run_rule ON anomaly_dry_run (rule_id, dry_run_no);
CREATE TRIGGER anomaly_dry_run_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON anomaly_dry_run
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What an operator itself said, in the middle, of the way between two stations: the digest of the two is kept of every ride, their names are
-- not. Written before the dry run they belong to; those of a dry run nobody can put a name under any more are forgotten.
CREATE TABLE anomaly_reference (
  dry_run_id UUID NOT NULL REFERENCES anomaly_dry_run DEFERRABLE INITIALLY DEFERRED,
  operator_no SMALLINT NOT NULL REFERENCES operator (operator_no),
  scene_no SMALLINT NOT NULL REFERENCES scene (scene_no),
  stations_digest UUID NOT NULL,
  median_meters INTEGER NOT NULL CHECK (median_meters > 0),
  rides BIGINT NOT NULL CHECK (rides > 0),
  PRIMARY KEY (dry_run_id, operator_no, scene_no, stations_digest)
);
CREATE TRIGGER anomaly_reference_unchanged BEFORE UPDATE OR TRUNCATE ON anomaly_reference
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Names under switching on or off, all that were given.
CREATE TABLE anomaly_signature (
  signature_no BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  rule_id UUID NOT NULL REFERENCES anomaly_rule,
  act TEXT NOT NULL CHECK (act IN ('on', 'off')),
  staff_id TEXT NOT NULL REFERENCES staff,
  office TEXT NOT NULL CHECK (office IN ('centre', 'exchange', 'bureau')),
  day DATE NOT NULL,
  -- What she had seen.
  dry_run_id UUID REFERENCES anomaly_dry_run,
  signed_at TIMESTAMPTZ NOT NULL,
  CHECK ((act = 'on') = (dry_run_id IS NOT NULL))
);
CREATE INDEX anomaly_signature_rule ON anomaly_signature (rule_id, signature_no);
CREATE TRIGGER anomaly_signature_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON anomaly_signature
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The three measures; domain/anomaly/measures.ts says what and how they are rounded.
CREATE FUNCTION ride_speed(meters INTEGER, boarded_at TIMESTAMPTZ, alighted_at TIMESTAMPTZ) RETURNS BIGINT
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT meters::bigint * 1000 / greatest(1, ceil(date_part('epoch', alighted_at - boarded_at))::bigint)
$$;
CREATE FUNCTION ride_seconds_together(a_from TIMESTAMPTZ, a_to TIMESTAMPTZ, b_from TIMESTAMPTZ, b_to TIMESTAMPTZ) RETURNS BIGINT
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN NOT (a_from < b_to AND b_from < a_to) THEN 0
    WHEN a_from = a_to OR b_from = b_to THEN floor(date_part('epoch',
      least(greatest(a_from, b_from) - least(a_from, b_from), greatest(a_to, b_to) - least(a_to, b_to))))
    ELSE floor(date_part('epoch', least(a_to, b_to) - greatest(a_from, b_from)))
  END::bigint
$$;
CREATE FUNCTION ride_permille_off(meters INTEGER, median_meters INTEGER) RETURNS BIGINT
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT abs(meters - median_meters)::bigint * 1000 / median_meters
$$;

-- Drafts to begin with. Nothing is marked by them until they have been tried and switched on. Every threshold is our own.
INSERT INTO anomaly_rule (rule_id, code, version, kind, scene_ids, threshold, reason_zh, reason_en, source_zh, source_en, drafted_at)
SELECT gen_random_uuid(), code, 1, kind, scene_ids, threshold, reason_zh, reason_en, '本平台自定，没有找到官方数字', 'Our own figure: no official one was found', now()
FROM (VALUES
  ('speed-metro', 'impossibleSpeed', ARRAY['metro'], 40000, '全程平均快过每秒 40 米，里程或时间可能有误',
    'Faster than 40 m/s on average: distance or times may be wrong'),
  ('speed-bike', 'impossibleSpeed', ARRAY['bike'], 12000, '骑车全程平均快过每秒 12 米，里程或时间可能有误',
    'A bike ride faster than 12 m/s on average: distance or times may be wrong'),
  ('two-at-once', 'overlap', ARRAY['metro', 'bus', 'bike', 'ferry'], 300, '同一账户用两个凭证同时在两趟行程中超过 5 分钟',
    'One account was in two rides at once, by two instruments, for more than 5 minutes'),
  ('one-twice', 'instrumentTwice', ARRAY['metro', 'bus', 'bike', 'ferry'], 60, '同一凭证同时在两趟行程中超过 1 分钟',
    'One instrument was in two rides at once for more than a minute'),
  ('many-a-day', 'tooManyRides', ARRAY['metro', 'bus', 'bike', 'ferry'], 20, '同一账户一天超过 20 次',
    'One account has more than 20 rides in a day'),
  ('distance-metro', 'distanceOff', ARRAY['metro'], 300, '里程与该运营单位同一对车站的中位数相差超过三成',
    'The distance is more than three tenths off the operator''s own median of the same two stations')
) AS draft (code, kind, scene_ids, threshold, reason_zh, reason_en);
