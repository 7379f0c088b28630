import type { SceneList, SceneSummary } from '#contract'
import { cityDayOf } from '#domain/calendar'
import type { Methodology, Words } from '#domain/methodology'
import { CITY_SCHEME_ID } from '#server/city/scheme'
import type { Dependencies } from '#server/platform/index'

import { summaryWords } from './summary-words'

interface SceneRow {
  scene_id: string
  name: Words
  disabled_reason: Words
  in_force: Methodology | null
  /** Why the latest disabled version says it is disabled; more precise than the scene's own words. */
  latest_reason: Words | null
  providers: SceneSummary['providers'] | null
}

/** Every scene of the city as it stands today, live ones first, in the order the city lists them. */
export const listScenes = async ({ sql, clock }: Dependencies): Promise<SceneList> => {
  const today = cityDayOf(clock.now())
  const rows = await sql<SceneRow[]>`
    SELECT scene_id, jsonb_build_object('zh', name_zh, 'en', name_en) AS name,
      jsonb_build_object('zh', disabled_reason_zh, 'en', disabled_reason_en) AS disabled_reason,
      (SELECT definition FROM methodology AS version
        WHERE version.scene_id = scene.scene_id AND scheme_id = ${CITY_SCHEME_ID} AND status = 'published'
          AND valid_from <= ${today} AND (valid_to IS NULL OR valid_to > ${today})) AS in_force,
      (SELECT definition -> 'disabledReason' FROM methodology AS version
        WHERE version.scene_id = scene.scene_id AND scheme_id = ${CITY_SCHEME_ID} AND status = 'disabled'
        ORDER BY version.version DESC LIMIT 1) AS latest_reason,
      (SELECT jsonb_agg(jsonb_build_object('operatorId', operator_id,
          'name', jsonb_build_object('zh', operator.name_zh, 'en', operator.name_en),
          'channel', jsonb_build_object('zh', channel_zh, 'en', channel_en)) ORDER BY channel_rank, operator_no)
        FROM scene_provider JOIN operator USING (operator_id)
        WHERE scene_provider.scene_id = scene.scene_id) AS providers
    FROM scene ORDER BY scene_no`
  const items = rows.map(sceneOnWire)
  return {
    items: [
      ...items.filter(({ state }) => state === 'live'),
      ...items.filter(({ state }) => state !== 'live'),
    ],
  }
}

const sceneOnWire = (row: SceneRow): SceneSummary => {
  const { in_force: methodology, name } = row
  const formula = methodology?.formula ?? null
  return {
    sceneId: row.scene_id,
    name,
    state: methodology === null ? 'disabled' : 'live',
    reason: methodology === null ? (row.latest_reason ?? row.disabled_reason) : null,
    methodology: methodology === null ? null : { code: methodology.code, version: methodology.version },
    summary: formula === null ? null : summaryWords(name, formula),
    providers: row.providers ?? [],
  }
}
