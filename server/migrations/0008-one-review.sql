-- An appeal that was dismissed can be looked at once more, by somebody else; then the answer is final. Which of the two a row is
-- makes a third impossible, and the second carries who gave the first answer, so that the same hand cannot give both.
ALTER TABLE appeal ADD COLUMN stage TEXT CHECK (stage IN ('first', 'review'));
ALTER TABLE appeal ADD COLUMN first_answered_by TEXT;

-- Appeals of before: the earliest about a ride is the first, the next its review. Where there were more, those have no stage.
UPDATE appeal SET stage = CASE told.nth WHEN 1 THEN 'first' WHEN 2 THEN 'review' END
FROM (
  SELECT appeal_id, row_number() OVER (PARTITION BY operator_day, ride_key ORDER BY opened_at, appeal_id) AS nth FROM appeal
) AS told
WHERE told.appeal_id = appeal.appeal_id;

ALTER TABLE appeal ADD CONSTRAINT appeal_one_of_each_stage UNIQUE (operator_day, ride_key, stage);
ALTER TABLE appeal ADD CONSTRAINT appeal_reviewed_by_another CHECK (answered_by <> first_answered_by);
