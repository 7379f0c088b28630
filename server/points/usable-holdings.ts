import type { OtherHolding } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { milligrams, sumMilligrams, type Milligrams } from '#domain/measure'
import { holdingsOf } from '#server/ledger/index'
import type { Queryable } from '#server/platform/index'

import { usesByClass } from './class-uses'

export interface UsableHoldings {
  readonly balanceMilligrams: Milligrams
  readonly convertibleMilligrams: Milligrams
  readonly notConvertible: OtherHolding[]
}

/** What an account holds, by what it may become on the day of `now`: points, or by classes only something else. In milligrams. */
export const readUsable = async (sql: Queryable, accountId: string, now: Date): Promise<UsableHoldings> => {
  const holdings = await holdingsOf(sql, accountId)
  const uses = await usesByClass(sql, cityDayOf(now))
  const heldOf = (methodologyClass: string): Milligrams =>
    sumMilligrams(
      holdings.filter((one) => one.methodologyClass === methodologyClass).map(({ balance }) => balance),
    )
  const notConvertible = [...new Set(holdings.map(({ methodologyClass }) => methodologyClass))]
    .map((methodologyClass) => ({
      ...{ methodologyClass, milligrams: heldOf(methodologyClass) },
      uses: [...(uses.get(methodologyClass) ?? [])],
    }))
    .filter(({ uses: permitted }) => !permitted.includes('points'))
  const balanceMilligrams = sumMilligrams(holdings.map(({ balance }) => balance))
  const kept = sumMilligrams(notConvertible.map(({ milligrams: held }) => held))
  return {
    ...{ balanceMilligrams, notConvertible },
    convertibleMilligrams: milligrams(balanceMilligrams - kept),
  }
}
