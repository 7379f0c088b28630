-- Goods name companies besides the mall that lists them: who pays for them and whose shops give them out. Each says yes to these very
-- goods before anybody can take one, so that no stranger sells in its name.

-- What a company that goods name said to them; a row each, but none for the mall itself. No answer: it waits. Declined after it was
-- agreed: no more are sold, and what was taken stays good.
CREATE TABLE goods_consent (
  goods_id UUID NOT NULL REFERENCES goods,
  institution_id UUID NOT NULL REFERENCES institution,
  is_agreed BOOLEAN,
  -- Who said so; nobody where goods were sold before this was asked.
  member_id UUID REFERENCES institution_member,
  answered_at TIMESTAMPTZ,
  PRIMARY KEY (goods_id, institution_id),
  CHECK ((is_agreed IS NULL) = (answered_at IS NULL)),
  CHECK (member_id IS NULL OR answered_at IS NOT NULL)
);
CREATE INDEX goods_consent_institution ON goods_consent (institution_id, goods_id);
-- The hot path asks only whether there is one of these.
CREATE INDEX goods_consent_missing ON goods_consent (goods_id) WHERE is_agreed IS NOT TRUE;

-- Whom goods name besides the mall that lists them.
CREATE VIEW goods_named AS
  SELECT goods_id, sponsor_id AS institution_id FROM goods WHERE sponsor_id <> institution_id
  UNION
  SELECT goods_id, shop.institution_id FROM goods JOIN goods_shop USING (goods_id) JOIN shop USING (shop_id)
  WHERE shop.institution_id <> goods.institution_id;

INSERT INTO goods_consent (goods_id, institution_id, is_agreed, answered_at)
SELECT goods_id, goods_named.institution_id, true, listed_at FROM goods_named JOIN goods USING (goods_id);

-- Whether everybody whom goods name has agreed to them.
CREATE FUNCTION goods_is_agreed(asked UUID) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM goods_consent WHERE goods_id = asked AND is_agreed IS NOT TRUE)
$$;

