-- What the platform itself must remember so that a retry is harmless, a token can be taken back, a signature counts once and
-- nobody can quietly rewrite what staff did.

-- A sign-in and everything that followed from it: the unit that is revoked. `subject_sealed` is what the host attested about the
-- person, needed until she opens an account; sealed for this session id.
CREATE TABLE session (
  session_id UUID PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('visitor', 'resident', 'staff')),
  host_id TEXT,
  account_id UUID,
  staff_id TEXT,
  subject_sealed BYTEA,
  started_at TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  revoked_at TIMESTAMPTZ,
  revoked_reason TEXT,
  CHECK ((kind = 'resident') = (account_id IS NOT NULL)),
  CHECK ((kind = 'staff') = (staff_id IS NOT NULL)),
  CHECK ((kind = 'staff') = (host_id IS NULL)),
  CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL)),
  CHECK (expires_at > started_at)
);
CREATE INDEX session_account ON session (account_id) WHERE revoked_at IS NULL;
CREATE INDEX session_staff ON session (staff_id) WHERE revoked_at IS NULL;
CREATE INDEX session_age ON session (expires_at);

-- Refresh tokens rotate: each is used once, and only its digest is kept. Using one again revokes its session.
CREATE TABLE refresh_token (
  token_digest BYTEA PRIMARY KEY,
  session_id UUID NOT NULL REFERENCES session ON DELETE CASCADE,
  issued_at TIMESTAMPTZ NOT NULL,
  used_at TIMESTAMPTZ
);
CREATE INDEX refresh_token_session ON refresh_token (session_id);

-- A nonce of a signed request counts once for its key; it may be forgotten when its signature is stale anyway.
CREATE TABLE http_nonce (
  key_id TEXT NOT NULL,
  nonce TEXT NOT NULL,
  forget_after TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (key_id, nonce)
);
CREATE INDEX http_nonce_age ON http_nonce (forget_after);

-- The answer of a write, kept for its retries. `principal` and `route` are in the key so that a key is private to its sender.
CREATE TABLE idempotency_key (
  principal TEXT NOT NULL,
  key TEXT NOT NULL,
  route TEXT NOT NULL,
  request_digest BYTEA NOT NULL,
  begun_at TIMESTAMPTZ NOT NULL,
  status SMALLINT,
  answer_sealed BYTEA,
  PRIMARY KEY (principal, key, route),
  CHECK ((status IS NULL) = (answer_sealed IS NULL))
);
CREATE INDEX idempotency_key_age ON idempotency_key (begun_at);

-- Actions of staff and of security, each row carrying the digest of the one before: a changed or missing row breaks the chain.
CREATE TABLE audit_entry (
  sequence BIGINT PRIMARY KEY CHECK (sequence >= 1),
  occurred_at TIMESTAMPTZ NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail JSONB NOT NULL,
  request_id TEXT,
  previous_digest BYTEA NOT NULL,
  digest BYTEA NOT NULL UNIQUE
);

-- The chain's end. The row is the lock that puts entries in one order; staff actions are rare enough for that.
CREATE TABLE audit_head (
  only_row BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_row),
  sequence BIGINT NOT NULL,
  digest BYTEA NOT NULL
);
INSERT INTO audit_head (sequence, digest) VALUES (0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION refuse_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
