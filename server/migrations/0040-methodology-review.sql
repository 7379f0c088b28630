-- How a methodology comes to be published: anybody proposes one, the centre checks its form, experts sign their opinions, and two
-- people of two offices put their names to it. What was handed in, said and signed is never changed; only the proposal's state moves.

-- The expert pool. The institution is kept for conflicts of interest; the key is her own, its public half only.
CREATE TABLE expert (
  expert_id TEXT PRIMARY KEY CHECK (expert_id ~ '^[a-z][a-z0-9-]{1,31}$'),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  fields TEXT[] NOT NULL CHECK (cardinality(fields) BETWEEN 1 AND 8),
  institution_name TEXT NOT NULL CHECK (length(institution_name) BETWEEN 1 AND 80),
  credit_code TEXT NOT NULL CHECK (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  public_key BYTEA NOT NULL CONSTRAINT expert_one_key_a_person UNIQUE CHECK (length(public_key) = 32),
  active BOOLEAN NOT NULL DEFAULT true,
  invited_by TEXT NOT NULL REFERENCES staff,
  invited_at TIMESTAMPTZ NOT NULL
);

-- Experts sign in as staff do: one table of texts to sign, each for one holder of a key.
ALTER TABLE staff_challenge RENAME TO sign_in_challenge;
ALTER INDEX staff_challenge_age RENAME TO sign_in_challenge_age;
ALTER TABLE sign_in_challenge ALTER COLUMN staff_id DROP NOT NULL;
ALTER TABLE sign_in_challenge ADD COLUMN expert_id TEXT REFERENCES expert, ADD CHECK (num_nonnulls(staff_id, expert_id) = 1);

ALTER TABLE session DROP CONSTRAINT session_kind_check, DROP CONSTRAINT session_check2;
ALTER TABLE session ADD CONSTRAINT session_kind_check
  CHECK (kind IN ('visitor', 'resident', 'staff', 'member', 'expert'));
ALTER TABLE session ADD COLUMN expert_id TEXT,
  ADD CONSTRAINT session_expert CHECK ((kind = 'expert') = (expert_id IS NOT NULL)),
  ADD CONSTRAINT session_host CHECK ((kind IN ('staff', 'expert')) = (host_id IS NULL));
CREATE INDEX session_expert_open ON session (expert_id) WHERE revoked_at IS NULL;

-- A proposal belongs to a person (keyed digest of host and her id there), to an institution or to the centre's staff. `record` is the
-- working copy; what was handed in is kept by round. Code and version are given when the formal check is passed.
CREATE TABLE methodology_proposal (
  proposal_id UUID PRIMARY KEY,
  applicant_index BYTEA,
  institution_id UUID REFERENCES institution,
  staff_id TEXT REFERENCES staff,
  revises TEXT,
  code TEXT,
  version INTEGER CHECK (version >= 1),
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'formalCheck', 'review', 'returned', 'closed', 'published')),
  round SMALLINT NOT NULL DEFAULT 0 CHECK (round >= 0),
  returned_from TEXT CHECK (returned_from IN ('formalCheck', 'review')),
  record JSONB NOT NULL,
  opened_at TIMESTAMPTZ NOT NULL,
  -- Last day of the formal check; null while no check is owed.
  check_due_at TIMESTAMPTZ,
  closed_reasons TEXT CHECK (length(closed_reasons) BETWEEN 2 AND 2000),
  CHECK (num_nonnulls(applicant_index, institution_id, staff_id) = 1),
  CHECK ((code IS NULL) = (version IS NULL)),
  CHECK ((state = 'closed') = (closed_reasons IS NOT NULL)),
  CHECK ((state = 'returned') = (returned_from IS NOT NULL)),
  CHECK (state NOT IN ('review', 'published') OR code IS NOT NULL),
  CHECK ((state IN ('submitted', 'formalCheck')) = (check_due_at IS NOT NULL))
);
CREATE INDEX methodology_proposal_applicant ON methodology_proposal (applicant_index);
CREATE INDEX methodology_proposal_institution ON methodology_proposal (institution_id);
-- One way to a version at a time.
CREATE UNIQUE INDEX methodology_proposal_version ON methodology_proposal (code, version) WHERE state <> 'closed';

