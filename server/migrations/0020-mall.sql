-- The mall: what is on the shelf, who pays for it, and the vouchers residents take for points. Points and money move as ledger transfers
-- like everything else; what stands here is what the ledger does not say.

SELECT ledger_open(scheme_owner(), 'outside-money', 'scheme', 'fen', is_source => true);

-- A child lot: what came back from a voucher into a lot that had ended meanwhile stays spendable for 30 days. One a lot and city day.
ALTER TABLE points_lot
  ADD COLUMN parent_lot_id UUID REFERENCES points_lot,
  ADD COLUMN returned_on DATE,
  ADD CHECK ((parent_lot_id IS NULL) = (returned_on IS NULL));
CREATE INDEX points_lot_parent ON points_lot (parent_lot_id) WHERE parent_lot_id IS NOT NULL;

CREATE TABLE picture (
  digest BYTEA PRIMARY KEY CHECK (length(digest) = 32),
  media_type TEXT NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg', 'image/webp')),
  bytes BYTEA NOT NULL CHECK (length(bytes) BETWEEN 1 AND 262144)
);

-- Goods 商品. What a resident agrees to – price, terms, shops – never changes; other terms are other goods. Stock and budget are
-- counters that every sale moves: the audit proves them against the vouchers. Room on the page lets a hot item change in place.
CREATE TABLE goods (
  goods_id UUID PRIMARY KEY,
  institution_id UUID NOT NULL REFERENCES institution,
  sponsor_id UUID NOT NULL REFERENCES institution,
  kind TEXT NOT NULL CHECK (kind IN ('coupon')),
  name_zh TEXT NOT NULL CHECK (length(name_zh) BETWEEN 1 AND 40),
  name_en TEXT NOT NULL CHECK (length(name_en) BETWEEN 1 AND 80),
  detail_zh TEXT NOT NULL CHECK (length(detail_zh) <= 600),
  detail_en TEXT NOT NULL CHECK (length(detail_en) <= 1200),
  picture_digest BYTEA REFERENCES picture,
  price_points BIGINT NOT NULL CHECK (price_points BETWEEN 1 AND 10000000),
  -- What the sponsor pays the merchant for one.
  payable_fen BIGINT NOT NULL CHECK (payable_fen BETWEEN 0 AND 10000000),
  stock_total BIGINT NOT NULL CHECK (stock_total BETWEEN 0 AND 100000000),
  stock_left BIGINT NOT NULL,
  budget_fen BIGINT NOT NULL CHECK (budget_fen BETWEEN 0 AND 1000000000000),
  budget_left_fen BIGINT NOT NULL,
  per_person_max SMALLINT NOT NULL CHECK (per_person_max BETWEEN 1 AND 1000),
  sold_from TIMESTAMPTZ NOT NULL,
  sold_to TIMESTAMPTZ,
  -- Whole city days a voucher can be shown after the day it was issued.
  voucher_days SMALLINT NOT NULL CHECK (voucher_days BETWEEN 1 AND 366),
  listed_at TIMESTAMPTZ NOT NULL,
  withdrawn_at TIMESTAMPTZ,
  CONSTRAINT goods_stock_never_below_zero CHECK (stock_left BETWEEN 0 AND stock_total),
  CONSTRAINT goods_budget_never_below_zero CHECK (budget_left_fen BETWEEN 0 AND budget_fen),
  CHECK (sold_to IS NULL OR sold_to > sold_from)
) WITH (fillfactor = 50);
CREATE INDEX goods_institution ON goods (institution_id);
CREATE INDEX goods_sponsor ON goods (sponsor_id);
CREATE INDEX goods_on_sale ON goods (sold_from) WHERE withdrawn_at IS NULL;

CREATE TABLE goods_shop (
  goods_id UUID NOT NULL REFERENCES goods,
  shop_id UUID NOT NULL REFERENCES shop,
  PRIMARY KEY (goods_id, shop_id)
);
CREATE INDEX goods_shop_shop ON goods_shop (shop_id);

