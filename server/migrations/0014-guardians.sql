-- A guardian sees for whom she consented and may withdraw it; a child's open account without a guardian waits for one and takes
-- nothing new meanwhile; on her 14th birthday the child decides for herself.
ALTER TABLE guardianship
  ADD COLUMN guardianship_id UUID NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  -- The name as the host masks it, so that the guardian knows whom she sees; sealed for the child's index.
  ADD COLUMN ward_name_sealed BYTEA,
  -- The day on which the child decides for herself; null where nobody attested her birthday.
  ADD COLUMN ward_until DATE;
ALTER TABLE guardianship ALTER COLUMN guardianship_id DROP DEFAULT;
CREATE INDEX guardianship_until ON guardianship (ward_until);

ALTER TABLE account
  ADD COLUMN guardian_needed_since TIMESTAMPTZ,
  ADD CHECK (guardian_needed_since IS NULL OR guardian_account_id IS NULL);

ALTER TABLE message DROP CONSTRAINT message_kind_check;
ALTER TABLE message ADD CONSTRAINT message_kind_check
  CHECK (kind IN ('sceneOpened', 'appealAnswered', 'guardianNeeded', 'ofAge', 'wardOfAge'));
