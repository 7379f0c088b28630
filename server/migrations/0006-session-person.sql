-- Closing an account ends every session of that person, also one begun through another host that never joined the account. The
-- keyed blind index finds them; it is forgotten when the session ends.
ALTER TABLE session ADD COLUMN person_index BYTEA;
CREATE INDEX session_person ON session (person_index) WHERE revoked_at IS NULL;
