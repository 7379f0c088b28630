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

/** A voucher a till can take without network: Base45 of 45 bytes and their Ed25519 signature. */
export const OfflineForm = Type.Object({ form: Type.String({ maxLength: 200 }), until: Instant })
export type OfflineForm = Static<typeof OfflineForm>

const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** What a till relies on while it has no network. */
export const OfflineSnapshot = Type.Object({
  takenAt: Instant,
  /** It takes nothing without network after this. */
  until: Instant,
  /** base64url of the Ed25519 key forms are signed with. */
  publicKey: Type.String(),
  goodsIds: Type.Array(WireId('gds')),
  /** Vouchers with a form that is out and worthless. */
  endedVoucherIds: Type.Array(WireId('vch')),
  takesMax: Type.Integer({ minimum: 0 }),
  fenMax: Type.Integer({ minimum: 0 }),
  /** Where its log stands here. */
  logSequence: Type.Integer({ minimum: 0 }),
  logDigest: Digest,
})
export type OfflineSnapshot = Static<typeof OfflineSnapshot>

/** One entry of a till's log; its text and chain are in docs/decisions/offline-tills.md. */
export const TillLogEntry = Type.Object(
  {
    sequence: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    previousDigest: Digest,
    snapshotAt: Instant,
    occurredAt: Instant,
    form: Type.String({ minLength: 1, maxLength: 400 }),
    signature: Type.String({
      pattern: '^[A-Za-z0-9_-]{86}$',
      description: 'base64url of the Ed25519 signature',
    }),
  },
  { additionalProperties: false },
)
export type TillLogEntry = Static<typeof TillLogEntry>
export const TillLogRequest = Type.Object(
  { entries: Type.Array(TillLogEntry, { minItems: 1, maxItems: 50 }) },
  { additionalProperties: false },
)
export type TillLogRequest = Static<typeof TillLogRequest>

export const TillLogOutcomes = Type.Object({
  items: Type.Array(
    Type.Object({
      sequence: Type.Integer({ minimum: 1 }),
      /** `clash`: used elsewhere first, paid by the sponsor; `refused`: not paid. */
      outcome: Type.Union([Type.Literal('redeemed'), Type.Literal('clash'), Type.Literal('refused')]),
      say: Name,
    }),
  ),
  logSequence: Type.Integer({ minimum: 0 }),
  logDigest: Digest,
})
export type TillLogOutcomes = Static<typeof TillLogOutcomes>
