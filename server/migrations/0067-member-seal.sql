-- Whoever may write to the database could put another person in a member's place, and nothing told. The log of actions seals with her joining
-- under what she is found. The salt is forgotten with it when she is dismissed: then the seal leads nobody back to her.
ALTER TABLE institution_member ADD COLUMN seal_salt BYTEA CHECK (length(seal_salt) = 16), ADD CHECK (dismissed_at IS NULL OR seal_salt IS NULL);

-- Null for who joined before. Changed here it would no longer be what the log says; anything else needs a function of its own.
CREATE FUNCTION member_seal(asked institution_member) RETURNS TEXT LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(asked.seal_salt || convert_to(jsonb_build_array(encode(asked.subject_index, 'hex'),
    encode(asked.person_index, 'hex'), asked.host_id)::text, 'UTF8')), 'hex')
$$;
