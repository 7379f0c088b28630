-- A child joins a school's group alone, so only who the centre registered as a school may open one: not any merchant that calls itself so.
ALTER TABLE institution ADD COLUMN is_school BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE institution DROP CONSTRAINT institution_kind;
ALTER TABLE institution ADD CONSTRAINT institution_kind
  CHECK (is_mall_operator OR is_merchant OR is_sponsor OR is_agent OR is_school OR operator_id IS NOT NULL);
