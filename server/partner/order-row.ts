import type { AskedOrder, PartnerOrder } from '#contract'
import { encodeId } from '#domain/id'
import { approvalCodeOf, orderStateOf, type OrderState } from '#domain/partner'
import { UNDO_MINUTES, type VoucherState } from '#domain/voucher'
import type { CryptoModule, Queryable } from '#server/platform/index'

export interface OrderRow {
  order_id: string
  order_no: string
  institution_id: string
  goods_id: string
  shop_id: string
  asked_at: Date
  ask_until: Date
  account_id: string | null
  declined_at: Date | null
  withdrawn_at: Date | null
  partner_zh: string
  partner_en: string
  shop_zh: string
  shop_en: string
  goods_zh: string
  goods_en: string
  picture_digest: Buffer | null
  sponsor_zh: string
  sponsor_en: string
  price_points: bigint
  payable_fen: bigint
  voucher_id: string | null
  voucher_state: VoucherState | null
  held_until: Date | null
  issued_at: Date | null
  valid_to: Date | null
  ended_at: Date | null
  redeemed_at: Date | null
}

/** Select list and tables of an OrderRow; a condition on `asked` follows. */
export const selectOrder = (sql: Queryable) => sql`
  SELECT asked.order_id, order_no, asked.institution_id, asked.goods_id, asked.shop_id, asked_at, ask_until, asked.account_id, asked.declined_at,
    asked.withdrawn_at, partner.name_zh AS partner_zh, partner.name_en AS partner_en, shop.name_zh AS shop_zh, shop.name_en AS shop_en,
    goods.name_zh AS goods_zh, goods.name_en AS goods_en, goods.picture_digest, sponsor.name_zh AS sponsor_zh,
    sponsor.name_en AS sponsor_en, goods.price_points, goods.payable_fen, voucher.voucher_id, voucher.state AS voucher_state, held_until,
    issued_at, valid_to, ended_at, redeemed_at
  FROM partner_order AS asked JOIN institution AS partner ON partner.institution_id = asked.institution_id
  JOIN shop ON shop.shop_id = asked.shop_id JOIN goods ON goods.goods_id = asked.goods_id
  JOIN institution AS sponsor ON sponsor.institution_id = goods.sponsor_id
  LEFT JOIN voucher ON voucher.account_id = asked.account_id AND voucher.request_key = partner_order_key(asked.order_id)
  LEFT JOIN redemption ON redemption.voucher_id = voucher.voucher_id`

export const stateOf = (row: OrderRow, now: Date): OrderState => {
  const { voucher_state: state, held_until: heldUntil, valid_to: validTo } = row
  const voucher = state && heldUntil && validTo ? { state, heldUntil, validTo } : null
  const [isDeclined, isWithdrawn] = [row.declined_at !== null, row.withdrawn_at !== null]
  return orderStateOf({ askUntil: row.ask_until, isDeclined, isWithdrawn, voucher }, now)
}

/** The code of an order is derived, never stored: a retry of the asking shows the same. */
export const approvalCodeFor = (crypto: CryptoModule, orderId: string): string =>
  approvalCodeOf(crypto.blindIndex('approval-code', orderId))

export const presentOrder = (crypto: CryptoModule, row: OrderRow, now: Date): PartnerOrder => {
  const state = stateOf(row, now)
  const isSpent = row.issued_at !== null
  return {
    orderNo: row.order_no,
    state,
    goodsId: encodeId('gds', row.goods_id),
    shopId: encodeId('shp', row.shop_id),
    pricePoints: Number(row.price_points),
    payableFen: Number(row.payable_fen),
    askedAt: row.asked_at.toISOString(),
    askUntil: row.ask_until.toISOString(),
    approvalCode: state === 'asked' ? approvalCodeFor(crypto, row.order_id) : null,
    heldUntil: state === 'held' ? textOf(row.held_until) : null,
    spentAt: textOf(row.issued_at),
    redeemTo: isSpent ? textOf(row.valid_to) : null,
    redeemedAt: textOf(row.redeemed_at),
    refundTo: row.redeemed_at && new Date(row.redeemed_at.getTime() + UNDO_MINUTES * 60_000).toISOString(),
    refundedAt: state === 'refunded' ? textOf(row.ended_at) : null,
  }
}

/** `points`: what she can spend now. */
export const presentAsked = (row: OrderRow, points: number, now: Date): AskedOrder => {
  const state = stateOf(row, now)
  const price = Number(row.price_points)
  const enough = points >= price ? points - price : null
  return {
    state,
    partner: { zh: row.partner_zh, en: row.partner_en },
    shop: { zh: row.shop_zh, en: row.shop_en },
    goods: {
      goodsId: encodeId('gds', row.goods_id),
      name: { zh: row.goods_zh, en: row.goods_en },
      pictureDigest: row.picture_digest?.toString('hex') ?? null,
      sponsor: { zh: row.sponsor_zh, en: row.sponsor_en },
    },
    pricePoints: price,
    points,
    pointsAfter: state === 'asked' ? enough : points,
    askUntil: row.ask_until.toISOString(),
    heldUntil: state === 'held' ? textOf(row.held_until) : null,
  }
}

const textOf = (moment: Date | null): string | null => moment?.toISOString() ?? null
