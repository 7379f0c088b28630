import { Type, type Static } from '@sinclair/typebox'
import { DeliveryReason, DeliveryState } from './delivery'
import { Goods } from './goods'
import { PointsExpiry } from './points'
import { Cursor, Instant, Name, Nullable, WireId } from './primitives'
import { Points } from './points'

/**
 * `held`: goods and points are kept for her until heldUntil; `issued`: it can be shown; `released`: the hold ended; `refunded`: given
 * back. All endings but `redeemed` return the points to the lots they came from.
 */
export const VoucherState = Type.Union([
  Type.Literal('held'),
  Type.Literal('issued'),
  Type.Literal('redeemed'),
  Type.Literal('refunded'),
  Type.Literal('expired'),
  Type.Literal('released'),
])
export type VoucherState = Static<typeof VoucherState>

export const VoucherRequest = Type.Object(
  {
    goodsId: WireId('gds'),
    /** `hold` keeps it while she reads what she is about to do; `take` is her last word. */
    step: Type.Union([Type.Literal('hold'), Type.Literal('take')]),
  },
  { additionalProperties: false },
)
export type VoucherRequest = Static<typeof VoucherRequest>

export const Voucher = Type.Object({
  voucherId: WireId('vch'),
  state: VoucherState,
  goods: Type.Pick(Goods, ['goodsId', 'kind', 'name', 'pictureDigest', 'sponsor', 'isOffline']),
  pricePoints: Points,
  /** What it took from which lots, as they expire; exactly that comes back. */
  lots: Type.Array(PointsExpiry),
  heldAt: Instant,
  heldUntil: Nullable(Instant),
  issuedAt: Nullable(Instant),
  /** Until when it can be shown. */
  validTo: Instant,
  endedAt: Nullable(Instant),
  /** The shop that redeemed it. */
  shop: Nullable(Name),
  /** A shop used it and took that back: it is dead, and its points are hers again. */
  isUndone: Type.Boolean(),
  /** While a till without network may have taken a signed form of it: until when that can be told, and until then it is not given back. */
  formOutUntil: Nullable(Instant),
  /** Who uses it instead of a till she would show it at: the partner she approved it for, or who delivers it. */
  usedBy: Nullable(Name),
  /** Of goods an outside system delivers. */
  delivery: Nullable(Type.Object({ state: DeliveryState, reason: Nullable(DeliveryReason) })),
})
export type Voucher = Static<typeof Voucher>
/** Living ones first, then what ended last. */
export const VoucherList = Type.Object({ items: Type.Array(Voucher), nextCursor: Nullable(Cursor) })
export type VoucherList = Static<typeof VoucherList>
