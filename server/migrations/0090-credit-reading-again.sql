-- A code is spent by the first try, so an answer that was lost on its way was lost for good. Who sends the very same request again, under
-- its key and before the code would have ended, is answered again: for that the reading keeps a keyed digest of the request.
ALTER TABLE credit_reading
  ADD COLUMN request_index BYTEA UNIQUE,
  ADD COLUMN code_ends_at TIMESTAMPTZ,
  ADD CHECK ((request_index IS NULL) = (code_ends_at IS NULL)),
  ADD CHECK (member_id IS NULL OR request_index IS NULL);
