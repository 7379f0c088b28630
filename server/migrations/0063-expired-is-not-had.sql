-- A voucher that expired gave back its points, its stock and its budget, as one given back did, and yet counted against how many one person
-- may have. Now it does not.
CREATE OR REPLACE FUNCTION voucher_judge(
  account_ids UUID[], wanted UUID[], request_keys TEXT[], moment TIMESTAMPTZ,
  OUT refusals TEXT[], OUT known_ids UUID[], OUT held_ids UUID[], OUT share_places BIGINT[], OUT share_lots UUID[], OUT share_from UUID[],
  OUT share_to UUID[], OUT share_points BIGINT[], OUT share_expiries TIMESTAMPTZ[], OUT versions NUMERIC
) LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
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
          AND hers.state NOT IN ('released', 'refunded', 'expired')) >= goods.per_person_max THEN 'goods.limit-reached'
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