-- A voucher 券, from the moment goods are held for somebody. held: points and stock are kept for her until held_until; issued: it can be
-- shown; released: the hold ran out or she let go; refunded: given back; every ending but redeemed returns the points. lot_ids and
-- lot_points are what it took, so that exactly that comes back. request_key: a retry finds it. No foreign key to account or lot: this
-- is the hot path, and the audit proves what they would.
CREATE TABLE voucher (
  voucher_id UUID PRIMARY KEY,
  -- Ten digits a phone without network can show.
  voucher_no BIGINT NOT NULL UNIQUE GENERATED ALWAYS AS IDENTITY (START WITH 1000000001 MAXVALUE 9999999999 CACHE 100),
  account_id UUID NOT NULL,
  goods_id UUID NOT NULL REFERENCES goods,
  state TEXT NOT NULL CHECK (state IN ('held', 'issued', 'redeemed', 'refunded', 'expired', 'released')),
  price_points BIGINT NOT NULL CHECK (price_points > 0),
  payable_fen BIGINT NOT NULL CHECK (payable_fen >= 0),
  lot_ids UUID[] NOT NULL,
  lot_points BIGINT[] NOT NULL CHECK (0 < ALL (lot_points)),
  held_at TIMESTAMPTZ NOT NULL,
  held_until TIMESTAMPTZ NOT NULL,
  issued_at TIMESTAMPTZ,
  valid_to TIMESTAMPTZ NOT NULL,
  ended_at TIMESTAMPTZ,
  request_key TEXT NOT NULL,
  UNIQUE (account_id, request_key),
  CHECK (cardinality(lot_ids) = cardinality(lot_points) AND cardinality(lot_ids) > 0),
  CHECK (state NOT IN ('issued', 'redeemed', 'refunded', 'expired') OR issued_at IS NOT NULL),
  CHECK (state NOT IN ('held', 'released') OR issued_at IS NULL),
  CHECK ((state IN ('held', 'issued')) = (ended_at IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX voucher_account ON voucher (account_id, goods_id);
CREATE INDEX voucher_held ON voucher (held_until) WHERE state = 'held';
CREATE INDEX voucher_due ON voucher (valid_to) WHERE state = 'issued';

-- When a voucher issued at a moment ends: at the end of the last of its whole city days.
CREATE FUNCTION voucher_end(moment TIMESTAMPTZ, days SMALLINT) RETURNS TIMESTAMPTZ LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT (date_trunc('day', moment AT TIME ZONE 'Asia/Shanghai') + (days + 1) * interval '1 day') AT TIME ZONE 'Asia/Shanghai'
$$;

-- Takes goods for residents, many requests in one statement: one lock of a hot item and one durable commit serve all of them. An account
-- occurs once. Locks go accounts, ledger accounts, goods, each in the order of its id, so that batches never wait in a circle; each
-- later statement sees what the locks waited for. Answers in the order asked: taken, known (a retry, with the voucher of the first
-- try) or the name of a refusal.
CREATE FUNCTION voucher_take(
  new_ids UUID[], account_ids UUID[], wanted UUID[], request_keys TEXT[], at_once BOOLEAN[], moment TIMESTAMPTZ, until TIMESTAMPTZ
) RETURNS TABLE (outcome TEXT, taken_id UUID) LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  outcomes TEXT[];
  known_ids UUID[];
  posted INTEGER;
BEGIN
  PERFORM FROM account WHERE account_id = ANY (account_ids) ORDER BY account_id FOR KEY SHARE;
  INSERT INTO ledger_account (owner_id, book, kind, unit)
  SELECT a, 'points-held', 'resident', 'point' FROM unnest(account_ids) AS asked (a)
  WHERE NOT EXISTS (SELECT FROM ledger_account WHERE owner_id = a AND book = 'points-held' AND unit = 'point')
  ORDER BY a ON CONFLICT DO NOTHING;
  PERFORM FROM ledger_account
  WHERE ledger_account_id IN (SELECT lot.ledger_account_id FROM points_lot AS lot WHERE lot.account_id = ANY (account_ids)
      AND lot.expires_at > moment AND lot.expired_at IS NULL)
    OR (owner_id = ANY (account_ids) AND book = 'points-held' AND unit = 'point')
  ORDER BY ledger_account_id FOR NO KEY UPDATE;
  PERFORM FROM goods WHERE goods_id = ANY (wanted) ORDER BY goods_id FOR NO KEY UPDATE;

  WITH judged AS (
    SELECT asked.n, asked.goods_id, earlier.voucher_id AS known_id, goods.stock_left, goods.budget_left_fen, goods.payable_fen,
      CASE
        WHEN account.account_id IS NULL OR account.closed_at IS NOT NULL THEN 'account.closed'
        WHEN earlier.voucher_id IS NOT NULL THEN CASE WHEN earlier.goods_id = asked.goods_id THEN 'known' ELSE 'request.key-reused' END
        WHEN account.guardian_needed_since IS NOT NULL THEN 'account.guardian-needed'
        WHEN goods.goods_id IS NULL THEN 'request.not-found'
        WHEN goods.withdrawn_at IS NOT NULL OR goods.sold_from > moment OR goods.sold_to <= moment THEN 'goods.not-on-sale'
        WHEN goods.stock_left = 0 OR goods.budget_left_fen < goods.payable_fen THEN 'goods.sold-out'
        WHEN (SELECT count(*) FROM voucher AS hers WHERE hers.account_id = asked.account_id AND hers.goods_id = asked.goods_id
          AND hers.state NOT IN ('released', 'refunded')) >= goods.per_person_max THEN 'goods.limit-reached'
        WHEN goods.price_points > (SELECT coalesce(sum(balance), 0) FROM points_lot AS lot JOIN ledger_account USING (ledger_account_id)
          WHERE lot.account_id = asked.account_id AND lot.expires_at > moment AND lot.expired_at IS NULL) THEN 'points.not-enough'
        ELSE 'taken'
      END AS verdict
    FROM unnest(account_ids, wanted, request_keys) WITH ORDINALITY AS asked (account_id, goods_id, request_key, n)
    LEFT JOIN account ON account.account_id = asked.account_id
    LEFT JOIN goods ON goods.goods_id = asked.goods_id
    LEFT JOIN voucher AS earlier ON earlier.account_id = asked.account_id AND earlier.request_key = asked.request_key
  ), queued AS (
    SELECT judged.*, count(*) FILTER (WHERE verdict = 'taken') OVER (PARTITION BY goods_id ORDER BY n) AS turn FROM judged
  )
  SELECT array_agg(CASE WHEN verdict = 'taken' AND (turn > stock_left OR turn * payable_fen > budget_left_fen)
      THEN 'goods.sold-out' ELSE verdict END ORDER BY n), array_agg(known_id ORDER BY n)
  INTO outcomes, known_ids FROM queued;

  WITH asked AS (
    SELECT * FROM unnest(new_ids, account_ids, wanted, request_keys, at_once, outcomes)
      AS a (voucher_id, account_id, goods_id, request_key, is_at_once, verdict) WHERE verdict = 'taken'
  ), made AS (
    INSERT INTO voucher (voucher_id, account_id, goods_id, state, price_points, payable_fen, lot_ids, lot_points, held_at, held_until,
      issued_at, valid_to, request_key)
    SELECT asked.voucher_id, asked.account_id, goods.goods_id, CASE WHEN is_at_once THEN 'issued' ELSE 'held' END,
      goods.price_points, goods.payable_fen, paid.lot_ids, paid.lot_points, moment, until,
      CASE WHEN is_at_once THEN moment END, voucher_end(moment, goods.voucher_days), asked.request_key
    FROM asked JOIN goods USING (goods_id)
    CROSS JOIN LATERAL (
      SELECT array_agg(lot_id ORDER BY place) AS lot_ids,
        array_agg(least(balance, goods.price_points - before) ORDER BY place) AS lot_points
      FROM (
        SELECT lot.lot_id, balance, row_number() OVER spent AS place, coalesce(sum(balance) OVER (spent ROWS BETWEEN
          UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::bigint AS before
        FROM points_lot AS lot JOIN ledger_account USING (ledger_account_id)
        WHERE lot.account_id = asked.account_id AND lot.expires_at > moment AND lot.expired_at IS NULL AND balance > 0
        WINDOW spent AS (ORDER BY lot.expires_at, lot.lot_id)
      ) AS living WHERE before < goods.price_points
    ) AS paid
    RETURNING voucher_id, goods_id, account_id, payable_fen, lot_ids, lot_points
  ), counted AS (
    UPDATE goods SET stock_left = stock_left - sold.items, budget_left_fen = budget_left_fen - sold.fen
    FROM (SELECT goods_id, count(*) AS items, sum(payable_fen)::bigint AS fen FROM made GROUP BY goods_id) AS sold
    WHERE goods.goods_id = sold.goods_id
  ), moved AS (
    SELECT derived_uuid(made.voucher_id, 'held/' || share.lot_id) AS transfer_id, lot.ledger_account_id AS from_id,
      ledger_account_key(made.account_id, 'points-held', 'point', NULL, NULL) AS to_id, share.points, made.voucher_id
    FROM made CROSS JOIN LATERAL unnest(made.lot_ids, made.lot_points) AS share (lot_id, points)
    JOIN points_lot AS lot ON lot.lot_id = share.lot_id
  )
  SELECT ledger_post(array_agg(transfer_id), array_agg(from_id), array_agg(to_id), array_agg('point'::text), array_agg(points),
    array_agg('points-held'::text), array_agg(voucher_id), array_agg(moment))
  INTO posted FROM moved HAVING count(*) > 0;

  RETURN QUERY SELECT verdict, CASE verdict WHEN 'taken' THEN new_id WHEN 'known' THEN known_id END
  FROM unnest(outcomes, new_ids, known_ids) WITH ORDINALITY AS answered (verdict, new_id, known_id, n) ORDER BY n;
END $$;

-- Ends vouchers that are in one of these states, and gives back to its lots exactly what each took, from the book its points lie in;
-- what belongs to a lot that has ended goes to that lot's child of the day. Goods return to the shelf, money to their budget. Returns
-- the vouchers that ended: one that had ended already is not among them. Locks vouchers, lots, ledger accounts, goods, in this order.
CREATE FUNCTION voucher_return(asked_ids UUID[], from_states TEXT[], ending TEXT, moment TIMESTAMPTZ)
RETURNS UUID[] LANGUAGE plpgsql AS $$
DECLARE
  ids UUID[];
  today DATE := (moment AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
  PERFORM FROM voucher WHERE voucher_id = ANY (asked_ids) AND state = ANY (from_states) ORDER BY voucher_id FOR UPDATE;
  SELECT array_agg(voucher_id) INTO ids FROM voucher WHERE voucher_id = ANY (asked_ids) AND state = ANY (from_states);
  IF ids IS NULL THEN RETURN '{}'; END IF;
  PERFORM FROM points_lot WHERE lot_id IN (SELECT unnest(lot_ids) FROM voucher WHERE voucher_id = ANY (ids))
  ORDER BY lot_id FOR SHARE;
  INSERT INTO points_lot (lot_id, account_id, granted_month, expires_at, ledger_account_id, parent_lot_id, returned_on)
  SELECT child.lot_id, lot.account_id, lot.granted_month, (today + 31)::timestamp AT TIME ZONE 'Asia/Shanghai',
    ledger_open(child.lot_id, 'points', 'resident', 'point'), lot.lot_id, today
  FROM points_lot AS lot CROSS JOIN LATERAL (SELECT derived_uuid(lot.lot_id, 'returned/' || today) AS lot_id) AS child
  WHERE lot.lot_id IN (SELECT unnest(lot_ids) FROM voucher WHERE voucher_id = ANY (ids))
    AND (lot.expires_at <= moment OR lot.expired_at IS NOT NULL)
  ON CONFLICT DO NOTHING;
  PERFORM ledger_post(array_agg(derived_uuid(voucher.voucher_id, 'returned/' || share.lot_id)),
    array_agg(CASE voucher.state WHEN 'redeemed' THEN ledger_account_key(goods.institution_id, 'points-collected', 'point', NULL, NULL)
      ELSE ledger_account_key(voucher.account_id, 'points-held', 'point', NULL, NULL) END),
    array_agg(target.ledger_account_id), array_agg('point'::text), array_agg(share.points), array_agg('points-returned'::text),
    array_agg(voucher.voucher_id), array_agg(moment))
  FROM voucher JOIN goods USING (goods_id) CROSS JOIN LATERAL unnest(lot_ids, lot_points) AS share (lot_id, points)
  JOIN points_lot AS lot ON lot.lot_id = share.lot_id
  JOIN points_lot AS target ON target.lot_id = CASE WHEN lot.expires_at <= moment OR lot.expired_at IS NOT NULL
    THEN derived_uuid(lot.lot_id, 'returned/' || today) ELSE lot.lot_id END
  WHERE voucher.voucher_id = ANY (ids);
  PERFORM FROM goods WHERE goods_id IN (SELECT goods_id FROM voucher WHERE voucher_id = ANY (ids))
  ORDER BY goods_id FOR NO KEY UPDATE;
  UPDATE goods SET stock_left = stock_left + back.items, budget_left_fen = budget_left_fen + back.fen
  FROM (SELECT goods_id, count(*) AS items, sum(payable_fen)::bigint AS fen FROM voucher WHERE voucher_id = ANY (ids)
    GROUP BY goods_id) AS back
  WHERE goods.goods_id = back.goods_id;
  UPDATE voucher SET state = ending, ended_at = moment WHERE voucher_id = ANY (ids);
  RETURN ids;
END $$;
