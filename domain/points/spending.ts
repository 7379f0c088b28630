import { points, type Points } from '#domain/measure'

/** What a lot holds and until when. */
export interface Lot {
  readonly lotId: string
  readonly expiresAt: Date
  readonly points: Points
}

/** A part of one lot. */
export interface LotShare {
  readonly lotId: string
  readonly points: Points
}

/** Ties are settled by id, so that two who compute agree. */
const byExpiry = (a: Lot, b: Lot): number =>
  a.expiresAt.getTime() - b.expiresAt.getTime() || (a.lotId < b.lotId ? -1 : 1)

/**
 * Which lots a price is paid from at `now`: the first to expire first, the last one in part; a lot whose expiry has come is no
 * longer there. The shares sum exactly to the price. Refuses as `notEnough` when the living lots together hold less.
 *
 * The service takes for many at once and reckons it in SQL, `voucher_judge`; this is the rule, to which a property in
 * `test/server/voucher/vouchers.spec.ts` holds it, and what the row lock of the bench is measured with.
 */
export const spendFirstExpiring = (
  lots: readonly Lot[],
  price: Points,
  now: Date,
): readonly LotShare[] | 'notEnough' => {
  const shares: LotShare[] = []
  let left: number = price
  for (const lot of lots.filter(({ expiresAt }) => expiresAt > now).sort(byExpiry)) {
    const share = points(Math.min(lot.points, left))
    if (share > 0) shares.push({ lotId: lot.lotId, points: share })
    left -= share
  }
  return left === 0 ? shares : 'notEnough'
}
