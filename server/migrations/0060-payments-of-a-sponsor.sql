-- A sponsor reads back what it wrote down as paid, the latest first: its payments in the order of their ids, which are made by time.

CREATE INDEX statement_payment_sponsor ON statement_payment (sponsor_id, payment_id);
