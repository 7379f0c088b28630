import type { CityMonth } from '#domain/calendar'
import { consumeOldestFirst, type Holding, type Take } from '#domain/issuance'
import { milligrams, points, sumMilligrams, type Milligrams } from '#domain/measure'
import { MILLIGRAMS_PER_POINT, spendFirstExpiring, type Lot, type LotShare } from '#domain/points'

/** What a ride had brought, and for which month and class it was issued. */
export interface Withdrawn {
  readonly milligrams: Milligrams
  readonly cityMonth: CityMonth
  readonly methodologyClass: string
}

/** What its resident has: free grams by holding, unspent points by lot. What she spent, sold or cancelled is not hers any more. */
export interface Owned<H extends Holding = Holding> {
  readonly holdings: readonly H[]
  readonly lots: readonly Lot[]
}

/** The parts of a claw-back; together exactly the milligrams of the ride, a point for 1000. */
export interface ClawBackPlan<H extends Holding = Holding> {
  readonly takes: readonly Take<H>[]
  readonly points: readonly LotShare[]
  /** What she has not got: booked on her shortfall, and made up by the operator's guarantee. */
  readonly shortfall: Milligrams
}

/** The same as a number, for what one person has. */
const PER_POINT = Number(MILLIGRAMS_PER_POINT)

/**
 * Where the milligrams of a withdrawn ride come from: free grams first, of its own month and class before all others, because what it
 * brought lies there; then the other holdings, the oldest first. Next unspent points, those that end first, as if she had spent them. A
 * point is taken whole or not at all: what is less than one is shortfall, so that she never loses a point to a part of it. Source: our
 * own design, after DESIGN 5.3.
 */
export const planClawBack = <H extends Holding>(
  withdrawn: Withdrawn,
  { holdings, lots }: Owned<H>,
  now: Date,
): ClawBackPlan<H> => {
  const own = holdings.filter((holding) => isOwn(withdrawn, holding))
  const others = holdings.filter((holding) => !isOwn(withdrawn, holding))
  const fromOwn = takeUpTo(own, withdrawn.milligrams)
  const fromOthers = takeUpTo(others, less(withdrawn.milligrams, takenOf(fromOwn)))
  const takes = [...fromOwn, ...fromOthers]
  const left = less(withdrawn.milligrams, takenOf(takes))
  const shares = pointsUpTo(lots, left, now)
  const ofPoints = shares.reduce((sum, share) => sum + share.points, 0) * PER_POINT
  return { takes, points: shares, shortfall: less(left, milligrams(ofPoints)) }
}

const isOwn = (withdrawn: Withdrawn, holding: Holding): boolean =>
  holding.cityMonth === withdrawn.cityMonth && holding.methodologyClass === withdrawn.methodologyClass

const takeUpTo = <H extends Holding>(holdings: readonly H[], amount: Milligrams): readonly Take<H>[] => {
  const held = sumMilligrams(holdings.map(({ balance }) => balance))
  const takes = consumeOldestFirst(holdings, milligrams(Math.min(held, amount)))
  if (takes === 'notEnough') throw new Error('no more was asked for than is held')
  return takes
}

const pointsUpTo = (lots: readonly Lot[], amount: Milligrams, now: Date): readonly LotShare[] => {
  const living = lots.filter(({ expiresAt }) => expiresAt > now).reduce((sum, lot) => sum + lot.points, 0)
  const wanted = points(Math.min(living, Math.floor(amount / PER_POINT)))
  const shares = spendFirstExpiring(lots, wanted, now)
  if (shares === 'notEnough') throw new Error('no more was asked for than there is')
  return shares
}

const takenOf = (takes: readonly Take[]): Milligrams => sumMilligrams(takes.map(({ taken }) => taken))

const less = (amount: Milligrams, taken: Milligrams): Milligrams => milligrams(amount - taken)
