import { Type, type Static } from '@sinclair/typebox'
import { CityDay, Count, Name, WireId } from './primitives'

const Fen = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'fen' })

/** Redemptions that were not taken back: how many, for how many points, and what their merchants are owed for them. */
const Sum = {
  redemptions: Count,
  points: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'points' }),
  payableFen: Fen,
}

export const DayRedemptions = Type.Object({ day: CityDay, ...Sum })
export type DayRedemptions = Static<typeof DayRedemptions>

export const ShopRedemptions = Type.Object({
  shopId: WireId('shp'),
  name: Name,
  merchant: Name,
  ...Sum,
  /** Days with at least one. */
  days: Type.Array(DayRedemptions),
})
export type ShopRedemptions = Static<typeof ShopRedemptions>

/** What shops redeemed of the goods an institution lists, or of those it pays for. */
export const RedemptionFigures = Type.Object({
  from: CityDay,
  to: CityDay,
  /** All shops together, each day of the range, also one without any. */
  days: Type.Array(DayRedemptions),
  /** Those with the most first, at most 100. */
  shops: Type.Array(ShopRedemptions),
  /** What the shops beyond these had together. */
  others: Type.Object({ shops: Count, ...Sum }),
  /** Vouchers taken without network that had been used elsewhere: their shops are paid out of what the sponsor owes beside its budget. */
  clashes: Type.Object({ vouchers: Count, lossFen: Fen }),
})
export type RedemptionFigures = Static<typeof RedemptionFigures>

export const RedemptionFiguresQuery = Type.Object(
  {
    /** For the goods it lists, or for those it pays for. */
    as: Type.Union([Type.Literal('mallOperator'), Type.Literal('sponsor')]),
    from: CityDay,
    /** The last day, at most 31 with the first. */
    to: CityDay,
  },
  { additionalProperties: false },
)
export type RedemptionFiguresQuery = Static<typeof RedemptionFiguresQuery>
