-- Whom no host knows by person joins once through each super-app, and stands there as often under one name: an owner has to see which is
-- which, and whom a dismissal leaves.

-- The host somebody joined by; unknown for who joined before, until she next acts through it; forgotten when she is dismissed.
ALTER TABLE institution_member ADD COLUMN host_id TEXT, ADD CHECK (dismissed_at IS NULL OR host_id IS NULL);
