-- A refresh whose answer was lost is not a theft: the token says which one took its place, so that it can be exchanged once more as
-- long as nobody has used that one. And sessions that ended early are found by when they ended, so that they are forgotten too.
ALTER TABLE refresh_token ADD COLUMN replaced_by BYTEA;
CREATE INDEX session_revoked ON session (revoked_at) WHERE revoked_at IS NOT NULL;

-- A message for somebody whose id at her host cannot be opened any more can never be sent: it is given up by name, and the others go on.
ALTER TABLE message DROP CONSTRAINT message_dead_reason_check;
ALTER TABLE message ADD CONSTRAINT message_dead_reason_check
  CHECK (dead_reason IN ('refused', 'unreachable', 'noHost', 'unreadable'));
