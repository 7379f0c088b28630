-- Giving a title takes points out of her account like any redemption, so none is given while her account is stopped: it stays hers to be given,
-- and is given once the account goes on.
CREATE OR REPLACE FUNCTION title_give(asked UUID, moment TIMESTAMPTZ) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
DECLARE
  taken RECORD;
  is_stopped BOOLEAN;
BEGIN
  -- Her account before her voucher, as closing and suspending take them; held until the end.
  SELECT account_is_suspended(suspended_at, resumed_at, moment) INTO is_stopped
  FROM account WHERE account_id = (SELECT account_id FROM voucher WHERE voucher_id = asked) FOR KEY SHARE;
  IF is_stopped THEN RETURN false; END IF;
  UPDATE voucher SET state = 'redeemed', ended_at = moment FROM goods
  WHERE voucher_id = asked AND state = 'issued' AND goods.goods_id = voucher.goods_id AND goods.kind = 'title'
  RETURNING account_id, voucher.price_points, goods.institution_id INTO taken;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO redemption (voucher_id, channel, redeemed_at, request_key) VALUES (asked, 'title', moment, 'title');
  PERFORM ledger_post(ARRAY[derived_uuid(asked, 'collected')],
    ARRAY[ledger_account_key(taken.account_id, 'points-held', 'point', NULL, NULL)],
    ARRAY[ledger_open(taken.institution_id, 'points-collected', 'institution', 'point')],
    ARRAY['point'], ARRAY[taken.price_points], ARRAY['points-collected'], ARRAY[asked], ARRAY[moment]);
  RETURN true;
END $$;
