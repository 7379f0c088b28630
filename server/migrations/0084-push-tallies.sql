-- What the report on data quality is made of. Refused rows are forgotten after ninety days and rides do not name their push; what a push came
-- to is therefore counted when it is stored, for good: by scene, verdict and reason, and by run.

CREATE TABLE push_tally (
  operator_no SMALLINT NOT NULL,
  push_id TEXT NOT NULL,
  -- As the city knows it; null where a row could not be read or named no scene of the city.
  scene_id TEXT REFERENCES scene,
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'duplicate', 'conflict', 'unmatched', 'rejected', 'tested')),
  -- Of rejected rows.
  code TEXT,
  rows INTEGER NOT NULL CHECK (rows > 0),
  -- Of right rows: those whose own figure differed from ours.
  breaks INTEGER NOT NULL CHECK (breaks BETWEEN 0 AND rows),
  FOREIGN KEY (operator_no, push_id) REFERENCES push,
  UNIQUE NULLS NOT DISTINCT (operator_no, push_id, scene_id, verdict, code),
  CHECK ((verdict = 'rejected') = (code IS NOT NULL))
);

-- Accepted rows of a push by the run that was open for them.
CREATE TABLE push_run (
  operator_no SMALLINT NOT NULL,
  push_id TEXT NOT NULL,
  operator_day DATE NOT NULL,
  scene_no SMALLINT NOT NULL,
  run_no SMALLINT NOT NULL,
  rows INTEGER NOT NULL CHECK (rows > 0),
  PRIMARY KEY (operator_no, push_id, operator_day, scene_no),
  FOREIGN KEY (operator_no, push_id) REFERENCES push
);
CREATE INDEX push_run_of_run ON push_run (operator_day, operator_no, scene_no, run_no);

CREATE TRIGGER push_tally_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON push_tally
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER push_run_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON push_run
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A month's pushes, and a push by its own name.
CREATE INDEX push_received ON push (received_at);
CREATE INDEX push_by_name ON push (push_id);
CREATE INDEX run_settled ON run (settled_at);
CREATE INDEX appeal_opened ON appeal (opened_at);
CREATE INDEX appeal_answered ON appeal (answered_at) WHERE answered_at IS NOT NULL;

-- The log of actions is read by whom, what and to what.
CREATE INDEX audit_entry_actor ON audit_entry (actor, sequence);
CREATE INDEX audit_entry_action ON audit_entry (action text_pattern_ops, sequence);
CREATE INDEX audit_entry_subject ON audit_entry (subject, sequence);
