import type { YearList } from '#contract'
import { yearsWithin } from '#domain/year-report'
import type { Dependencies } from '#server/platform/index'

import { readYearBounds } from './year-bounds'

/**
 * Years to now from the opening of her account, or from the first one projects of hers were issued for; the running one first, with what was
 * issued to her for each.
 */
export const listYears = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  accountId: string,
): Promise<YearList> => {
  const rows = await sql<{ year: number; milligrams: bigint; rides: number }[]>`
    SELECT extract(YEAR FROM city_month)::int AS year, sum(milligrams)::bigint AS milligrams, sum(rides)::int AS rides
    FROM (
      SELECT city_month, issued_milligrams AS milligrams, rides FROM account_month WHERE account_id = ${accountId}
      UNION ALL SELECT city_month, reduction_milligrams, 0 FROM project_issuance WHERE owner_id = ${accountId}) AS issued
    GROUP BY 1`
  const now = clock.now()
  const bounds = (await readYearBounds(sql, accountId, now)) ?? { openedAt: now, issuedFrom: null, now }
  return {
    items: yearsWithin(bounds).map((year) => {
      const row = rows.find((one) => one.year === year)
      return { year, issuedMilligrams: Number(row?.milligrams ?? 0), rides: row?.rides ?? 0 }
    }),
  }
}
