-- How a scene goes live: its operator or a party it entrusted applies, centre and exchange review, a system test and a data connection are
-- passed by real pushes that count nothing, and from then on rides count until the approval ends. Until now a scene was live as soon as a
-- methodology was published, whoever sent its rides.

-- A behaviour scene 行为场景 earns points only; its methodologies are of a class of their own.
ALTER TABLE scene ADD COLUMN kind TEXT NOT NULL DEFAULT 'reduction' CHECK (kind IN ('reduction', 'behaviour'));

-- An institution may be a carrier company of ours, or a party that acts for others under a mandate, and nothing else.
ALTER TABLE institution ADD COLUMN operator_id TEXT UNIQUE REFERENCES operator,
  ADD COLUMN is_agent BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE institution DROP CONSTRAINT institution_check;
ALTER TABLE institution ADD CONSTRAINT institution_kind
  CHECK (is_mall_operator OR is_merchant OR is_sponsor OR is_agent OR operator_id IS NOT NULL);

-- A signed mandate: the operator's institution entrusts another with the application for one scene. Kept whole, so that the signature can
-- be checked again; counted once.
CREATE TABLE scene_mandate (
  mandate_id UUID PRIMARY KEY,
  institution_id UUID NOT NULL REFERENCES institution,
  agent_institution_id UUID NOT NULL REFERENCES institution,
  scene_id TEXT NOT NULL REFERENCES scene,
  key_id TEXT NOT NULL REFERENCES institution_key,
  -- The institution's own name for it.
  jti TEXT NOT NULL,
  jws TEXT NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  received_at TIMESTAMPTZ NOT NULL,
  UNIQUE (institution_id, jti),
  CHECK (agent_institution_id <> institution_id)
);

-- The application of one operator for one scene, from its draft to its end. `record` is the working copy; what was handed in is kept by
-- round. One that the city approved before applications were kept here has no applicant, and says where its dates are from.
CREATE TABLE scene_application (
  application_id UUID PRIMARY KEY,
  scene_id TEXT NOT NULL REFERENCES scene,
  operator_id TEXT NOT NULL REFERENCES operator,
  institution_id UUID REFERENCES institution,
  mandate_id UUID UNIQUE REFERENCES scene_mandate,
  source JSONB,
  state TEXT NOT NULL CHECK (state IN ('draft', 'applied', 'returned', 'approved', 'testing', 'connecting', 'live', 'suspended',
    'expired', 'withdrawn')),
  round SMALLINT NOT NULL DEFAULT 0 CHECK (round >= 0),
  record JSONB NOT NULL,
  opened_at TIMESTAMPTZ NOT NULL,
  -- Last city day of the approval; null before it, and where no document at hand names it.
  approved_until DATE,
  -- When the present trial – the test, then the connection – began: pushes since then are its own.
  trial_since TIMESTAMPTZ,
  -- End of the term that runs: of the review, then of the trial.
  due_at TIMESTAMPTZ,
  CHECK ((institution_id IS NULL) = (source IS NOT NULL)),
  CHECK (mandate_id IS NULL OR institution_id IS NOT NULL),
  CHECK (source IS NOT NULL OR state NOT IN ('approved', 'testing', 'connecting', 'live', 'suspended', 'expired')
    OR approved_until IS NOT NULL),
  CHECK (source IS NOT NULL OR state = 'draft' OR state = 'withdrawn' OR round >= 1),
  CHECK ((state IN ('testing', 'connecting')) = (trial_since IS NOT NULL)),
  CHECK ((state IN ('applied', 'testing', 'connecting')) = (due_at IS NOT NULL))
);
-- One way of an operator into a scene at a time.
CREATE UNIQUE INDEX scene_application_one_open ON scene_application (scene_id, operator_id)
  WHERE state NOT IN ('expired', 'withdrawn');
CREATE INDEX scene_application_institution ON scene_application (institution_id);

CREATE TABLE scene_round (
  application_id UUID NOT NULL REFERENCES scene_application,
  round SMALLINT NOT NULL CHECK (round >= 1),
  record JSONB NOT NULL,
  -- SHA-256 of the record's canonical text: what reviewers put their names to.
  record_digest BYTEA NOT NULL CHECK (length(record_digest) = 32),
  submitted_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (application_id, round)
);

