import type { SqlCheck } from './sql-check'

/** Deliveries from their vouchers: what was delivered is redeemed at the counter, what was refused came back, in that very moment. */
export const DELIVERY_CHECKS: readonly SqlCheck[] = [
  {
    table: 'delivery',
    query: (sql) => sql`
      SELECT format('voucher_id=%s', voucher_id) AS key, 'its voucher' AS what,
        CASE outcome WHEN 'delivered' THEN format('redeemed by the gateway in %s at %s', delivery.shop_id, settled_at)
          WHEN 'refused' THEN format('refunded at %s', settled_at) ELSE 'issued' END AS expected,
        concat_ws(' ', state, 'by', channel, 'in', redemption.shop_id, 'at', ended_at) AS found
      FROM delivery JOIN voucher USING (voucher_id) LEFT JOIN redemption USING (voucher_id)
      WHERE CASE outcome
        WHEN 'delivered' THEN (state, channel, redemption.shop_id, redeemed_at) IS DISTINCT FROM ('redeemed', 'gateway', delivery.shop_id, settled_at)
        WHEN 'refused' THEN (state, ended_at, channel) IS DISTINCT FROM ('refunded', settled_at, NULL)
        ELSE state <> 'issued' END
      UNION ALL
      SELECT format('voucher_id=%s', voucher_id), 'redeemed by a gateway', 'a delivery', 'none'
      FROM redemption WHERE channel = 'gateway' AND NOT EXISTS (SELECT FROM delivery
        WHERE delivery.voucher_id = redemption.voucher_id AND outcome = 'delivered')`,
  },
  {
    table: 'delivery',
    query: (sql) => sql`
      SELECT format('voucher_id=%s', voucher_id) AS key, 'goods, counter and moment' AS what,
        'goods that are delivered, at their counter, after their issue' AS expected, concat_ws(' ', kind, delivery.shop_id, asked_at) AS found
      FROM delivery JOIN voucher USING (voucher_id) JOIN goods USING (goods_id)
      LEFT JOIN goods_shop ON goods_shop.goods_id = goods.goods_id AND goods_shop.shop_id = delivery.shop_id
      WHERE kind IN ('coupon', 'title') OR goods_shop.shop_id IS NULL OR asked_at < issued_at OR asked_at >= valid_to OR settled_at < asked_at`,
  },
]
