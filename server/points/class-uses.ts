import type { CityDay } from '#domain/calendar'
import { CITY_SCHEME_ID } from '#server/city/index'
import type { Queryable } from '#server/platform/index'

/** The uses the bureau's table knows (分类施策). */
export type Use = 'points' | 'sale' | 'offset' | 'donation' | 'surrender'

/** Says of each methodology class whether its reductions may go to a use on a day. */
export const permittedClasses = async (
  sql: Queryable,
  use: Use,
  day: CityDay,
): Promise<(methodologyClass: string) => boolean> => {
  const rows = await sql<{ class: string }[]>`
    SELECT class FROM class_use
    WHERE scheme_id = ${CITY_SCHEME_ID} AND use = ${use} AND valid_from <= ${day} AND (valid_to IS NULL OR ${day} < valid_to)`
  const permitted = new Set(rows.map((row) => row.class))
  return (methodologyClass) => permitted.has(methodologyClass)
}
