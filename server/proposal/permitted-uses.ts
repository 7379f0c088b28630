import type { CityDay } from '#domain/calendar'
import type { Methodology } from '#domain/methodology'
import { CITY_SCHEME_ID } from '#server/city/index'
import type { Queryable } from '#server/platform/index'

/** The uses a methodology names that its class does not have on a city day, by the dated table. */
export const usesBeyond = async (
  sql: Queryable,
  { class: methodologyClass, uses }: Pick<Methodology, 'class' | 'uses'>,
  day: CityDay,
): Promise<readonly string[]> => {
  const permitted = await sql<{ use: string }[]>`
    SELECT use FROM class_use WHERE scheme_id = ${CITY_SCHEME_ID} AND class = ${methodologyClass}
      AND valid_from <= ${day} AND (valid_to IS NULL OR ${day} < valid_to)`
  return uses.filter((use) => !permitted.some((row) => row.use === use))
}
