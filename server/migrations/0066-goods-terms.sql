-- Terms never change, and the audit could not tell: only the price was in the log of actions. Listing goods says the digest of all their terms
-- now. Changed here it would no longer be what the log says; another term needs a function of its own.
CREATE FUNCTION goods_terms_digest(asked UUID) RETURNS TEXT LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(institution_id, sponsor_id, kind, name_zh, name_en, detail_zh, detail_en, price_points,
    payable_fen, per_person_max, extract(epoch FROM sold_from), extract(epoch FROM sold_to), voucher_days, is_offline,
    (SELECT jsonb_agg(shop_id ORDER BY shop_id) FROM goods_shop WHERE goods_shop.goods_id = goods.goods_id))::text, 'UTF8')), 'hex')
  FROM goods WHERE goods_id = asked
$$;