-- As before, and agreed to by everybody they name.
CREATE OR REPLACE FUNCTION goods_is_on_sale(asked goods, moment TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE sql STABLE
SET plan_cache_mode = force_generic_plan AS $$
  SELECT asked.withdrawn_at IS NULL AND asked.sold_from <= moment AND (asked.sold_to IS NULL OR asked.sold_to > moment)
    AND NOT EXISTS (SELECT FROM institution
      WHERE institution_id IN (asked.institution_id, asked.sponsor_id) AND suspended_at IS NOT NULL)
    AND EXISTS (SELECT FROM goods_outlet WHERE goods_outlet.goods_id = asked.goods_id)
    AND NOT EXISTS (SELECT FROM goods_consent WHERE goods_consent.goods_id = asked.goods_id AND is_agreed IS NOT TRUE)
$$;

-- As before; goods somebody has not agreed to are refused by that name.
CREATE OR REPLACE FUNCTION voucher_take(
  new_ids UUID[], account_ids UUID[], wanted UUID[], request_keys TEXT[], at_once BOOLEAN[], moment TIMESTAMPTZ, until TIMESTAMPTZ
) RETURNS TABLE (outcome TEXT, taken_id UUID, taken_to TIMESTAMPTZ, taken_points BIGINT[], taken_expiries TIMESTAMPTZ[])
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  refusals TEXT[];
  outcomes TEXT[];
  known_ids UUID[];
  held_ids UUID[];
  -- One of each for every lot a request is paid out of; share_places says whose request it is.
  share_places BIGINT[];
  share_lots UUID[];
  share_from UUID[];
  share_to UUID[];
  share_points BIGINT[];
  share_expiries TIMESTAMPTZ[];
  versions_seen NUMERIC;
  versions_now NUMERIC;
  posted INTEGER;
BEGIN
  PERFORM FROM account WHERE account_id = ANY (account_ids) ORDER BY account_id FOR KEY SHARE;
  INSERT INTO ledger_account (owner_id, book, kind, unit)
  SELECT a, 'points-held', 'resident', 'point' FROM unnest(account_ids) AS asked (a)
  WHERE NOT EXISTS (SELECT FROM ledger_account WHERE owner_id = a AND book = 'points-held' AND unit = 'point')
  ORDER BY a ON CONFLICT DO NOTHING;
  LOOP
    SELECT judged.* INTO refusals, known_ids, held_ids, share_places, share_lots, share_from, share_to, share_points, share_expiries,
      versions_seen
    FROM voucher_judge(account_ids, wanted, request_keys, moment) AS judged;
    SELECT sum(version) INTO versions_now FROM (
      SELECT version FROM ledger_account WHERE ledger_account_id = ANY (held_ids || share_from)
      ORDER BY ledger_account_id FOR NO KEY UPDATE) AS locked;
    EXIT WHEN versions_now IS NOT DISTINCT FROM versions_seen;
  END LOOP;
  IF share_places IS NULL THEN
    RETURN QUERY SELECT refusal, known_id, NULL::timestamptz, NULL::bigint[], NULL::timestamptz[]
    FROM unnest(refusals, known_ids) WITH ORDINALITY AS answered (refusal, known_id, n) ORDER BY n;
    RETURN;
  END IF;

  -- A thousand is more than is ever under way at once.
  IF EXISTS (SELECT FROM goods WHERE goods_id = ANY (wanted)
    AND least(stock_left, budget_left_fen / greatest(payable_fen, 1)) < 1000) THEN
    PERFORM FROM goods WHERE goods_id = ANY (wanted) ORDER BY goods_id FOR NO KEY UPDATE;
  END IF;
  WITH offered AS MATERIALIZED (
    SELECT goods_id, stock_left, budget_left_fen, payable_fen, goods_is_on_sale(goods, moment) AS is_on_sale
    FROM goods WHERE goods_id = ANY (wanted)
  ), queued AS (
    SELECT asked.*, offered.*, count(*) FILTER (WHERE refusal IS NULL) OVER (PARTITION BY asked.wanted_id ORDER BY n) AS turn
    FROM unnest(wanted, refusals) WITH ORDINALITY AS asked (wanted_id, refusal, n) LEFT JOIN offered ON goods_id = wanted_id
  )
  SELECT array_agg(CASE
      WHEN refusal IS NOT NULL THEN refusal
      WHEN NOT is_on_sale AND NOT goods_is_agreed(wanted_id) THEN 'goods.not-agreed'
      WHEN NOT is_on_sale THEN 'goods.not-on-sale'
      WHEN turn > stock_left OR turn * payable_fen > budget_left_fen THEN 'goods.sold-out'
      ELSE 'taken' END ORDER BY n)
  INTO outcomes FROM queued;

  INSERT INTO voucher (voucher_id, account_id, goods_id, state, price_points, payable_fen, lot_ids, lot_points, held_at, held_until,
    issued_at, valid_to, request_key)
  SELECT asked.voucher_id, asked.account_id, goods.goods_id, CASE WHEN is_at_once THEN 'issued' ELSE 'held' END,
    goods.price_points, goods.payable_fen, share.lot_ids, share.lot_points, moment, until,
    CASE WHEN is_at_once THEN moment END, voucher_end(moment, goods.voucher_days), asked.request_key
  FROM unnest(new_ids, account_ids, wanted, request_keys, at_once, outcomes) WITH ORDINALITY
    AS asked (voucher_id, account_id, goods_id, request_key, is_at_once, verdict, n)
  JOIN goods USING (goods_id)
  JOIN (
    SELECT n, array_agg(lot_id ORDER BY place) AS lot_ids, array_agg(points ORDER BY place) AS lot_points
    FROM unnest(share_places, share_lots, share_points) WITH ORDINALITY AS s (n, lot_id, points, place) GROUP BY n
  ) AS share USING (n)
  WHERE verdict = 'taken';
  SELECT ledger_post(array_agg(derived_uuid(new_ids[n], 'held/' || lot_id)), array_agg(from_id), array_agg(to_id),
    array_agg('point'::text), array_agg(points), array_agg('points-held'::text), array_agg(new_ids[n]), array_agg(moment))
  INTO posted
  FROM unnest(share_places, share_lots, share_from, share_to, share_points) AS share (n, lot_id, from_id, to_id, points)
  WHERE outcomes[n] = 'taken' HAVING count(*) > 0;
  PERFORM FROM goods WHERE goods_id = ANY (wanted) ORDER BY goods_id FOR NO KEY UPDATE;
  UPDATE goods SET stock_left = stock_left - sold.items, budget_left_fen = budget_left_fen - sold.items * payable_fen
  FROM (SELECT goods_id, count(*) AS items FROM unnest(wanted, outcomes) AS asked (goods_id, verdict)
    WHERE verdict = 'taken' GROUP BY goods_id) AS sold
  WHERE goods.goods_id = sold.goods_id;

  RETURN QUERY
  SELECT verdict, CASE verdict WHEN 'taken' THEN new_id WHEN 'known' THEN known_id END,
    CASE verdict WHEN 'taken' THEN voucher_end(moment, voucher_days) END, share.points, share.expiries
  FROM unnest(outcomes, new_ids, known_ids, wanted) WITH ORDINALITY AS answered (verdict, new_id, known_id, goods_id, n)
  LEFT JOIN goods USING (goods_id)
  LEFT JOIN (
    SELECT place, array_agg(points ORDER BY m) AS points, array_agg(expiry ORDER BY m) AS expiries
    FROM unnest(share_places, share_points, share_expiries) WITH ORDINALITY AS s (place, points, expiry, m) GROUP BY place
  ) AS share ON place = answered.n
  ORDER BY answered.n;
END $$;
