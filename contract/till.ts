import { Type, type Static } from '@sinclair/typebox'
import { Instant, Name, Nullable, WireId } from './primitives'

/** Eighteen digits that show a voucher for a minute, and what a phone without network makes its own codes of. */
export const VoucherCode = Type.Object({
  digits: Type.String({ pattern: '^\\d{18}$' }),
  issuedAt: Instant,
  /** Ask for the next one then; tills take this one a quarter of a minute longer. */
  expiresAt: Instant,
  phoneKey: Type.Object({
    voucherNo: Type.String({ pattern: '^\\d{10}$' }),
    /** Key of HMAC-SHA-512 over the half minute (RFC 6238), base64url; for this voucher alone. */
    secret: Type.String(),
  }),
})
export type VoucherCode = Static<typeof VoucherCode>

export const VoucherCodeRequest = Type.Object(
  {
    /** `screenshot`: codes shown before are worthless at once. */
    reason: Type.Union([Type.Literal('shown'), Type.Literal('screenshot')]),
  },
  { additionalProperties: false },
)
export type VoucherCodeRequest = Static<typeof VoucherCodeRequest>

export const TillRequest = Type.Object(
  {
    shopId: WireId('shp'),
    publicKey: Type.String({
      pattern: '^[A-Za-z0-9_-]{43}$',
      description: 'base64url of the 32 bytes of an Ed25519 public key made on the device',
    }),
  },
  { additionalProperties: false },
)
export type TillRequest = Static<typeof TillRequest>
export const Till = Type.Object({ tillId: WireId('til'), shopId: WireId('shp'), shop: Name })
export type Till = Static<typeof Till>

export const RedemptionRequest = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 64, description: 'as scanned or typed' }) },
  { additionalProperties: false },
)
export type RedemptionRequest = Static<typeof RedemptionRequest>

export const Redemption = Type.Object({
  voucherId: WireId('vch'),
  goods: Name,
  redeemedAt: Instant,
  payableFen: Type.Integer({ minimum: 0, description: 'fen the merchant is owed for it' }),
  /** What colleagues call who took it. */
  cashier: Type.String(),
  undoneAt: Nullable(Instant),
  /** Until when the shop may take it back. */
  undoTo: Instant,
})
export type Redemption = Static<typeof Redemption>
export const RedemptionList = Type.Object({ items: Type.Array(Redemption) })
export type RedemptionList = Static<typeof RedemptionList>

export const TillOutcome = Type.Union([
  Type.Literal('redeemed'),
  Type.Literal('alreadyRedeemed'),
  Type.Literal('notForShop'),
  Type.Literal('codeRefreshed'),
  Type.Literal('codeUnknown'),
  Type.Literal('expired'),
  Type.Literal('notUsable'),
])
export type TillOutcome = Static<typeof TillOutcome>

/** What a till shows and says: one sentence, and the redemption where this till's shop made it. */
export const TillAnswer = Type.Object({
  outcome: TillOutcome,
  say: Name,
  redemption: Nullable(Redemption),
})
export type TillAnswer = Static<typeof TillAnswer>

/** Collected points that became reductions again. */
export const TurnBack = Type.Object({
  turnBackId: WireId('tbk'),
  points: Type.Integer({ minimum: 1 }),
  vouchers: Type.Integer({ minimum: 1 }),
  turnedBackAt: Instant,
  /** The serials that came, one a milligram, as decimal digits. */
  serials: Type.Array(Type.Object({ from: Type.String(), to: Type.String() })),
})
export type TurnBack = Static<typeof TurnBack>
