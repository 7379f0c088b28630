-- What a resident is told becomes a message of a kind: shown to her under Me, and sent through her host's server with retry and
-- back-off. It was a table of words that nobody sent, and only about scenes.
ALTER TABLE notice_outbox RENAME TO message;
ALTER TABLE message RENAME COLUMN notice_id TO message_id;
-- From when on it is news: a scene opens on its methodology's first day, not when that is published.
ALTER TABLE message RENAME COLUMN created_at TO due_at;
ALTER TABLE message RENAME CONSTRAINT notice_outbox_pkey TO message_pkey;
ALTER TABLE message DROP CONSTRAINT notice_outbox_account_id_methodology_no_key;
ALTER TABLE message ALTER COLUMN scene_no DROP NOT NULL, ALTER COLUMN methodology_no DROP NOT NULL;
DROP INDEX notice_outbox_waiting;

ALTER TABLE message
  ADD COLUMN kind TEXT NOT NULL DEFAULT 'sceneOpened' CHECK (kind IN ('sceneOpened', 'appealAnswered')),
  -- Id of what it is about, where that is not a methodology.
  ADD COLUMN subject_id UUID,
  ADD COLUMN read_at TIMESTAMPTZ,
  ADD COLUMN attempts SMALLINT NOT NULL DEFAULT 0,
  -- Not to be tried before; while a try is under way this is when it is given up for lost.
  ADD COLUMN attempt_after TIMESTAMPTZ,
  ADD COLUMN dead_at TIMESTAMPTZ,
  ADD COLUMN dead_reason TEXT CHECK (dead_reason IN ('refused', 'unreachable', 'noHost')),
  ADD CHECK ((dead_at IS NULL) = (dead_reason IS NULL)),
  ADD CHECK (sent_at IS NULL OR dead_at IS NULL),
  ADD CHECK ((kind = 'sceneOpened') = (methodology_no IS NOT NULL AND scene_no IS NOT NULL)),
  -- Told once, however often its cause is seen.
  ADD CONSTRAINT message_once UNIQUE NULLS NOT DISTINCT (account_id, kind, methodology_no, subject_id);
ALTER TABLE message ALTER COLUMN kind DROP DEFAULT;
UPDATE message SET attempt_after = due_at;
ALTER TABLE message ALTER COLUMN attempt_after SET NOT NULL;

CREATE INDEX message_due ON message (attempt_after) WHERE sent_at IS NULL AND dead_at IS NULL AND read_at IS NULL;
CREATE INDEX message_unread ON message (account_id, due_at) WHERE read_at IS NULL;
CREATE INDEX message_age ON message (due_at);
CREATE INDEX message_dead ON message (dead_reason) WHERE dead_at IS NOT NULL;

-- Where a resident can be reached: her id at the hosts she came through, sealed, because a host knows her by nothing else.
CREATE TABLE account_host (
  account_id UUID NOT NULL REFERENCES account,
  host_id TEXT NOT NULL,
  subject_sealed BYTEA NOT NULL,
  seen_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (account_id, host_id)
);
