-- A ride that was on its way while its resident closed her account could keep its stations; those that did lose them. From now on
-- push and closing look for each other before they commit.
UPDATE ride SET board_station = NULL, alight_station = NULL
FROM account
WHERE account.account_id = ride.account_id AND account.closed_at IS NOT NULL
  AND (ride.board_station IS NOT NULL OR ride.alight_station IS NOT NULL);
