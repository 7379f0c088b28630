-- What she entrusted names her home by its grid account. Where nobody ever applied with that site, nothing rests on the number, so a closing
-- takes it away; of an entrustment that lives there is always one.

ALTER TABLE project_entrustment
  DROP CONSTRAINT project_entrustment_key_value_check,
  ADD CONSTRAINT project_entrustment_key_value_check
    CHECK (length(key_value) BETWEEN 4 AND 64 OR (key_value = '' AND ended_at IS NOT NULL));
