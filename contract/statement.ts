import { Type, type Static } from '@sinclair/typebox'
import { ShopName } from './institution'
import { CityDay, Count, Instant, Name, Nullable, SOME_LINES, WireId } from './primitives'

/** Whole fen of money; below zero where more was undone on a day than taken. */
const SignedFen = Type.Integer({
  minimum: -1_000_000_000_000,
  maximum: 1_000_000_000_000,
  description: 'fen',
})

/** `made`: nobody has said anything; `answered`: a mall operator or sponsor answered a dispute; `superseded`: there is a newer version. */
export const StatementState = Type.Union([
  Type.Literal('made'),
  Type.Literal('confirmed'),
  Type.Literal('disputed'),
  Type.Literal('answered'),
  Type.Literal('superseded'),
])
export type StatementState = Static<typeof StatementState>

/** One version of a merchant's statement of one day. */
export const StatementSummary = Type.Object({
  statementId: WireId('stm'),
  day: CityDay,
  version: Type.Integer({ minimum: 1 }),
  state: StatementState,
  lines: Count,
  payableFen: SignedFen,
  /** Of the day as its latest version has it. */
  paidFen: SignedFen,
  dueOn: CityDay,
  isPaid: Type.Boolean(),
})
export type StatementSummary = Static<typeof StatementSummary>
export const StatementList = Type.Object({ items: Type.Array(StatementSummary) })
export type StatementList = Static<typeof StatementList>

/** What a sponsor pays of it. */
export const StatementShare = Type.Object({
  sponsorId: WireId('org'),
  sponsor: Name,
  lines: Count,
  fen: SignedFen,
  paidFen: SignedFen,
  /** Its latest payment. */
  payment: Nullable(Type.Object({ reference: Type.String(), paidAt: Instant })),
})
export type StatementShare = Static<typeof StatementShare>

/** What was said to it. */
export const StatementAct = Type.Object({
  act: Type.Union([Type.Literal('confirmed'), Type.Literal('disputed'), Type.Literal('answered')]),
  /** The institution that said it. */
  institution: Name,
  text: Nullable(Type.String()),
  actedAt: Instant,
})
export type StatementAct = Static<typeof StatementAct>

export const Statement = Type.Intersect([
  StatementSummary,
  Type.Object({
    merchant: Name,
    madeAt: Instant,
    /** The version that counts now. */
    latestId: WireId('stm'),
    /** How it differs from the version before; the first differs from nothing. */
    addedLines: Count,
    addedFen: SignedFen,
    /** SHA-256 of its CSV file, hexadecimal. */
    digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    counts: Type.Object({ redemptions: Count, reversals: Count, losses: Count }),
    shares: Type.Array(StatementShare),
    shops: Type.Array(Type.Intersect([ShopName, Type.Object({ lines: Count, fen: SignedFen })])),
    acts: Type.Array(StatementAct),
  }),
])
export type Statement = Static<typeof Statement>

/** `redemption`: taken; `reversal`: a taking undone; `loss`: taken without network after it was used elsewhere, paid by the sponsor. */
export const StatementLineKind = Type.Union([
  Type.Literal('redemption'),
  Type.Literal('reversal'),
  Type.Literal('loss'),
])
export type StatementLineKind = Static<typeof StatementLineKind>

export const StatementLine = Type.Object({
  line: Type.Integer({ minimum: 1 }),
  /** The version that brought it. */
  version: Type.Integer({ minimum: 1 }),
  kind: StatementLineKind,
  /** When it was recorded, which is what makes it of this day. */
  recordedAt: Instant,
  /** When a till without network took it, by its own clock. */
  takenAt: Nullable(Instant),
  shopId: WireId('shp'),
  shop: Name,
  goods: Name,
  /** Its last four digits, the others as asterisks. */
  voucherNo: Type.String({ pattern: '^\\*{6}\\d{4}$' }),
  /** How it was shown: code, phoneCode, offline … */
  channel: Type.String(),
  sponsorId: WireId('org'),
  sponsor: Name,
  fen: SignedFen,
})
export type StatementLine = Static<typeof StatementLine>
/** `next` is the line to ask after for more. */
export const StatementLinePage = Type.Object({
  items: Type.Array(StatementLine),
  next: Nullable(Type.Integer({ minimum: 1 })),
})
export type StatementLinePage = Static<typeof StatementLinePage>

const Words = Type.String({ minLength: 1, maxLength: 500, pattern: SOME_LINES })

export const StatementDisputeRequest = Type.Object({ reason: Words }, { additionalProperties: false })
export type StatementDisputeRequest = Static<typeof StatementDisputeRequest>
export const StatementAnswerRequest = Type.Object({ answer: Words }, { additionalProperties: false })
export type StatementAnswerRequest = Static<typeof StatementAnswerRequest>

/** A merchant's dispute, for a mall operator or sponsor it concerns; `fen` is what of it is for their goods, for the centre all of it. */
export const StatementDispute = Type.Object({
  statementId: WireId('stm'),
  merchant: Name,
  day: CityDay,
  version: Type.Integer({ minimum: 1 }),
  state: StatementState,
  fen: SignedFen,
  acts: Type.Array(StatementAct),
})
export type StatementDispute = Static<typeof StatementDispute>
export const StatementDisputeList = Type.Object({ items: Type.Array(StatementDispute) })
export type StatementDisputeList = Static<typeof StatementDisputeList>

export const StatementPaymentRequest = Type.Object(
  {
    reference: Type.String({
      minLength: 1,
      maxLength: 64,
      pattern: '^[^\\s\\x00-\\x1f]([^\\x00-\\x1f]*[^\\s\\x00-\\x1f])?$',
      description: 'the number of the transfer at the bank',
    }),
    /** What was paid: toPayFen of the due. */
    fen: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description: 'fen' }),
  },
  { additionalProperties: false },
)
export type StatementPaymentRequest = Static<typeof StatementPaymentRequest>

/** What a sponsor wrote down as paid to a merchant. */
export const StatementPayment = Type.Object({
  paymentId: WireId('pay'),
  merchant: Name,
  /** The number of the transfer at the bank. */
  reference: Type.String(),
  paidAt: Instant,
  fen: SignedFen,
  /** The days it paid, those below zero it deducted among them; each by its latest version. */
  days: Type.Array(Type.Object({ statementId: WireId('stm'), day: CityDay, fen: SignedFen })),
})
export type StatementPayment = Static<typeof StatementPayment>
export const StatementPaymentPage = Type.Object({
  items: Type.Array(StatementPayment),
  nextCursor: Nullable(Type.String()),
})
export type StatementPaymentPage = Static<typeof StatementPaymentPage>

/** What this sponsor owes a merchant for a day. */
export const StatementDue = Type.Object({
  statementId: WireId('stm'),
  merchantId: WireId('org'),
  merchant: Name,
  day: CityDay,
  dueOn: CityDay,
  state: StatementState,
  fen: SignedFen,
  paidFen: SignedFen,
  /** What of it are losses by clashes. */
  lossFen: SignedFen,
  /** What is to be paid for it now: what is open, less what days below zero have left. */
  toPayFen: SignedFen,
  isPaid: Type.Boolean(),
})
export type StatementDue = Static<typeof StatementDue>
export const StatementDueList = Type.Object({
  items: Type.Array(StatementDue),
  /** All that is open, on the pages that follow too. */
  openFen: SignedFen,
  next: Nullable(Type.String()),
})
export type StatementDueList = Static<typeof StatementDueList>
