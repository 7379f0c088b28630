import type { Queryable } from '#server/platform/index'

/** Where a merchant took a voucher before, and when, by the till that took it. */
export interface TakenBefore {
  readonly at: Date
  readonly isOwnShop: boolean
  /** Paid by its redemption; otherwise by a loss of the sponsor. */
  readonly isRedemption: boolean
}

/** What a till's merchant was paid for this voucher first: its redemption, or a loss of the sponsor; undefined for nothing. */
export const takenBefore = async (
  sql: Queryable,
  till: { readonly shop_id: string; readonly merchant_id: string },
  voucherId: string,
): Promise<TakenBefore | undefined> => {
  const [row] = await sql<{ at: Date; is_own_shop: boolean; is_redemption: boolean }[]>`
    SELECT coalesce((SELECT occurred_at FROM till_log WHERE till_log.till_id = redemption.till_id
        AND till_log.voucher_id = redemption.voucher_id AND outcome = 'redeemed'), redeemed_at) AS at,
      shop_id = ${till.shop_id} AS is_own_shop, true AS is_redemption
    FROM redemption JOIN shop USING (shop_id) WHERE voucher_id = ${voucherId} AND institution_id = ${till.merchant_id}
    UNION ALL
    SELECT occurred_at, shop_id = ${till.shop_id}, false FROM till_log JOIN till USING (till_id)
    WHERE voucher_id = ${voucherId} AND merchant_id = ${till.merchant_id} AND outcome = 'clash'
    ORDER BY is_redemption DESC LIMIT 1`
  return row && { at: row.at, isOwnShop: row.is_own_shop, isRedemption: row.is_redemption }
}
