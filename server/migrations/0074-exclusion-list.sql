-- The exclusion list 排除清单: sites another market or scheme counts (ETS, CCER, others), dated, kept by staff. A project on one of them
-- is refused at application and again whenever it would be issued. An entry is never deleted: it ends, once, with a reason.
CREATE TABLE exclusion_entry (
  entry_id UUID PRIMARY KEY,
  scheme TEXT NOT NULL CHECK (scheme IN ('ets', 'ccer', 'other')),
  -- Which one: a national or the city's market, a register's name.
  scheme_name TEXT NOT NULL CHECK (length(scheme_name) BETWEEN 1 AND 80),
  key_kind TEXT NOT NULL CHECK (key_kind IN ('gridAccount', 'landParcel', 'meter', 'creditCode', 'projectNo')),
  key_value TEXT NOT NULL CHECK (key_value ~ '^[^\s-]{1,64}$'),
  valid_from DATE NOT NULL,
  valid_to DATE CHECK (valid_to > valid_from),
  source TEXT NOT NULL CHECK (length(source) BETWEEN 2 AND 500),
  entered_by TEXT NOT NULL REFERENCES staff,
  entered_at TIMESTAMPTZ NOT NULL,
  ended_by TEXT REFERENCES staff,
  ended_at TIMESTAMPTZ,
  end_reasons TEXT CHECK (length(end_reasons) BETWEEN 2 AND 500),
  CHECK (num_nonnulls(ended_by, ended_at, end_reasons) IN (0, 3)),
  CHECK (ended_at IS NULL OR valid_to IS NOT NULL),
  CONSTRAINT exclusion_entry_once EXCLUDE USING gist
    (scheme WITH =, scheme_name WITH =, key_kind WITH =, key_value WITH =, daterange(valid_from, valid_to) WITH &&)
);
CREATE INDEX exclusion_entry_key ON exclusion_entry (key_kind, key_value);
CREATE TRIGGER exclusion_entry_said BEFORE DELETE OR TRUNCATE OR
  UPDATE OF scheme, scheme_name, key_kind, key_value, valid_from, source, entered_by, entered_at ON exclusion_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
