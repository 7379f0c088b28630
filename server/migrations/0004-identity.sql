-- What the resident's side must remember besides accounts: a guardian's consent, statements that count once, and who asked to
-- be told when a scene opens.

-- The code a child shows her guardian. Only its keyed index is kept, with what the host attested of the child, sealed. A child
-- has one code at a time, and a used or expired one is deleted.
CREATE TABLE guardian_code (
  code_index BYTEA PRIMARY KEY,
  ward_index BYTEA NOT NULL UNIQUE,
  ward_sealed BYTEA NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL
);

-- Tries at a code, so that eight digits cannot be guessed; forgotten after the window they are counted in.
CREATE TABLE guardian_attempt (
  account_id UUID NOT NULL REFERENCES account,
  attempted_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX guardian_attempt_account ON guardian_attempt (account_id, attempted_at);

-- A guardian consented for a child (PIPL Art 31). Kept by the child's index, because she has no account yet when it is given.
CREATE TABLE guardianship (
  ward_index BYTEA PRIMARY KEY,
  guardian_account_id UUID NOT NULL REFERENCES account,
  consented_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX guardianship_guardian ON guardianship (guardian_account_id);

-- A host's signed card list counts once.
CREATE TABLE statement_used (
  host_id TEXT NOT NULL,
  statement_id TEXT NOT NULL,
  forget_after TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (host_id, statement_id)
);
CREATE INDEX statement_used_age ON statement_used (forget_after);

-- Words waiting to be sent through a host: one for each person and methodology, written in the transaction that publishes it.
CREATE TABLE notice_outbox (
  notice_id UUID PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES account,
  scene_no SMALLINT NOT NULL REFERENCES scene (scene_no),
  methodology_no SMALLINT NOT NULL REFERENCES methodology,
  created_at TIMESTAMPTZ NOT NULL,
  sent_at TIMESTAMPTZ,
  UNIQUE (account_id, methodology_no)
);
CREATE INDEX notice_outbox_waiting ON notice_outbox (created_at) WHERE sent_at IS NULL;

-- A resident's pending rides are looked for in the days of these runs only, never in the whole city's history.
CREATE INDEX run_pending ON run (operator_day) WHERE state NOT IN ('issued', 'empty');

-- Days whose stations were dropped once every ride was final and past appeal (PIPL Art 19: no longer than needed).
CREATE TABLE station_drop (
  operator_day DATE PRIMARY KEY,
  dropped_at TIMESTAMPTZ NOT NULL
);

-- A guardian's children are found when she closes her account; closed accounts, which are few, when something is issued to one
-- after closing and goes to the public pool.
CREATE INDEX account_guardian ON account (guardian_account_id) WHERE guardian_account_id IS NOT NULL;
CREATE INDEX account_closed ON account (closed_at) WHERE closed_at IS NOT NULL;
