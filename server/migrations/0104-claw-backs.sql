-- A ride withdrawn after its window stays among what its run was sealed by, and earns nothing: what it brought is taken back. Here stands
-- which ride, whose words, and where its milligrams came from; the ledger says how they moved.

ALTER TABLE ride DROP CONSTRAINT ride_state_check;
-- Every row that obeyed the narrower rule obeys this one: no city's rides are read again for it.
ALTER TABLE ride ADD CONSTRAINT ride_state_check CHECK (state IN (0, 1, 2, 3)) NOT VALID;
COMMENT ON COLUMN ride.state IS
  '0 counts (follows its run), 1 refused as duplicate trip, 2 withdrawn in its window, 3 withdrawn after it: sealed with its run, earns nothing';

-- What was taken back lies with the scheme for good; what could not be is a debt of the resident, below zero, which her operator's
-- guarantee answers for.
ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_kind_check;
ALTER TABLE ledger_account
  ADD CONSTRAINT ledger_account_kind_check CHECK (kind IN ('resident', 'institution', 'operator', 'scheme')) NOT VALID,
  ADD CONSTRAINT ledger_account_shortfall_is_owed CHECK (book <> 'shortfall' OR balance <= 0) NOT VALID;
SELECT ledger_open(scheme_owner(), 'clawed-back', 'scheme', 'mgCO2e');

-- The owner of an operator's books.
CREATE FUNCTION operator_owner(operator_no SMALLINT) RETURNS UUID LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
  $$ SELECT derived_uuid(scheme_owner(), 'operator/' || operator_no::text) $$;

-- One a ride, for ever: a second withdrawal of it finds the first. No key leads to its run, whose row an issuing may hold for minutes; the
-- audit proves what the key would.
CREATE TABLE claw_back (
  claw_back_id UUID PRIMARY KEY,
  operator_day DATE NOT NULL,
  ride_key UUID NOT NULL,
  run_id UUID NOT NULL,
  account_id UUID NOT NULL,
  -- False for a ride that had lost to another channel: it earned nothing, and never will.
  is_counted BOOLEAN NOT NULL,
  -- What its run was sealed with for it.
  milligrams BIGINT NOT NULL CHECK (milligrams >= 0),
  -- The operator's words; only these go when the account closes.
  reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
  withdrawn_at TIMESTAMPTZ NOT NULL,
  -- When its resident was told, and the trip given to another record of it.
  told_at TIMESTAMPTZ,
  -- When its milligrams were taken back: with the issuing of its run, or after it.
  taken_at TIMESTAMPTZ,
  -- Out of the very posting, before it was anybody's: it was never paid, so nothing fell.
  is_at_issuing BOOLEAN NOT NULL DEFAULT false,
  free_milligrams BIGINT CHECK (free_milligrams >= 0),
  -- 1000 for each point.
  points_milligrams BIGINT CHECK (points_milligrams >= 0 AND points_milligrams % 1000 = 0),
  shortfall_milligrams BIGINT CHECK (shortfall_milligrams >= 0),
  -- What later credits have given back of the shortfall.
  repaid_milligrams BIGINT NOT NULL DEFAULT 0 CHECK (repaid_milligrams >= 0),
  -- City day until which the operator's guarantee makes up the shortfall.
  guarantee_due_on DATE,
  CONSTRAINT claw_back_once UNIQUE (operator_day, ride_key),
  CHECK (is_counted OR milligrams = 0),
  CHECK (NOT is_at_issuing OR coalesce(free_milligrams = milligrams, false)),
  CHECK (num_nonnulls(taken_at, free_milligrams, points_milligrams, shortfall_milligrams) IN (0, 4)),
  CHECK (taken_at IS NULL OR free_milligrams + points_milligrams + shortfall_milligrams = milligrams),
  CHECK (repaid_milligrams <= coalesce(shortfall_milligrams, 0)),
  CHECK ((guarantee_due_on IS NOT NULL) = coalesce(shortfall_milligrams > 0, false))
);
CREATE INDEX claw_back_account ON claw_back (account_id);
CREATE INDEX claw_back_run ON claw_back (run_id);
CREATE INDEX claw_back_waiting ON claw_back (claw_back_id) WHERE told_at IS NULL OR taken_at IS NULL;
CREATE INDEX claw_back_open ON claw_back (account_id) WHERE repaid_milligrams < shortfall_milligrams;

