import { Type, type Static } from '@sinclair/typebox'
import {
  CityDay,
  CityMonth,
  Count,
  Cursor,
  MilligramsText,
  Instant,
  Name,
  Nullable,
  WireId,
} from './primitives'

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
  /** Until when the shop may take it back; null while a signed form of its voucher is out. */
  undoTo: Nullable(Instant),
})
export type Redemption = Static<typeof Redemption>

const Takes = Type.Object({ takes: Count, fen: Type.Integer({ minimum: 0, description: 'fen' }) })
const TodayFigures = {
  /** Vouchers redeemed today and not taken back. */
  redemptions: Count,
  payableFen: Type.Integer({
    description: 'fen; what the statement of this day will say by what is known now',
  }),
  /** What tills told today that was redeemed elsewhere first: owed beside what was redeemed. */
  afterClash: Takes,
  /** What was taken back today and redeemed before: taken from what is owed for today. */
  undoneOfBefore: Takes,
} as const
export const TodayShop = Type.Object({ shopId: WireId('shp'), name: Name, ...TodayFigures })
export type TodayShop = Static<typeof TodayShop>
export const TodayTake = Type.Object({
  voucherId: WireId('vch'),
  goods: Name,
  shopId: WireId('shp'),
  shop: Name,
  /** `till`: somebody stood there; `partner`: a company's own tills, through its server; `delivery`: an outside system delivered it. */
  by: Type.Union([Type.Literal('till'), Type.Literal('partner'), Type.Literal('delivery')]),
  /** What colleagues call who took it; null where nobody stood there. */
  cashier: Nullable(Type.String()),
  redeemedAt: Instant,
  payableFen: Type.Integer({ minimum: 0, description: 'fen the merchant is owed for it' }),
  undoneAt: Nullable(Instant),
  /** Until when a till of the shop may take it back; null for what no till took, and while a signed form of it is out. */
  undoTo: Nullable(Instant),
})
export type TodayTake = Static<typeof TodayTake>
export const Today = Type.Object({
  day: CityDay,
  /** When it was so, by the clock of the service: what a device's own says decides over nothing. */
  at: Instant,
  /** All the member works in, whichever was asked for, in the order they were opened. */
  shops: Type.Array(TodayShop),
  ...TodayFigures,
  /** The latest first, five hundred at most. */
  items: Type.Array(TodayTake),
})
export type Today = Static<typeof Today>

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

const CollectedPart = Type.Object({ vouchers: Count, points: Count })

/** Serials that follow on, one a milligram, as decimal digits, and the issuance run that made them. */
export const SerialBlock = Type.Object({
  from: Type.String(),
  to: Type.String(),
  operator: Name,
  operatorDay: CityDay,
  runNo: Type.Integer({ minimum: 1 }),
  methodologyCode: Type.String(),
})
export type SerialBlock = Static<typeof SerialBlock>
/** `next`: the serial to ask after for more. */
export const SerialBlockPage = Type.Object({
  items: Type.Array(SerialBlock),
  next: Nullable(Type.String()),
})
export type SerialBlockPage = Static<typeof SerialBlockPage>

/** Collected points that became reductions again. */
export const TurnBack = Type.Object({
  turnBackId: WireId('tbk'),
  points: Type.Integer({ minimum: 1 }),
  vouchers: Type.Integer({ minimum: 1 }),
  turnedBackAt: Instant,
  /** What the reductions are, by the month of the rides and the methodology they were counted by. */
  sources: Type.Array(
    Type.Object({
      month: CityMonth,
      methodology: Type.Object({ code: Type.String(), version: Count, name: Name }),
      milligrams: MilligramsText,
    }),
  ),
  /** How many blocks of serials came. */
  blocks: Count,
  /** The first 60 of them; the rest is read page by page. */
  serials: Type.Array(SerialBlock),
})
export type TurnBack = Static<typeof TurnBack>
/** How far an act has come; asked again with the same key it goes on until nothing is left. */
export const TurnBackProgress = Type.Intersect([TurnBack, Type.Object({ left: CollectedPart })])
export type TurnBackProgress = Static<typeof TurnBackProgress>
export const TurnBackPage = Type.Object({ items: Type.Array(TurnBack), nextCursor: Nullable(Cursor) })
export type TurnBackPage = Static<typeof TurnBackPage>

/** Points of redeemed vouchers that were not turned back yet. */
export const Collected = Type.Object({
  all: CollectedPart,
  /** Of these, what shops can still undo. */
  undoable: CollectedPart,
  /** What can be turned back now. */
  next: CollectedPart,
  /** Reductions the institution holds now, the month of the rides with them, the latest first. */
  holding: Type.Object({
    milligrams: MilligramsText,
    months: Type.Array(Type.Object({ month: CityMonth, milligrams: MilligramsText })),
  }),
})
export type Collected = Static<typeof Collected>

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
  goods: Type.Array(Type.Object({ goodsId: WireId('gds'), name: Name })),
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
      /** `clash`: used at another till first, of whatever merchant, and paid by the sponsor; `refused`: not paid. */
      outcome: Type.Union([Type.Literal('redeemed'), Type.Literal('clash'), Type.Literal('refused')]),
      say: Name,
      /** Of the voucher in its form; null for a form that is none of ours. */
      goods: Nullable(Name),
      paidFen: Type.Integer({ minimum: 0, description: 'fen the merchant is owed by this entry' }),
    }),
  ),
  logSequence: Type.Integer({ minimum: 0 }),
  logDigest: Digest,
})
export type TillLogOutcomes = Static<typeof TillLogOutcomes>
