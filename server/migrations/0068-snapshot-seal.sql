-- A snapshot lets a till take twenty more without network, and a row of it could be made up by whoever may write to the database. Each is
-- sealed now with a key that is not in the database; those from before stay as they were.
ALTER TABLE till_snapshot ADD COLUMN seal BYTEA CHECK (length(seal) = 16);
