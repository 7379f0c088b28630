-- Reviews opened before it was written down who gave the first answer: it stands with the first appeal about the same ride, and whoever
-- gave it must not give the second too. Where one person has already given both, or a closing gave the first, that stays as it is.
UPDATE appeal AS review SET first_answered_by = heard.answered_by
FROM appeal AS heard
WHERE heard.operator_day = review.operator_day AND heard.ride_key = review.ride_key
  AND heard.stage = 'first' AND review.stage IS DISTINCT FROM 'first'
  AND review.first_answered_by IS NULL AND heard.answered_by IS NOT NULL AND heard.answered_by <> 'account closed'
  AND review.answered_by IS DISTINCT FROM heard.answered_by;
