-- Whoever was stopped for guessing could be dismissed and invited again, and many cashiers could guess side by side: wrong proofs of phones
-- count for the institution too, by the day. Past its limit phones' own codes are closed to it, and a right one cannot be told from a wrong
-- one there; online codes go on. No turn is taken for it: it is passed by no more than those of its people who guess at one moment.
ALTER TABLE till_miss ADD COLUMN institution_id UUID;
UPDATE till_miss SET institution_id = institution_member.institution_id FROM institution_member
WHERE institution_member.member_id = till_miss.member_id;
ALTER TABLE till_miss ALTER COLUMN institution_id SET NOT NULL;
CREATE INDEX till_miss_institution ON till_miss (institution_id, missed_at) WHERE voucher_id IS NOT NULL;

DROP FUNCTION till_guess;
CREATE FUNCTION till_guess(asked_member UUID, asked_voucher UUID, is_right BOOLEAN, member_misses_max INTEGER, member_since TIMESTAMPTZ,
  voucher_misses_max INTEGER, voucher_since TIMESTAMPTZ, institution_misses_max INTEGER, institution_since TIMESTAMPTZ, moment TIMESTAMPTZ
) RETURNS TEXT LANGUAGE plpgsql AS $$
DECLARE
  is_closed BOOLEAN := false;
  of_institution UUID := (SELECT institution_id FROM institution_member WHERE member_id = asked_member);
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('till misses of ' || asked_member, 0));
  IF (SELECT count(*) FROM till_miss WHERE member_id = asked_member AND missed_at > member_since) >= member_misses_max THEN
    RETURN 'stopped';
  END IF;
  IF asked_voucher IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('till misses of ' || asked_voucher, 0));
    is_closed := (SELECT count(*) FROM till_miss WHERE voucher_id = asked_voucher AND missed_at > voucher_since) >= voucher_misses_max
      OR (SELECT count(*) FROM till_miss WHERE institution_id = of_institution AND voucher_id IS NOT NULL AND missed_at > institution_since)
        >= institution_misses_max;
  END IF;
  IF is_right AND NOT is_closed THEN
    RETURN 'right';
  END IF;
  INSERT INTO till_miss (member_id, institution_id, voucher_id, missed_at)
  VALUES (asked_member, of_institution, CASE WHEN is_closed THEN NULL ELSE asked_voucher END, moment);
  RETURN 'missed';
END $$;
