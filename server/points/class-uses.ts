import type { ReductionUse } from '#contract'
import type { CityDay } from '#domain/calendar'
import { CITY_SCHEME_ID } from '#server/city/index'
import type { Queryable } from '#server/platform/index'

/** Which uses (分类施策) each methodology class has on a day, by the bureau's table. */
export const usesByClass = async (
  sql: Queryable,
  day: CityDay,
): Promise<ReadonlyMap<string, readonly ReductionUse[]>> => {
  const rows = await sql<{ class: string; uses: ReductionUse[] }[]>`
    SELECT class, array_agg(use ORDER BY use) AS uses FROM class_use
    WHERE scheme_id = ${CITY_SCHEME_ID} AND valid_from <= ${day} AND (valid_to IS NULL OR ${day} < valid_to)
    GROUP BY class`
  return new Map(rows.map((row) => [row.class, row.uses]))
}

/** Says of each methodology class whether its reductions may go to a use on a day. */
export const permittedClasses = async (
  sql: Queryable,
  use: ReductionUse,
  day: CityDay,
): Promise<(methodologyClass: string) => boolean> => {
  const uses = await usesByClass(sql, day)
  return (methodologyClass) => uses.get(methodologyClass)?.includes(use) ?? false
}
