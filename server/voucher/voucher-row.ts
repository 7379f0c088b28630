import type { DeliveryReason, GoodsKind, Voucher, VoucherState } from '#contract'
import { encodeId } from '#domain/id'
import { formToldBy, isFormOut } from '#domain/voucher'
import type { Queryable } from '#server/platform/index'

/** What a voucher shows of its goods: terms that never change. */
export interface ShownGoods {
  goods_id: string
  kind: GoodsKind
  name_zh: string
  name_en: string
  picture_digest: Buffer | null
  sponsor_zh: string
  sponsor_en: string
  is_offline: boolean
  /** Who delivers them: that institution's counter is their only shop. */
  delivered_by: { zh: string; en: string } | null
}

export interface VoucherRow extends ShownGoods {
  voucher_id: string
  state: VoucherState
  price_points: bigint
  held_at: Date
  held_until: Date
  issued_at: Date | null
  valid_to: Date
  ended_at: Date | null
  offline_until: Date | null
  /** Made for a partner's order, which uses it. */
  is_of_order: boolean
  ordered_by: { zh: string; en: string } | null
  delivery: { outcome: 'delivered' | 'refused' | null; reason: DeliveryReason | null } | null
  lots: readonly { points: number; expiresAt: string }[]
  shop: { zh: string; en: string } | null
  /** A redemption of it was taken back. */
  is_undone: boolean
}

const shownColumns = (sql: Queryable) => sql`
  goods.goods_id, goods.kind, goods.name_zh, goods.name_en, goods.picture_digest, goods.is_offline, sponsor.name_zh AS sponsor_zh,
  sponsor.name_en AS sponsor_en,
  CASE WHEN goods.kind NOT IN ('coupon', 'title') THEN (SELECT json_build_object('zh', gateway.name_zh, 'en', gateway.name_en)
    FROM goods_shop JOIN shop USING (shop_id) JOIN institution AS gateway ON gateway.institution_id = shop.institution_id
    WHERE goods_shop.goods_id = goods.goods_id) END AS delivered_by`

/** What vouchers of these goods show of them, by uuid. */
export const readShownGoods = async (
  sql: Queryable,
  goodsIds: readonly string[],
): Promise<ReadonlyMap<string, ShownGoods>> => {
  const rows = await sql<ShownGoods[]>`
    SELECT ${shownColumns(sql)} FROM goods JOIN institution AS sponsor ON sponsor.institution_id = goods.sponsor_id
    WHERE goods_id = ANY (${[...goodsIds]}::text[]::uuid[])`
  return new Map(rows.map((row) => [row.goods_id, row]))
}

/** Select list and tables of a VoucherRow; a condition on `voucher` follows. */
export const selectVoucher = (sql: Queryable) => sql`
  SELECT voucher.voucher_id, voucher.state, voucher.price_points, held_at, held_until, issued_at, valid_to, ended_at, offline_until,
    ${isOfOrder(sql)} AS is_of_order, ${orderedBy(sql)} AS ordered_by,
    (SELECT json_build_object('outcome', outcome, 'reason', reason) FROM delivery WHERE delivery.voucher_id = voucher.voucher_id) AS delivery,
    ${shownColumns(sql)},
    (SELECT json_agg(json_build_object('points', points, 'expiresAt', lot.expires_at) ORDER BY n)
      FROM unnest(lot_ids, lot_points) WITH ORDINALITY AS share (lot_id, points, n) JOIN points_lot AS lot USING (lot_id)) AS lots,
    (SELECT json_build_object('zh', shop.name_zh, 'en', shop.name_en) FROM redemption JOIN shop USING (shop_id)
      WHERE redemption.voucher_id = voucher.voucher_id AND reversed_at IS NULL) AS shop,
    EXISTS (SELECT FROM redemption WHERE redemption.voucher_id = voucher.voucher_id AND reversed_at IS NOT NULL) AS is_undone
  FROM voucher JOIN goods USING (goods_id) JOIN institution AS sponsor ON sponsor.institution_id = goods.sponsor_id`

/** Whether `voucher` was made for an order of a partner's: its request key is one no phone can send. */
export const isOfOrder = (sql: Queryable) => sql`
  EXISTS (SELECT FROM partner_order WHERE partner_order.account_id = voucher.account_id
    AND partner_order_key(partner_order.order_id) = voucher.request_key)`

/** Name of the partner `voucher` was approved for. */
const orderedBy = (sql: Queryable) => sql`
  (SELECT json_build_object('zh', partner.name_zh, 'en', partner.name_en)
    FROM partner_order JOIN institution AS partner USING (institution_id)
    WHERE partner_order.account_id = voucher.account_id AND partner_order_key(partner_order.order_id) = voucher.request_key)`

/** A voucher as its resident sees it: one whose time is over has ended, whether or not that was written down already. */
export const presentVoucher = (row: VoucherRow, now: Date): Voucher => ({
  voucherId: encodeId('vch', row.voucher_id),
  state: stateOf(row, now),
  goods: {
    goodsId: encodeId('gds', row.goods_id),
    kind: row.kind,
    name: { zh: row.name_zh, en: row.name_en },
    pictureDigest: row.picture_digest?.toString('hex') ?? null,
    sponsor: { zh: row.sponsor_zh, en: row.sponsor_en },
    isOffline: row.is_offline,
  },
  pricePoints: Number(row.price_points),
  lots: row.lots.map(({ points, expiresAt }) => ({ points, expiresAt: new Date(expiresAt).toISOString() })),
  heldAt: row.held_at.toISOString(),
  heldUntil: stateOf(row, now) === 'held' ? row.held_until.toISOString() : null,
  issuedAt: row.issued_at?.toISOString() ?? null,
  validTo: row.valid_to.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  shop: row.kind === 'coupon' ? row.shop : null,
  isUndone: row.is_undone,
  formOutUntil: formOutUntil(row, now)?.toISOString() ?? null,
  usedBy: row.ordered_by ?? row.delivered_by,
  delivery: presentDelivery(row, now),
})

const stateOf = (row: VoucherRow, now: Date): VoucherState => {
  if (row.state === 'held' && row.held_until <= now) return 'released'
  // A title that is not given yet waits for that beyond its day.
  const ends = row.kind !== 'title' && !isOnItsWay(row)
  return row.state === 'issued' && row.valid_to <= now && ends ? 'expired' : row.state
}

const formOutUntil = ({ state, offline_until: until }: VoucherRow, now: Date): Date | null =>
  state === 'issued' && until !== null && isFormOut(until, now) ? formToldBy(until) : null

/** What is on its way ends with the far end's word and not with its last day. */
export const isOnItsWay = ({ delivery }: Pick<VoucherRow, 'delivery'>): boolean =>
  delivery !== null && delivery.outcome === null

const presentDelivery = (row: VoucherRow, now: Date): Voucher['delivery'] => {
  if (row.delivery) return { state: row.delivery.outcome ?? 'delivering', reason: row.delivery.reason }
  const isWaiting = row.delivered_by !== null && row.state === 'issued' && row.valid_to > now
  return isWaiting ? { state: 'recipientNeeded', reason: null } : null
}
