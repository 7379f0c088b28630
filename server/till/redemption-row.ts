import type { Redemption } from '#contract'
import { encodeId } from '#domain/id'
import { undoEnd } from '#domain/voucher'
import type { Queryable } from '#server/platform/index'

export interface RedemptionRow {
  voucher_id: string
  account_id: string
  shop_id: string
  till_id: string
  request_key: string
  redeemed_at: Date
  reversed_at: Date | null
  goods_zh: string
  goods_en: string
  payable_fen: bigint
  offline_until: Date | null
  display_name: string
}

/** Select list and tables of a RedemptionRow; a condition on `redemption` follows. Of tills only: what partners redeem has no cashier. */
export const selectRedemption = (sql: Queryable) => sql`
  SELECT redemption.voucher_id, voucher.account_id, redemption.shop_id, redemption.till_id, redemption.request_key, redeemed_at, reversed_at,
    goods.name_zh AS goods_zh, goods.name_en AS goods_en, voucher.payable_fen, voucher.offline_until, member.display_name
  FROM redemption JOIN voucher USING (voucher_id) JOIN goods USING (goods_id)
  JOIN institution_member AS member ON member.member_id = redemption.member_id`

export const presentRedemption = (row: RedemptionRow): Redemption => ({
  voucherId: encodeId('vch', row.voucher_id),
  goods: { zh: row.goods_zh, en: row.goods_en },
  redeemedAt: row.redeemed_at.toISOString(),
  payableFen: Number(row.payable_fen),
  cashier: row.display_name,
  undoneAt: row.reversed_at?.toISOString() ?? null,
  undoTo: undoEnd({ redeemedAt: row.redeemed_at, offlineUntil: row.offline_until })?.toISOString() ?? null,
})
