-- Taking goods, made fast: what a take reads it reads once, and locks only what it will change. And the shelf shows only what somebody may
-- sell now.

-- A batch is a handful of keys looked up in tables of millions: by index, whatever the statistics say, and planned once.
ALTER FUNCTION ledger_move_many SET enable_seqscan = off;
ALTER FUNCTION ledger_move_many SET plan_cache_mode = force_generic_plan;

-- Nothing takes goods away, and the audit proves what the key would: checking it locks the row that everybody wants.
ALTER TABLE voucher DROP CONSTRAINT voucher_goods_id_fkey;

-- The key of a retry finds a person's vouchers as well.
DROP INDEX voucher_account;

-- Whether goods can be taken at a moment: not withdrawn, in their time, and with nobody suspended who lists them or pays for them, and a
-- shop left that gives them out.
CREATE FUNCTION goods_is_on_sale(asked goods, moment TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE sql STABLE
SET plan_cache_mode = force_generic_plan AS $$
  SELECT asked.withdrawn_at IS NULL AND asked.sold_from <= moment AND (asked.sold_to IS NULL OR asked.sold_to > moment)
    AND NOT EXISTS (SELECT FROM institution
      WHERE institution_id IN (asked.institution_id, asked.sponsor_id) AND suspended_at IS NOT NULL)
    AND EXISTS (SELECT FROM goods_shop JOIN shop USING (shop_id) JOIN institution AS merchant USING (institution_id)
      WHERE goods_shop.goods_id = asked.goods_id AND closed_at IS NULL AND suspended_at IS NULL)
$$;

-- What can be said of requests without a lock: who may not have what she wants and why, or out of which lots it is paid, the first to
-- expire first. One element a request in the first two; one for everybody who may have it in held_ids; one for every lot in the others,
-- share_places being the place of its request. `versions` is the sum of what the lots and their owners' books had counted by then.
-- Planned anew each time: a plan made while a table was empty would serve a full one.
CREATE FUNCTION voucher_judge(
  account_ids UUID[], wanted UUID[], request_keys TEXT[], moment TIMESTAMPTZ,
  OUT refusals TEXT[], OUT known_ids UUID[], OUT held_ids UUID[], OUT share_places BIGINT[], OUT share_lots UUID[], OUT share_from UUID[],
  OUT share_to UUID[], OUT share_points BIGINT[], OUT share_expiries TIMESTAMPTZ[], OUT versions NUMERIC
) LANGUAGE plpgsql STABLE SET plan_cache_mode = force_custom_plan SET enable_seqscan = off AS $$
BEGIN
  WITH judged AS (
    SELECT asked.n, asked.account_id, goods.price_points, earlier.voucher_id AS known_id, held.ledger_account_id AS held_id,
      held.version AS held_version,
      CASE
        WHEN account.account_id IS NULL OR account.closed_at IS NOT NULL THEN 'account.closed'
        WHEN earlier.goods_id = asked.goods_id THEN 'known'
        WHEN earlier.voucher_id IS NOT NULL THEN 'request.key-reused'
        WHEN account.guardian_needed_since IS NOT NULL THEN 'account.guardian-needed'
        WHEN goods.goods_id IS NULL THEN 'request.not-found'
        WHEN goods.stock_left = 0 OR goods.budget_left_fen < goods.payable_fen THEN 'goods.sold-out'
        WHEN (SELECT count(*) FROM voucher AS hers WHERE hers.account_id = asked.account_id AND hers.goods_id = asked.goods_id
          AND hers.state NOT IN ('released', 'refunded')) >= goods.per_person_max THEN 'goods.limit-reached'
      END AS refusal
    FROM unnest(account_ids, wanted, request_keys) WITH ORDINALITY AS asked (account_id, goods_id, request_key, n)
    LEFT JOIN account ON account.account_id = asked.account_id
    LEFT JOIN goods ON goods.goods_id = asked.goods_id
    LEFT JOIN voucher AS earlier ON earlier.account_id = asked.account_id AND earlier.request_key = asked.request_key
    LEFT JOIN ledger_account AS held ON held.owner_id = asked.account_id AND held.book = 'points-held' AND held.unit = 'point'
  ), paid AS (
    SELECT judged.*, share.*
    FROM judged LEFT JOIN LATERAL (
      SELECT place, lot_id, ledger_account_id, version, expires_at, least(balance, price_points - before) AS points
      FROM (
        SELECT lot.lot_id, lot.expires_at, ledger_account_id, version, balance, row_number() OVER spent AS place,
          (sum(balance) OVER spent)::bigint - balance AS before, sum(balance) OVER () AS together
        FROM points_lot AS lot JOIN ledger_account USING (ledger_account_id)
        WHERE lot.account_id = judged.account_id AND lot.expires_at > moment AND lot.expired_at IS NULL AND balance > 0
        WINDOW spent AS (ORDER BY lot.expires_at, lot.lot_id ROWS UNBOUNDED PRECEDING)
      ) AS living WHERE before < price_points AND together >= price_points
    ) AS share ON refusal IS NULL
  )
  SELECT array_agg(coalesce(refusal, CASE WHEN place IS NULL THEN 'points.not-enough' END) ORDER BY n, place)
      FILTER (WHERE place IS NULL OR place = 1),
    array_agg(known_id ORDER BY n, place) FILTER (WHERE place IS NULL OR place = 1),
    array_agg(held_id ORDER BY n, place) FILTER (WHERE place = 1),
    array_agg(n ORDER BY n, place) FILTER (WHERE place IS NOT NULL),
    array_agg(lot_id ORDER BY n, place) FILTER (WHERE place IS NOT NULL),
    array_agg(ledger_account_id ORDER BY n, place) FILTER (WHERE place IS NOT NULL),
    array_agg(held_id ORDER BY n, place) FILTER (WHERE place IS NOT NULL),
    array_agg(points ORDER BY n, place) FILTER (WHERE place IS NOT NULL),
    array_agg(expires_at ORDER BY n, place) FILTER (WHERE place IS NOT NULL),
    sum(version + CASE place WHEN 1 THEN held_version ELSE 0 END)
  INTO refusals, known_ids, held_ids, share_places, share_lots, share_from, share_to, share_points, share_expiries, versions
  FROM paid;
END $$;

-- Takes goods for residents, many requests in one statement: one lock of a hot item and one durable commit serve all of them. An account
-- occurs once. Locks go accounts, ledger accounts, goods, each in the order of its id, so that batches never wait in a circle.
-- Who may have what out of which lots is read before its lots are locked, and read again if any of them changed meanwhile: whatever a
-- person does with points moves her points-held or the lot itself, and a version only grows, so their sum tells. The item's row is
-- everybody's: while there is plenty it is locked only to be counted down, last of all, and its constraints refuse a batch that was wrong
-- about plenty; when it runs low it is judged under its lock, so that the last ones go to who came first. Answers in the order asked:
-- taken, known (a retry, with the voucher of the first try) or the name of a refusal; and of what was taken its end and its lots.
DROP FUNCTION voucher_take;
CREATE FUNCTION voucher_take(
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