-- A longer approval asked for; both offices answer it, or one sends it back.
CREATE TABLE scene_extension (
  application_id UUID NOT NULL REFERENCES scene_application,
  extension_no SMALLINT NOT NULL CHECK (extension_no >= 1),
  until_asked DATE NOT NULL,
  reasons TEXT NOT NULL CHECK (length(reasons) BETWEEN 2 AND 2000),
  asked_at TIMESTAMPTZ NOT NULL,
  due_at TIMESTAMPTZ NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'granted', 'returned', 'lapsed')),
  PRIMARY KEY (application_id, extension_no)
);
CREATE UNIQUE INDEX scene_extension_one_asked ON scene_extension (application_id) WHERE state = 'asked';

-- What one person of one office said of a round or an extension: an approval until a day, or a return with reasons. The last of each office
-- counts; two offices must agree.
CREATE TABLE scene_review (
  review_no BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  application_id UUID NOT NULL REFERENCES scene_application,
  act TEXT NOT NULL CHECK (act IN ('approve', 'extend')),
  -- Number of the round, or of the extension.
  round SMALLINT NOT NULL,
  office TEXT NOT NULL CHECK (office IN ('centre', 'exchange')),
  staff_id TEXT NOT NULL REFERENCES staff,
  -- Last city day approved; null: returned.
  until DATE,
  reasons TEXT CHECK (length(reasons) BETWEEN 2 AND 2000),
  reviewed_at TIMESTAMPTZ NOT NULL,
  CHECK ((until IS NULL) = (reasons IS NOT NULL))
);
CREATE INDEX scene_review_application ON scene_review (application_id);

-- Every step in its order, with the words that belong to it: what applicant and public are told, and what the state is derived from.
CREATE TABLE scene_step (
  application_id UUID NOT NULL REFERENCES scene_application,
  step_no SMALLINT NOT NULL CHECK (step_no >= 1),
  action TEXT NOT NULL,
  state TEXT NOT NULL,
  approved_until DATE,
  actor TEXT NOT NULL,
  reasons TEXT CHECK (length(reasons) BETWEEN 2 AND 2000),
  occurred_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (application_id, step_no)
);

-- When an operator's scene was live: a ride counts when it was boarded in one of these. Null: open on that side.
CREATE TABLE scene_period (
  application_id UUID NOT NULL REFERENCES scene_application,
  scene_id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  live_from TIMESTAMPTZ,
  live_to TIMESTAMPTZ,
  CHECK (live_to IS NULL OR live_from IS NULL OR live_to >= live_from),
  EXCLUDE USING gist (scene_id WITH =, operator_id WITH =, tstzrange(live_from, live_to) WITH &&)
);
CREATE UNIQUE INDEX scene_period_one_open ON scene_period (application_id) WHERE live_to IS NULL;

-- What a push came to for a scene in its test or connection: rows that were right and rows that were not. Nothing of them is kept.
ALTER TABLE push ADD COLUMN tested INTEGER NOT NULL DEFAULT 0 CHECK (tested >= 0);
CREATE TABLE scene_trial_push (
  application_id UUID NOT NULL REFERENCES scene_application,
  operator_no SMALLINT NOT NULL,
  push_id TEXT NOT NULL,
  received_at TIMESTAMPTZ NOT NULL,
  tested INTEGER NOT NULL CHECK (tested >= 0),
  rejected INTEGER NOT NULL CHECK (rejected >= 0),
  PRIMARY KEY (application_id, operator_no, push_id),
  FOREIGN KEY (operator_no, push_id) REFERENCES push,
  CHECK (tested + rejected > 0)
);
CREATE INDEX scene_trial_push_order ON scene_trial_push (application_id, received_at);

CREATE TRIGGER scene_mandate_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON scene_mandate
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER scene_round_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON scene_round
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER scene_review_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON scene_review
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER scene_step_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON scene_step
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER scene_trial_push_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON scene_trial_push
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
