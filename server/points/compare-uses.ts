import type { UseOfGramsList } from '#contract'
import { cityMonthOf } from '#domain/calendar'
import { grams } from '#domain/measure'
import { monthlyLotExpiry, pointsOfGrams, saleFen } from '#domain/points'
import { REFERENCE_PRICE } from '#server/city/index'

/** What the same grams would be as points, as a sale or as a gift: she sees it before anything irreversible. */
export const compareUses = (asked: number, now: Date): UseOfGramsList => {
  const fen = saleFen(grams(asked), REFERENCE_PRICE.fenPerTonne)
  const until = monthlyLotExpiry(cityMonthOf(now)).toISOString()
  return {
    grams: asked,
    items: [
      {
        use: 'points',
        isOpen: true,
        points: pointsOfGrams(grams(asked)),
        spendableUntil: until,
        fen: null,
        source: null,
      },
      { use: 'sale', isOpen: false, points: null, spendableUntil: null, fen, source: REFERENCE_PRICE.source },
      { use: 'donation', isOpen: false, points: null, spendableUntil: null, fen: null, source: null },
    ],
  }
}
