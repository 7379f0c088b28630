-- Wrong codes were counted before any of those sent at once was kept, so that a burst of guesses passed the limit. Whatever a code is found
-- to be, it is answered by its turn: a member's codes one after the other, and those that name one voucher without proving it.

-- `right` for a code that showed its voucher and may redeem it, `missed` for one that did not – kept – and `stopped` for any code of a
-- member who missed too often since a moment. `asked_voucher`: what a phone's code names; one missed too often is closed to such codes,
-- and a right one cannot be told from a wrong one any more. The turns last to the end of the transaction.
CREATE FUNCTION till_guess(asked_member UUID, asked_voucher UUID, is_right BOOLEAN, member_misses_max INTEGER, member_since TIMESTAMPTZ,
  voucher_misses_max INTEGER, voucher_since TIMESTAMPTZ, moment TIMESTAMPTZ) RETURNS TEXT LANGUAGE plpgsql AS $$
DECLARE
  is_closed BOOLEAN := false;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('till misses of ' || asked_member, 0));
  IF (SELECT count(*) FROM till_miss WHERE member_id = asked_member AND missed_at > member_since) >= member_misses_max THEN
    RETURN 'stopped';
  END IF;
  IF asked_voucher IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('till misses of ' || asked_voucher, 0));
    is_closed := (SELECT count(*) FROM till_miss WHERE voucher_id = asked_voucher AND missed_at > voucher_since) >= voucher_misses_max;
  END IF;
  IF is_right AND NOT is_closed THEN
    RETURN 'right';
  END IF;
  INSERT INTO till_miss (member_id, voucher_id, missed_at)
  VALUES (asked_member, CASE WHEN is_closed THEN NULL ELSE asked_voucher END, moment);
  RETURN 'missed';
END $$;
