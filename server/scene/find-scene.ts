import type { CityDay } from '#domain/calendar'
import { CITY_SCHEME_ID } from '#server/city/scheme'
import type { Queryable } from '#server/platform/index'

export interface FoundScene {
  readonly sceneNo: number
  /** A methodology of the city is in force for it on the day asked about. */
  readonly isLive: boolean
}

/** The condition that a methodology of the city is in force for `scene` on a day. */
const isSceneLive = (sql: Queryable, day: CityDay) => sql`
  EXISTS (
    SELECT FROM methodology AS version
    WHERE version.scene_id = scene.scene_id AND version.scheme_id = ${CITY_SCHEME_ID} AND version.status = 'published'
      AND version.valid_from <= ${day} AND (version.valid_to IS NULL OR version.valid_to > ${day}))`

export const findScene = async (
  sql: Queryable,
  sceneId: string,
  day: CityDay,
): Promise<FoundScene | undefined> => {
  const [row] = await sql<{ scene_no: number; is_live: boolean }[]>`
    SELECT scene_no, ${isSceneLive(sql, day)} AS is_live FROM scene WHERE scene_id = ${sceneId}`
  return row === undefined ? undefined : { sceneNo: row.scene_no, isLive: row.is_live }
}
