-- Points: how grams become points, and when they end. Points are ledger transfers like everything else; what stands here is what the
-- ledger does not say: which lot expires when, and which conversion a retry belongs to.

SELECT ledger_open(scheme_owner(), 'points-issuer', 'scheme', 'point', is_source => true);

-- A lot 积分批次: points of one account granted in one city month. Its id is derived from both, so two writers find one lot; its points
-- lie in the ledger account (owner lot_id, book 'points').
CREATE TABLE points_lot (
  lot_id UUID PRIMARY KEY,
  account_id UUID NOT NULL,
  granted_month DATE NOT NULL CHECK (extract(DAY FROM granted_month) = 1),
  expires_at TIMESTAMPTZ NOT NULL,
  ledger_account_id UUID NOT NULL UNIQUE,
  expired_at TIMESTAMPTZ
);
CREATE INDEX points_lot_account ON points_lot (account_id, expires_at);
CREATE INDEX points_lot_due ON points_lot (expires_at) WHERE expired_at IS NULL;

-- A conversion 兑换积分: whole grams of reductions become points, one atomic pair of transfers. request_key: a retry finds it.
CREATE TABLE conversion (
  conversion_id UUID PRIMARY KEY,
  account_id UUID NOT NULL,
  lot_id UUID NOT NULL REFERENCES points_lot,
  grams BIGINT NOT NULL CHECK (grams > 0),
  converted_at TIMESTAMPTZ NOT NULL,
  request_key TEXT NOT NULL,
  UNIQUE (account_id, request_key)
);
