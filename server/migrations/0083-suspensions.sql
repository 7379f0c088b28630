-- Supervision: one person of staff stops an account, an operator's intake or an institution at once, with a reason, until a day or for good;
-- another person lets it go on. While an account is stopped nothing leaves it, whoever asks and however.

-- One of three is what it is about. What is open is the newest word on it; what has ended stays, for the audit and for whoever objects.
CREATE TABLE suspension (
  suspension_id UUID PRIMARY KEY,
  kind TEXT NOT NULL GENERATED ALWAYS AS (CASE
    WHEN account_id IS NOT NULL THEN 'account' WHEN operator_id IS NOT NULL THEN 'operator' ELSE 'institution' END) STORED,
  account_id UUID REFERENCES account,
  operator_id TEXT REFERENCES operator,
  institution_id UUID REFERENCES institution,
  began_at TIMESTAMPTZ NOT NULL,
  suspended_by TEXT NOT NULL REFERENCES staff,
  -- Shown to those concerned, and not in the log of actions.
  reasons TEXT NOT NULL CHECK (length(reasons) BETWEEN 2 AND 500),
  -- Last city day; null: until somebody lets it go on.
  until DATE,
  ended_at TIMESTAMPTZ,
  -- Null for one that ended with its last day.
  ended_by TEXT REFERENCES staff,
  end_reasons TEXT CHECK (length(end_reasons) BETWEEN 2 AND 500),
  CHECK (num_nonnulls(account_id, operator_id, institution_id) = 1),
  CHECK (ended_at >= began_at),
  CHECK ((ended_by IS NULL) = (end_reasons IS NULL)),
  CHECK (ended_by IS NULL OR ended_at IS NOT NULL),
  CHECK (ended_at IS NULL OR ended_by IS NOT NULL OR until IS NOT NULL),
  -- Two people: who stopped it does not let it go on.
  CONSTRAINT suspension_two_people CHECK (ended_by <> suspended_by)
);
CREATE UNIQUE INDEX suspension_one_of_account ON suspension (account_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX suspension_one_of_operator ON suspension (operator_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX suspension_one_of_institution ON suspension (institution_id) WHERE ended_at IS NULL;
CREATE INDEX suspension_due ON suspension (until) WHERE ended_at IS NULL;
CREATE INDEX suspension_order ON suspension (began_at, suspension_id);

-- What was said when it began is said once, and what has ended has ended; only the words go when the account they are about is closed.
CREATE FUNCTION suspension_moves_on() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  -- What is derived is not there yet.
  before JSONB := to_jsonb(OLD) - 'kind';
  after JSONB := to_jsonb(NEW) - 'kind';
  words TEXT[] := ARRAY['reasons', 'end_reasons'];
  ending TEXT[] := ARRAY['ended_at', 'ended_by', 'end_reasons'];
BEGIN
  IF before - words = after - words AND EXISTS (SELECT FROM account WHERE account_id = OLD.account_id AND closed_at IS NOT NULL)
  THEN RETURN NEW; END IF;
  IF OLD.ended_at IS NOT NULL OR before - ending <> after - ending THEN
    RAISE EXCEPTION 'a suspension only ends' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER suspension_ends_once BEFORE UPDATE ON suspension FOR EACH ROW EXECUTE FUNCTION suspension_moves_on();
CREATE TRIGGER suspension_stays BEFORE DELETE OR TRUNCATE ON suspension FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The newest of an account and of an operator, beside it: what every way out reads under the lock it holds anyway. It goes on from resumed_at.
ALTER TABLE account ADD COLUMN suspended_at TIMESTAMPTZ, ADD COLUMN resumed_at TIMESTAMPTZ,
  ADD CONSTRAINT account_resumed_after CHECK (resumed_at >= suspended_at);
ALTER TABLE operator ADD COLUMN suspended_at TIMESTAMPTZ, ADD COLUMN resumed_at TIMESTAMPTZ,
  ADD CONSTRAINT operator_resumed_after CHECK (resumed_at >= suspended_at);

-- Whether it is stopped at a moment, which may be a little before the resumption it waited for.
CREATE FUNCTION account_is_suspended(suspended_at TIMESTAMPTZ, resumed_at TIMESTAMPTZ, moment TIMESTAMPTZ) RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT suspended_at IS NOT NULL AND (resumed_at IS NULL OR moment < resumed_at)
$$;

-- At the place of the write: what begins to leave an account is refused there, should anybody have come past the question before it.
CREATE FUNCTION refuse_suspended_giver() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  row JSONB := to_jsonb(NEW);
  giver UUID := row ->> 'account_id';
  is_stopped BOOLEAN;
BEGIN
  IF giver IS NULL THEN SELECT account_id INTO giver FROM voucher WHERE voucher_id = (row ->> 'voucher_id')::uuid; END IF;
  SELECT account_is_suspended(suspended_at, resumed_at, (row ->> TG_ARGV[0])::timestamptz) INTO is_stopped
  FROM account WHERE account_id = giver FOR KEY SHARE;
  IF is_stopped THEN RAISE EXCEPTION 'account.suspended' USING ERRCODE = 'SL007', DETAIL = giver::text; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER conversion_of_open_hands BEFORE INSERT ON conversion
  FOR EACH ROW EXECUTE FUNCTION refuse_suspended_giver('converted_at');
CREATE TRIGGER voucher_of_open_hands BEFORE UPDATE OF state ON voucher
  FOR EACH ROW WHEN (OLD.state = 'held' AND NEW.state = 'issued') EXECUTE FUNCTION refuse_suspended_giver('issued_at');
CREATE TRIGGER delivery_of_open_hands BEFORE INSERT ON delivery
  FOR EACH ROW EXECUTE FUNCTION refuse_suspended_giver('asked_at');

-- As before; a suspended account takes nothing.
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
        WHEN account_is_suspended(account.suspended_at, account.resumed_at, moment) THEN 'account.suspended'
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

-- As before; no voucher of a suspended account is redeemed. What a till without network or a far end gave out already is: it happened.
CREATE OR REPLACE FUNCTION voucher_redeem(
  asked UUID, asked_shop UUID, asked_till UUID, asked_member UUID, asked_channel TEXT, asked_key TEXT, moment TIMESTAMPTZ
) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
DECLARE
  taken RECORD;
  merchant UUID;
  is_stopped BOOLEAN;
BEGIN
  IF asked_channel NOT IN ('gateway', 'offline') THEN
    -- Her account before her voucher, as closing and suspending take them; held until the end.
    SELECT account_is_suspended(suspended_at, resumed_at, moment) INTO is_stopped
    FROM account WHERE account_id = (SELECT account_id FROM voucher WHERE voucher_id = asked) FOR KEY SHARE;
    IF is_stopped THEN RETURN false; END IF;
  END IF;
  UPDATE voucher SET state = 'redeemed', ended_at = moment FROM goods
  WHERE voucher_id = asked AND state = 'issued' AND (valid_to > moment OR asked_channel IN ('gateway', 'offline'))
    AND goods.goods_id = voucher.goods_id
    AND CASE
      WHEN asked_channel IN ('gateway', 'offline')
        THEN EXISTS (SELECT FROM goods_shop WHERE goods_shop.goods_id = voucher.goods_id AND shop_id = asked_shop)
      ELSE EXISTS (SELECT FROM goods_outlet WHERE goods_outlet.goods_id = voucher.goods_id AND shop_id = asked_shop) END
  RETURNING account_id, voucher.goods_id, voucher.price_points, voucher.payable_fen, goods.institution_id, goods.sponsor_id INTO taken;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO redemption (voucher_id, shop_id, till_id, member_id, channel, redeemed_at, request_key)
  VALUES (asked, asked_shop, asked_till, asked_member, asked_channel, moment, asked_key);
  SELECT institution_id INTO merchant FROM shop WHERE shop_id = asked_shop;
  PERFORM ledger_post(ARRAY[derived_uuid(asked, 'collected')],
    ARRAY[ledger_account_key(taken.account_id, 'points-held', 'point', NULL, NULL)],
    ARRAY[ledger_open(taken.institution_id, 'points-collected', 'institution', 'point')],
    ARRAY['point'], ARRAY[taken.price_points], ARRAY['points-collected'], ARRAY[asked], ARRAY[moment]);
  IF taken.payable_fen > 0 THEN
    PERFORM ledger_post(ARRAY[derived_uuid(asked, 'payable')],
      ARRAY[ledger_account_key(taken.goods_id, 'sponsor-budget', 'fen', NULL, NULL)],
      ARRAY[ledger_open(payable_owner(merchant, taken.sponsor_id), 'payable', 'institution', 'fen')],
      ARRAY['fen'], ARRAY[taken.payable_fen], ARRAY['redemption'], ARRAY[asked], ARRAY[moment]);
  END IF;
  RETURN true;
END $$;

ALTER TABLE message DROP CONSTRAINT message_kind_check;
ALTER TABLE message ADD CONSTRAINT message_kind_check
  CHECK (kind IN ('sceneOpened', 'appealAnswered', 'guardianNeeded', 'ofAge', 'wardOfAge', 'pointsEnd30', 'pointsEnd7', 'pointsEnd1',
    'voucherTwice', 'orderSpent', 'orderRefunded', 'delivered', 'deliveryRefused', 'voucherUndone', 'creditAnswered', 'accountSuspended', 'accountResumed'));
