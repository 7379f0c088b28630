-- An account may be closed while a till without network may have taken one of its vouchers on a signed form. The voucher outlives it until
-- that can be told no more: it is redeemed by who tells in time, and otherwise its points go the way of all the others.

ALTER TABLE voucher ADD COLUMN ends_with_form BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX voucher_left_behind ON voucher (offline_until) WHERE ends_with_form AND state = 'issued';
