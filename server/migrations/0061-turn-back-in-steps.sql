-- One act turns back all that a mall operator has collected, thousands of vouchers, in steps of a bounded number, each of them whole by
-- itself. The steps of an act share its request key, so that whoever asks again goes on where the last step ended.
ALTER TABLE turn_back ADD COLUMN step_no INTEGER NOT NULL DEFAULT 1 CHECK (step_no >= 1);
ALTER TABLE turn_back ALTER COLUMN step_no DROP DEFAULT;
ALTER TABLE turn_back DROP CONSTRAINT turn_back_institution_id_request_key_key;
ALTER TABLE turn_back ADD CONSTRAINT turn_back_each_step_once UNIQUE (institution_id, request_key, step_no);

-- What a step moved is found without reading every transfer there ever was.
CREATE INDEX ledger_transfer_turned_back ON ledger_transfer (cause_id) WHERE kind = 'points-turned-back';
