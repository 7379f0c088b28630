import type { YearList } from '#contract'
import { cityDayOf } from '#domain/calendar'
import type { Dependencies } from '#server/platform/index'

/** Years from the opening of her account to now, the running one first, with what was issued to her for each. */
export const listYears = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  accountId: string,
): Promise<YearList> => {
  const now = clock.now()
  const [account] = await sql<{ opened_at: Date }[]>`
    SELECT opened_at FROM account WHERE account_id = ${accountId}`
  const rows = await sql<{ year: number; milligrams: bigint; rides: number }[]>`
    SELECT extract(YEAR FROM city_month)::int AS year, sum(milligrams)::bigint AS milligrams, sum(rides)::int AS rides
    FROM (
      SELECT city_month, issued_milligrams AS milligrams, rides FROM account_month WHERE account_id = ${accountId}
      UNION ALL SELECT city_month, reduction_milligrams, 0 FROM project_issuance WHERE owner_id = ${accountId}) AS issued
    GROUP BY 1`
  const last = yearOf(now)
  const first = Math.min(last, yearOf(account?.opened_at ?? now))
  return {
    items: Array.from({ length: last - first + 1 }, (_, index) => {
      const row = rows.find(({ year }) => year === last - index)
      return { year: last - index, issuedMilligrams: Number(row?.milligrams ?? 0), rides: row?.rides ?? 0 }
    }),
  }
}

const yearOf = (instant: Date): number => Number(cityDayOf(instant).slice(0, 4))
