-- Projects 减排项目: an organisation, a person or an entrusted party applies, meters tell what was measured, two people of different bodies
-- review the project together with its first reduction, and later periods are reported by themselves. What was handed in, measured, said
-- and signed is never changed; only states move.

-- A methodology for projects is data like one for rides, but shares nothing with it that a column could hold: no scene, no metre, but a
-- kind, a size, a term and measures. What kinds there are is in this table alone.
CREATE TABLE project_methodology (
  methodology_no SMALLINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  code TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  scheme_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind ~ '^[a-z][a-z0-9-]{1,31}$'),
  class TEXT NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE CHECK (valid_to > valid_from),
  definition JSONB NOT NULL,
  kept_at TIMESTAMPTZ NOT NULL,
  UNIQUE (code, version),
  -- One version a kind and day: by which a period is reckoned is never a matter of taste.
  EXCLUDE USING gist (scheme_id WITH =, kind WITH =, daterange(valid_from, valid_to) WITH &&)
);
CREATE TRIGGER project_methodology_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON project_methodology
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The owner of a site, in a session of her own, lets an institution apply for it (受托方). Ended by her at any time.
CREATE TABLE project_entrustment (
  entrustment_id UUID PRIMARY KEY,
  account_id UUID REFERENCES account,
  owner_institution_id UUID REFERENCES institution,
  institution_id UUID NOT NULL REFERENCES institution,
  key_kind TEXT NOT NULL CHECK (key_kind IN ('gridAccount', 'landParcel')),
  key_value TEXT NOT NULL CHECK (length(key_value) BETWEEN 4 AND 64),
  granted_at TIMESTAMPTZ NOT NULL,
  ended_at TIMESTAMPTZ CHECK (ended_at >= granted_at),
  CHECK (num_nonnulls(account_id, owner_institution_id) = 1),
  CHECK (owner_institution_id <> institution_id)
);
CREATE UNIQUE INDEX project_entrustment_once
  ON project_entrustment (institution_id, key_kind, key_value, account_id, owner_institution_id) NULLS NOT DISTINCT
  WHERE ended_at IS NULL;
CREATE INDEX project_entrustment_account ON project_entrustment (account_id);
CREATE INDEX project_entrustment_owner ON project_entrustment (owner_institution_id);

-- `record` is the working copy; what was applied with is kept by round. Its reductions go to the account or the institution named here.
CREATE TABLE project (
  project_id UUID PRIMARY KEY,
  account_id UUID REFERENCES account,
  institution_id UUID REFERENCES institution,
  -- Make a retry of the opening find the first one, and another text under its key show.
  request_key TEXT NOT NULL,
  request_digest BYTEA NOT NULL CHECK (length(request_digest) = 32),
  state TEXT NOT NULL CHECK (state IN
    ('draft', 'applied', 'returned', 'review', 'refused', 'withdrawn', 'crediting', 'tracking', 'suspended', 'ended')),
  suspended_from TEXT CHECK (suspended_from IN ('crediting', 'tracking')),
  round SMALLINT NOT NULL DEFAULT 0 CHECK (round >= 0),
  record JSONB NOT NULL,
  opened_at TIMESTAMPTZ NOT NULL,
  -- Until when staff owe the next step of an application; null while they owe none.
  due_at TIMESTAMPTZ,
  closed_reasons TEXT CHECK (length(closed_reasons) BETWEEN 2 AND 2000),
  CHECK (num_nonnulls(account_id, institution_id) = 1),
  CHECK ((state = 'suspended') = (suspended_from IS NOT NULL)),
  CHECK ((state IN ('applied', 'review')) = (due_at IS NOT NULL)),
  CHECK ((state IN ('refused', 'withdrawn', 'ended')) = (closed_reasons IS NOT NULL)),
  CHECK (state IN ('draft', 'withdrawn') OR round > 0)
);
CREATE UNIQUE INDEX project_request ON project (account_id, institution_id, request_key) NULLS NOT DISTINCT;
CREATE INDEX project_institution ON project (institution_id);
CREATE INDEX project_due ON project (due_at) WHERE due_at IS NOT NULL;

-- By what a project's site is known, while it applies or runs: a site is in one project at a time. One organisation may have several
-- sites, so its code tells none from another.
CREATE TABLE project_site (
  project_id UUID NOT NULL REFERENCES project,
  round SMALLINT NOT NULL CHECK (round >= 1),
  key_kind TEXT NOT NULL CHECK (key_kind IN ('gridAccount', 'landParcel', 'meter', 'creditCode', 'projectNo')),
  key_value TEXT NOT NULL,
  taken_at TIMESTAMPTZ NOT NULL,
  released_at TIMESTAMPTZ CHECK (released_at >= taken_at),
  PRIMARY KEY (project_id, round, key_kind, key_value)
);
CREATE UNIQUE INDEX project_site_once ON project_site (key_kind, key_value) WHERE released_at IS NULL AND key_kind <> 'creditCode';

-- One push or file of readings, and the verdicts it got: the same answer for every retry. A push keeps what was signed.
CREATE TABLE project_push (
  project_id UUID NOT NULL REFERENCES project,
  push_id TEXT NOT NULL,
  content_digest BYTEA NOT NULL CHECK (length(content_digest) = 32),
  received_at TIMESTAMPTZ NOT NULL,
  row_count INTEGER NOT NULL CHECK (row_count > 0),
  accepted INTEGER NOT NULL CHECK (accepted >= 0),
  -- The answer's JSON, byte for byte.
  outcome TEXT NOT NULL,
  key_id TEXT,
  signature_base TEXT,
  signature BYTEA,
  PRIMARY KEY (project_id, push_id),
  CHECK (num_nonnulls(key_id, signature_base, signature) IN (0, 3))
);

