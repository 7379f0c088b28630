import { Type, type Static } from '@sinclair/typebox'
import { Count, Instant, Milligrams, Name, Nullable, WireId } from './primitives'

/** Whole points 碳积分. Not money. */
export const Points = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'points' })
export const Grams = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'whole grams CO2e' })

/** Points that expire together. */
export const PointsExpiry = Type.Object({
  points: Points,
  /** From this instant on they can no longer be spent. */
  expiresAt: Instant,
})
export type PointsExpiry = Static<typeof PointsExpiry>

/** What reductions may become (分类施策): which class may become what, and on which days, is dated data of the city. */
export const ReductionUse = Type.Union([
  Type.Literal('points'),
  Type.Literal('sale'),
  Type.Literal('offset'),
  Type.Literal('donation'),
  Type.Literal('surrender'),
])
export type ReductionUse = Static<typeof ReductionUse>

/** Held reductions of one class that may not become points today, and what they may become by the rules of the day. */
export const OtherHolding = Type.Object({
  methodologyClass: Type.String(),
  milligrams: Milligrams,
  uses: Type.Array(ReductionUse),
})
export type OtherHolding = Static<typeof OtherHolding>

/** What she can spend and what she could still convert. */
export const PointsBalance = Type.Object({
  points: Points,
  /** Inside vouchers that were not redeemed yet. */
  heldPoints: Points,
  /** Every coming expiry, the next first. */
  expiries: Type.Array(PointsExpiry),
  /** Whole grams that may become points today. */
  convertibleGrams: Count,
  /** Issued and held, converted ones not included. */
  balanceMilligrams: Milligrams,
  /** Of it, what may not become points today. */
  notConvertible: Type.Array(OtherHolding),
})
export type PointsBalance = Static<typeof PointsBalance>

export const ConversionRequest = Type.Object({ grams: Grams }, { additionalProperties: false })
export type ConversionRequest = Static<typeof ConversionRequest>

export const Conversion = Type.Object({
  conversionId: WireId('cnv'),
  grams: Grams,
  points: Points,
  convertedAt: Instant,
  expiresAt: Instant,
})
export type Conversion = Static<typeof Conversion>

/** One way the same grams could go, shown beside the others before any of it is done. */
export const UseOfGrams = Type.Object({
  use: Type.Union([Type.Literal('points'), Type.Literal('sale'), Type.Literal('donation')]),
  /** Whether she can do it now. */
  isOpen: Type.Boolean(),
  points: Nullable(Points),
  /** When points granted now expire. */
  spendableUntil: Nullable(Instant),
  /** What a sale might bring before any fee, in fen, floored; by a reference price and never a promise. */
  fen: Nullable(Count),
  /** Where the reference price comes from. */
  source: Nullable(Name),
})
export type UseOfGrams = Static<typeof UseOfGrams>
export const UseOfGramsList = Type.Object({ grams: Grams, items: Type.Array(UseOfGrams) })
export type UseOfGramsList = Static<typeof UseOfGramsList>
