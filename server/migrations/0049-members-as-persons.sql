-- One person is one member of an institution, through whichever host she comes, wherever her host knows who she is; and her name is not kept
-- longer than it is needed.

-- Keyed digest of her person id, under a key of its own so that it leads to no account; forgotten when she is dismissed.
ALTER TABLE institution_member ADD COLUMN person_index BYTEA, ADD CHECK (dismissed_at IS NULL OR person_index IS NULL);
CREATE UNIQUE INDEX institution_member_one_person ON institution_member (institution_id, person_index);
CREATE INDEX institution_member_person ON institution_member (person_index);

-- What stands instead of the name of somebody who has gone: two of them can be told apart, and nobody is named.
CREATE FUNCTION member_label(member_id UUID) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN '#' || upper(right(member_id::text, 6));