CREATE TABLE proposal_round (
  proposal_id UUID NOT NULL REFERENCES methodology_proposal,
  round SMALLINT NOT NULL CHECK (round >= 1),
  record JSONB NOT NULL,
  -- SHA-256 of the record's canonical text: what experts and publishers sign.
  record_digest BYTEA NOT NULL CHECK (length(record_digest) = 32),
  submitted_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (proposal_id, round)
);

-- Sent back to the applicant, with reasons.
CREATE TABLE proposal_return (
  proposal_id UUID NOT NULL,
  round SMALLINT NOT NULL,
  returned_from TEXT NOT NULL CHECK (returned_from IN ('formalCheck', 'review')),
  reasons TEXT NOT NULL CHECK (length(reasons) BETWEEN 2 AND 2000),
  returned_by TEXT NOT NULL REFERENCES staff,
  returned_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (proposal_id, round),
  FOREIGN KEY (proposal_id, round) REFERENCES proposal_round
);

-- An expert asked in a round; `replaces` names whose seat she takes.
CREATE TABLE proposal_seat (
  proposal_id UUID NOT NULL,
  round SMALLINT NOT NULL,
  expert_id TEXT NOT NULL REFERENCES expert,
  field TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at TIMESTAMPTZ NOT NULL,
  due_at TIMESTAMPTZ NOT NULL,
  replaces TEXT,
  PRIMARY KEY (proposal_id, round, expert_id),
  UNIQUE (proposal_id, round, replaces),
  FOREIGN KEY (proposal_id, round) REFERENCES proposal_round,
  FOREIGN KEY (proposal_id, round, replaces) REFERENCES proposal_seat
);
CREATE INDEX proposal_seat_expert ON proposal_seat (expert_id);

CREATE TABLE proposal_recusal (
  proposal_id UUID NOT NULL,
  round SMALLINT NOT NULL,
  expert_id TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) BETWEEN 2 AND 500),
  recused_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (proposal_id, round, expert_id),
  FOREIGN KEY (proposal_id, round, expert_id) REFERENCES proposal_seat
);

-- `signed_text` and `signature` are kept verbatim, with the key they were made by: whoever holds them can check them again.
CREATE TABLE proposal_opinion (
  proposal_id UUID NOT NULL,
  round SMALLINT NOT NULL,
  expert_id TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('approve', 'amend', 'reject')),
  opinion TEXT NOT NULL CHECK (length(opinion) BETWEEN 2 AND 4000),
  -- Her consent to be named beside it (PIPL Art 25).
  name_shown BOOLEAN NOT NULL,
  signed_text TEXT NOT NULL,
  signature BYTEA NOT NULL CHECK (length(signature) = 64),
  public_key BYTEA NOT NULL CHECK (length(public_key) = 32),
  given_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (proposal_id, round, expert_id),
  FOREIGN KEY (proposal_id, round, expert_id) REFERENCES proposal_seat
);

-- Names under a version: to publish it from a day on, or to end it with a day. The last of each role counts; two roles must agree.
CREATE TABLE methodology_signature (
  signature_no BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  act TEXT NOT NULL CHECK (act IN ('publish', 'retire')),
  role TEXT NOT NULL CHECK (role IN ('centre', 'bureau')),
  staff_id TEXT NOT NULL REFERENCES staff,
  -- What was signed: the record's digest.
  record_digest BYTEA NOT NULL CHECK (length(record_digest) = 32),
  -- First day of validity to publish, first day without it to retire.
  day DATE NOT NULL,
  signed_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX methodology_signature_version ON methodology_signature (code, version);

CREATE TRIGGER proposal_round_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON proposal_round
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER proposal_return_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON proposal_return
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER proposal_seat_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON proposal_seat
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER proposal_recusal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON proposal_recusal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER proposal_opinion_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON proposal_opinion
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER methodology_signature_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON methodology_signature
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
