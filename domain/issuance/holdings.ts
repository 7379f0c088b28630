import { milligrams, type Milligrams } from '#domain/measure'
import type { CityMonth } from '#domain/calendar'

/** What an account holds of one city month and methodology class. */
export interface Holding {
  readonly cityMonth: CityMonth
  readonly methodologyClass: string
  readonly balance: Milligrams
}

/** A part of one holding. */
export interface Take<H extends Holding = Holding> {
  readonly holding: H
  readonly taken: Milligrams
}

const byAge = (a: Holding, b: Holding): number =>
  a.cityMonth < b.cityMonth
    ? -1
    : a.cityMonth > b.cityMonth
      ? 1
      : a.methodologyClass < b.methodologyClass
        ? -1
        : Number(a.methodologyClass > b.methodologyClass)

/**
 * Which holdings an amount comes from: the oldest city month first, then by class, the last one in part. The takes sum exactly
 * to the amount. Refuses as `notEnough` when all holdings together hold less.
 */
export const consumeOldestFirst = <H extends Holding>(
  holdings: readonly H[],
  amount: Milligrams,
): readonly Take<H>[] | 'notEnough' => {
  const takes: Take<H>[] = []
  let left: number = amount
  for (const holding of [...holdings].sort(byAge)) {
    const taken = milligrams(Math.min(holding.balance, left))
    if (taken > 0) takes.push({ holding, taken })
    left -= taken
  }
  return left === 0 ? takes : 'notEnough'
}
