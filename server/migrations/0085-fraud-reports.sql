-- Anybody may report suspected fraud, without signing in, and follow by a number what becomes of it.

-- Of the number only a keyed index is kept, so that nobody who reads the table can ask as the reporter. Her words and how to reach her are
-- sealed; both are forgotten some time after the answer.
CREATE TABLE fraud_report (
  report_id UUID PRIMARY KEY,
  number_index BYTEA NOT NULL CONSTRAINT fraud_report_one_number UNIQUE CHECK (length(number_index) = 16),
  about TEXT NOT NULL CHECK (about IN ('rides', 'points', 'shop', 'project', 'other')),
  words_sealed BYTEA,
  contact_sealed BYTEA,
  -- Keyed digest of what was sent: the same request again finds the first answer, another under its key is told so.
  content_digest BYTEA NOT NULL CHECK (length(content_digest) = 16),
  state TEXT NOT NULL CHECK (state IN ('received', 'lookedAt', 'answered')),
  received_at TIMESTAMPTZ NOT NULL,
  answer_due_at TIMESTAMPTZ NOT NULL,
  looked_at TIMESTAMPTZ,
  looked_at_by TEXT REFERENCES staff,
  answered_at TIMESTAMPTZ,
  answered_by TEXT REFERENCES staff,
  outcome TEXT CHECK (outcome IN ('founded', 'unfounded')),
  -- Shown to whoever holds the number: it names nobody.
  answer TEXT CHECK (length(answer) BETWEEN 2 AND 500),
  CHECK (num_nulls(looked_at, looked_at_by) <> 1),
  CHECK ((state = 'received') = (looked_at IS NULL)),
  CHECK ((state = 'answered') = (answered_at IS NOT NULL)),
  CHECK (num_nulls(answered_at, answered_by, outcome, answer) IN (0, 4)),
  CHECK (words_sealed IS NOT NULL OR state = 'answered'),
  CHECK (contact_sealed IS NULL OR words_sealed IS NOT NULL)
);
CREATE INDEX fraud_report_open ON fraud_report (answer_due_at) WHERE state <> 'answered';
CREATE INDEX fraud_report_order ON fraud_report (received_at, report_id);
CREATE INDEX fraud_report_kept ON fraud_report (answered_at) WHERE words_sealed IS NOT NULL;
CREATE TRIGGER fraud_report_stays BEFORE DELETE OR TRUNCATE ON fraud_report FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
