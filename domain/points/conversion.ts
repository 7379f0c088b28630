import { consumeOldestFirst, type Holding, type Take } from '#domain/issuance'
import { milligrams, type Grams } from '#domain/measure'

export type ConversionDecision<H extends Holding = Holding> =
  readonly Take<H>[] | 'use.not-permitted-by-class' | 'points.not-enough-grams'

/**
 * Which holdings a conversion of whole grams takes from: the oldest first, and only classes whose reductions may become points
 * today (分类施策). Where the permitted holdings do not suffice but all together would, the refusal names the class rule.
 */
export const decideConversion = <H extends Holding>(
  holdings: readonly H[],
  grams: Grams,
  isPermitted: (methodologyClass: string) => boolean,
): ConversionDecision<H> => {
  const amount = milligrams(grams * 1000)
  const takes = consumeOldestFirst(
    holdings.filter(({ methodologyClass }) => isPermitted(methodologyClass)),
    amount,
  )
  if (takes !== 'notEnough') return takes
  return consumeOldestFirst(holdings, amount) === 'notEnough'
    ? 'points.not-enough-grams'
    : 'use.not-permitted-by-class'
}
