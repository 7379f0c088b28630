import { cityDayOf } from '#domain/calendar'
import { isTierOpen, type SceneKind } from '#domain/scene'
import { CITY_SCHEME_ID } from '#server/city/scheme'
import type { Queryable } from '#server/platform/index'

export interface FoundScene {
  readonly sceneNo: number
  /** A methodology of the city is in force for it, and this operator is live under it. */
  readonly isLive: boolean
}

/** A scene as it stands for one operator at a moment; undefined when there is none of this id. */
export const findScene = async (
  sql: Queryable,
  { sceneId, operatorId, now }: { sceneId: string; operatorId: string; now: Date },
): Promise<FoundScene | undefined> => {
  const today = cityDayOf(now)
  const [row] = await sql<{ scene_no: number; kind: SceneKind; is_live: boolean }[]>`
    SELECT scene_no, kind,
      EXISTS (SELECT FROM methodology AS version
        WHERE version.scene_id = scene.scene_id AND version.scheme_id = ${CITY_SCHEME_ID} AND version.status = 'published'
          AND version.valid_from <= ${today} AND (version.valid_to IS NULL OR version.valid_to > ${today}))
      AND EXISTS (SELECT FROM scene_application AS application
        WHERE application.scene_id = scene.scene_id AND operator_id = ${operatorId} AND state = 'live'
          AND (approved_until IS NULL OR approved_until >= ${today}::date)) AS is_live
    FROM scene WHERE scene_id = ${sceneId}`
  if (row === undefined) return undefined
  const isOpen = row.kind === 'reduction' || isTierOpen('operatorRecord', today)
  return { sceneNo: row.scene_no, isLive: row.is_live && isOpen }
}