-- What one meter counted on one city day, in the unit its measure has in the methodology. The highest revision counts.
CREATE TABLE project_reading (
  project_id UUID NOT NULL,
  meter_no TEXT NOT NULL,
  measure TEXT NOT NULL,
  day DATE NOT NULL,
  revision SMALLINT NOT NULL CHECK (revision >= 0),
  quantity BIGINT NOT NULL CHECK (quantity >= 0),
  push_id TEXT NOT NULL,
  line INTEGER NOT NULL CHECK (line >= 1),
  PRIMARY KEY (project_id, meter_no, measure, day, revision),
  FOREIGN KEY (project_id, push_id) REFERENCES project_push
);
CREATE INDEX project_reading_day ON project_reading (project_id, day);

-- The reduction of one period, reckoned when it was handed in. Periods of a project that were not sent back never meet.
CREATE TABLE project_report (
  project_id UUID NOT NULL REFERENCES project,
  report_no SMALLINT NOT NULL CHECK (report_no >= 1),
  period_from DATE NOT NULL,
  -- First day that no longer belongs to it.
  period_to DATE NOT NULL CHECK (period_to > period_from),
  methodology_no SMALLINT NOT NULL REFERENCES project_methodology,
  readings INTEGER NOT NULL CHECK (readings > 0),
  -- Measure → sum in its unit, as decimal digits.
  totals JSONB NOT NULL,
  reduction_milligrams BIGINT NOT NULL CHECK (reduction_milligrams > 0),
  -- SHA-256 over everything reckoned and the canonical list of readings: what people sign.
  evidence_digest BYTEA NOT NULL CHECK (length(evidence_digest) = 32),
  state TEXT NOT NULL CHECK (state IN ('handedIn', 'verified', 'issued', 'returned')),
  handed_in_at TIMESTAMPTZ NOT NULL,
  due_at TIMESTAMPTZ,
  verified_by TEXT REFERENCES staff,
  verified_at TIMESTAMPTZ,
  PRIMARY KEY (project_id, report_no),
  CHECK ((verified_by IS NULL) = (verified_at IS NULL)),
  EXCLUDE USING gist (project_id WITH =, daterange(period_from, period_to) WITH &&) WHERE (state <> 'returned')
);
CREATE INDEX project_report_due ON project_report (due_at) WHERE due_at IS NOT NULL;

-- An application as it was handed in, with the report of its first reduction; `review_digest` binds both: what the two bodies sign.
CREATE TABLE project_round (
  project_id UUID NOT NULL,
  round SMALLINT NOT NULL CHECK (round >= 1),
  report_no SMALLINT NOT NULL,
  record JSONB NOT NULL,
  review_digest BYTEA NOT NULL CHECK (length(review_digest) = 32),
  applied_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (project_id, round),
  UNIQUE (project_id, report_no),
  FOREIGN KEY (project_id, report_no) REFERENCES project_report
);

-- Sent back with reasons: an application, or the report of a later period alone.
CREATE TABLE project_return (
  project_id UUID NOT NULL,
  report_no SMALLINT NOT NULL,
  reasons TEXT NOT NULL CHECK (length(reasons) BETWEEN 2 AND 2000),
  returned_by TEXT NOT NULL REFERENCES staff,
  returned_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (project_id, report_no),
  FOREIGN KEY (project_id, report_no) REFERENCES project_report
);

-- Names under a review (project and first reduction in one) and under an issuing. Nobody and no body stands there twice.
CREATE TABLE project_signature (
  signature_no BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  project_id UUID NOT NULL,
  report_no SMALLINT NOT NULL,
  act TEXT NOT NULL CHECK (act IN ('review', 'issue')),
  staff_id TEXT NOT NULL REFERENCES staff,
  role TEXT NOT NULL CHECK (role IN ('centre', 'exchange', 'bureau')),
  verdict TEXT NOT NULL CHECK (verdict IN ('approve', 'refuse')),
  words TEXT NOT NULL CHECK (length(words) BETWEEN 2 AND 2000),
  digest BYTEA NOT NULL CHECK (length(digest) = 32),
  signed_at TIMESTAMPTZ NOT NULL,
  UNIQUE (project_id, report_no, act, staff_id),
  UNIQUE (project_id, report_no, act, role),
  FOREIGN KEY (project_id, report_no) REFERENCES project_report,
  CHECK (act = 'review' OR verdict = 'approve')
);

-- What staff found while a project runs, and why it was suspended, taken up again or ended.
CREATE TABLE project_finding (
  finding_no BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  project_id UUID NOT NULL REFERENCES project,
  kind TEXT NOT NULL CHECK (kind IN ('tracked', 'suspended', 'resumed', 'ended')),
  words TEXT NOT NULL CHECK (length(words) BETWEEN 2 AND 2000),
  found_by TEXT NOT NULL REFERENCES staff,
  found_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX project_finding_project ON project_finding (project_id);

CREATE TRIGGER project_push_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON project_push
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER project_reading_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON project_reading
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER project_round_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON project_round
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER project_return_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON project_return
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER project_signature_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON project_signature
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER project_finding_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON project_finding
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- What a report says is said once; its state, its verifier and its term move.
CREATE TRIGGER project_report_said BEFORE DELETE OR TRUNCATE OR
  UPDATE OF project_id, report_no, period_from, period_to, methodology_no, readings, totals, reduction_milligrams, evidence_digest,
    handed_in_at ON project_report
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
