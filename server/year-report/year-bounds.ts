import { parseCityMonth } from '#domain/calendar'
import type { YearBounds } from '#domain/year-report'
import type { Queryable } from '#server/platform/index'

/** From when an account has years; undefined where there is none. */
export const readYearBounds = async (
  sql: Queryable,
  accountId: string,
  now: Date,
): Promise<YearBounds | undefined> => {
  const [row] = await sql<{ opened_at: Date; issued_from: string | null }[]>`
    SELECT opened_at,
      (SELECT to_char(min(city_month), 'YYYY-MM') FROM project_issuance WHERE owner_id = account_id) AS issued_from
    FROM account WHERE account_id = ${accountId}`
  if (row === undefined) return undefined
  return { openedAt: row.opened_at, issuedFrom: parseCityMonth(row.issued_from ?? '') ?? null, now }
}
