import { Type, type Static } from '@sinclair/typebox'
import { Goods } from './goods'
import { Points } from './points'
import { Instant, Name, Nullable, WireId } from './primitives'

/** A partner's own number of an order. */
export const OrderNo = Type.String({
  pattern: '^[A-Za-z0-9_.-]{1,64}$',
  description: 'the partner’s own number',
})

/** See docs/integration/merchants.md for what each means and what a partner does then. */
export const OrderState = Type.Union([
  Type.Literal('asked'),
  Type.Literal('declined'),
  Type.Literal('lapsed'),
  Type.Literal('held'),
  Type.Literal('released'),
  Type.Literal('spent'),
  Type.Literal('redeemed'),
  Type.Literal('refunded'),
  Type.Literal('expired'),
])
export type OrderState = Static<typeof OrderState>

export const OrderRequest = Type.Object(
  { goodsId: WireId('gds'), shopId: WireId('shp') },
  { additionalProperties: false },
)
export type OrderRequest = Static<typeof OrderRequest>

/** An order as its partner sees it: nothing in it says who approved. */
export const PartnerOrder = Type.Object({
  orderNo: OrderNo,
  state: OrderState,
  goodsId: WireId('gds'),
  shopId: WireId('shp'),
  pricePoints: Points,
  payableFen: Type.Integer({ minimum: 0, description: 'fen the merchant is owed once redeemed' }),
  askedAt: Instant,
  askUntil: Instant,
  /** Ten digits to show as QR and as a number; null once nobody can answer any more. */
  approvalCode: Nullable(Type.String({ pattern: '^\\d{10}$' })),
  /** Spend it before. */
  heldUntil: Nullable(Instant),
  spentAt: Nullable(Instant),
  /** Once spent: hand over and redeem before. */
  redeemTo: Nullable(Instant),
  redeemedAt: Nullable(Instant),
  /** Once redeemed: it can be taken back until then. */
  refundTo: Nullable(Instant),
  refundedAt: Nullable(Instant),
})
export type PartnerOrder = Static<typeof PartnerOrder>

/** What a resident is asked: who wants how many points of hers for what, and what is left afterwards. */
export const AskedOrder = Type.Object({
  state: OrderState,
  partner: Name,
  shop: Name,
  goods: Type.Pick(Goods, ['goodsId', 'name', 'pictureDigest', 'sponsor']),
  pricePoints: Points,
  /** What she can spend now. */
  points: Points,
  /** What she can spend once she has approved; null when it does not suffice. */
  pointsAfter: Nullable(Points),
  askUntil: Instant,
  heldUntil: Nullable(Instant),
})
export type AskedOrder = Static<typeof AskedOrder>
