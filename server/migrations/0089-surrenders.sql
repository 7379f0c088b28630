-- Surrender 配额清缴: an organisation hands reductions over against its quota of a year. They go to the scheme's book `cancelled`, out of which
-- nothing ever leads: a unit that was used once can never be traded or used again.

SELECT ledger_open(scheme_owner(), 'cancelled', 'scheme', 'mgCO2e');

CREATE TABLE surrender (
  surrender_id UUID PRIMARY KEY,
  institution_id UUID NOT NULL REFERENCES institution,
  member_id UUID NOT NULL REFERENCES institution_member,
  compliance_year SMALLINT NOT NULL CHECK (compliance_year BETWEEN 2021 AND 2199),
  reduction_milligrams BIGINT NOT NULL CHECK (reduction_milligrams > 0),
  surrendered_at TIMESTAMPTZ NOT NULL,
  -- What is sent again with its key is the same act.
  request_key TEXT NOT NULL,
  CONSTRAINT surrender_once UNIQUE (institution_id, request_key)
);
CREATE INDEX surrender_institution ON surrender (institution_id, surrender_id);
CREATE TRIGGER surrender_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON surrender
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whoever wrote a way out of it would be refused here, whatever the code above says.
ALTER TABLE serial_move ADD CONSTRAINT serial_move_cancelled_is_the_end CHECK (from_book <> 'cancelled');