-- What was withdrawn stays as it was said; it is told once and taken once, and only more of it is repaid. The words go with the account.
CREATE FUNCTION claw_back_moves_on() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  steps TEXT[] := ARRAY['reason', 'told_at', 'taken_at', 'is_at_issuing', 'free_milligrams', 'points_milligrams', 'shortfall_milligrams',
    'repaid_milligrams', 'guarantee_due_on'];
BEGIN
  IF to_jsonb(OLD) - steps <> to_jsonb(NEW) - steps OR NEW.repaid_milligrams < OLD.repaid_milligrams
    OR OLD.told_at IS NOT NULL AND NEW.told_at IS DISTINCT FROM OLD.told_at
    OR OLD.taken_at IS NOT NULL AND (NEW.taken_at, NEW.free_milligrams, NEW.points_milligrams, NEW.shortfall_milligrams,
      NEW.guarantee_due_on, NEW.is_at_issuing) IS DISTINCT FROM (OLD.taken_at, OLD.free_milligrams, OLD.points_milligrams, OLD.shortfall_milligrams,
      OLD.guarantee_due_on, OLD.is_at_issuing)
    OR NEW.reason <> OLD.reason
      AND NOT EXISTS (SELECT FROM account WHERE account_id = OLD.account_id AND closed_at IS NOT NULL)
  THEN
    RAISE EXCEPTION 'a claw-back only moves on' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER claw_back_moves_on BEFORE UPDATE ON claw_back FOR EACH ROW EXECUTE FUNCTION claw_back_moves_on();
CREATE TRIGGER claw_back_stays BEFORE DELETE OR TRUNCATE ON claw_back FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- By the month of the ride it was for, wherever its milligrams were found. What was never paid is no fall of anything.
CREATE OR REPLACE VIEW account_claw_back AS
SELECT book.owner_id AS account_id, transfer.amount AS milligrams, transfer.occurred_at, transfer.cause_id,
  coalesce(date_trunc('month', claw_back.operator_day)::date, book.city_month,
    date_trunc('month', transfer.occurred_at AT TIME ZONE 'Asia/Shanghai')::date) AS city_month
FROM ledger_account AS book JOIN ledger_transfer AS transfer ON transfer.from_id = book.ledger_account_id
LEFT JOIN claw_back ON claw_back.claw_back_id = transfer.cause_id
WHERE transfer.kind = 'claw-back' AND transfer.unit = 'mgCO2e' AND book.book IN ('holding', 'points-backing', 'shortfall')
  AND claw_back.is_at_issuing IS NOT TRUE;

-- Whoever's ride it was is told.
ALTER TABLE message DROP CONSTRAINT message_kind_check;
ALTER TABLE message ADD CONSTRAINT message_kind_check
  CHECK (kind IN ('sceneOpened', 'appealAnswered', 'guardianNeeded', 'ofAge', 'wardOfAge', 'pointsEnd30', 'pointsEnd7', 'pointsEnd1',
    'voucherTwice', 'orderSpent', 'orderRefunded', 'delivered', 'deliveryRefused', 'voucherUndone', 'creditAnswered', 'accountSuspended', 'accountResumed',
    'projectReturned', 'projectRefused', 'projectApproved', 'projectReportReturned', 'projectReportVerified', 'projectIssued', 'projectSuspended',
    'projectResumed', 'projectEnded', 'proposalReturned', 'proposalPublished', 'proposalClosed', 'rideWithdrawn'));
