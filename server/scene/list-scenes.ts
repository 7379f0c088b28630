import type { SceneList, SceneSummary } from '#contract'
import { cityDayOf, type CityDay } from '#domain/calendar'
import type { Methodology, Words } from '#domain/methodology'
import { evidenceTiersOn, isTierOpen, type SceneKind } from '#domain/scene'
import { CITY_SCHEME_ID } from '#server/city/scheme'
import type { Dependencies } from '#server/platform/index'

import { stateOn, type ApplicationRow } from './application-row'
import { stateForAnybody } from './state-for-anybody'
import { summaryWords } from './summary-words'

interface SceneRow {
  scene_id: string
  kind: SceneKind
  name: Words
  disabled_reason: Words
  in_force: Methodology | null
  /** Why the latest disabled version says it is disabled; more precise than the scene's own words. */
  latest_reason: Words | null
  providers: ProviderRow[] | null
}

interface ProviderRow {
  operatorId: string
  name: Words
  channel: Words
  /** Its latest application that was ever approved, or seeded; null: none. What is under review is not told. */
  application: Pick<ApplicationRow, 'state' | 'round' | 'approved_until'> | null
}

/** Every scene of the city as it stands today, live ones first, in the order the city lists them. */
export const listScenes = async ({ sql, clock }: Pick<Dependencies, 'sql' | 'clock'>): Promise<SceneList> => {
  const today = cityDayOf(clock.now())
  const rows = await sql<SceneRow[]>`
    SELECT scene_id, kind, jsonb_build_object('zh', name_zh, 'en', name_en) AS name,
      jsonb_build_object('zh', disabled_reason_zh, 'en', disabled_reason_en) AS disabled_reason,
      (SELECT definition FROM methodology AS version
        WHERE version.scene_id = scene.scene_id AND scheme_id = ${CITY_SCHEME_ID} AND status = 'published'
          AND valid_from <= ${today} AND (valid_to IS NULL OR valid_to > ${today})) AS in_force,
      (SELECT definition -> 'disabledReason' FROM methodology AS version
        WHERE version.scene_id = scene.scene_id AND scheme_id = ${CITY_SCHEME_ID} AND status = 'disabled'
        ORDER BY version.version DESC LIMIT 1) AS latest_reason,
      (SELECT jsonb_agg(jsonb_build_object('operatorId', operator_id,
          'name', jsonb_build_object('zh', operator.name_zh, 'en', operator.name_en),
          'channel', jsonb_build_object('zh', channel_zh, 'en', channel_en),
          'application', (SELECT jsonb_build_object('state', state, 'round', round, 'approved_until', approved_until)
            FROM scene_application AS application
            WHERE application.scene_id = scene.scene_id AND application.operator_id = operator.operator_id
              AND (approved_until IS NOT NULL OR source IS NOT NULL)
            ORDER BY opened_at DESC, application_id DESC LIMIT 1)) ORDER BY channel_rank, operator_no)
        FROM scene_provider JOIN operator USING (operator_id)
        WHERE scene_provider.scene_id = scene.scene_id) AS providers
    FROM scene ORDER BY scene_no`
  const items = rows.map((row) => sceneOnWire(row, today))
  return {
    items: [
      ...items.filter(({ state }) => state === 'live'),
      ...items.filter(({ state }) => state !== 'live'),
    ],
  }
}

const sceneOnWire = (row: SceneRow, today: CityDay): SceneSummary => {
  const { in_force: methodology, name, kind } = row
  const formula = methodology?.formula ?? null
  const providers = (row.providers ?? []).map((provider) => providerOnWire(provider, today))
  const reason = reasonOf(row, { providers, today })
  return {
    sceneId: row.scene_id,
    name,
    kind,
    state: reason === null ? 'live' : 'disabled',
    reason,
    methodology: methodology === null ? null : { code: methodology.code, version: methodology.version },
    summary: reason !== null || formula === null ? null : summaryWords(name, formula),
    providers,
    evidence: kind === 'behaviour' ? [...evidenceTiersOn(today)] : [],
  }
}

const providerOnWire = (
  { application, ...provider }: ProviderRow,
  today: CityDay,
): SceneSummary['providers'][number] => {
  if (application === null) return { ...provider, state: 'none', approvedUntil: null }
  const state = stateForAnybody(stateOn(application, today).kind)
  return { ...provider, state, approvedUntil: application.approved_until }
}

const NO_CAP: Words = {
  zh: '这类行为每天最多计多少还没有公布，暂时不能计入',
  en: 'No cap has been published for what proves this behaviour: nothing can be counted yet',
}
const ALL_SUSPENDED: Words = {
  zh: '这个场景正在暂停，恢复以前的行程不计入',
  en: 'This scene is suspended: trips until it is resumed do not count',
}
const NOBODY_LIVE: Words = {
  zh: '计算方法已经公布，运营单位还没有完成接入',
  en: 'The methodology is published; no operator of this scene is live yet',
}

/** Why a scene is disabled today; null when it is live. */
const reasonOf = (
  row: SceneRow,
  { providers, today }: { providers: SceneSummary['providers']; today: CityDay },
): Words | null => {
  if (row.in_force === null) return row.latest_reason ?? row.disabled_reason
  if (row.kind === 'behaviour' && !isTierOpen('operatorRecord', today)) return NO_CAP
  if (providers.some(({ state }) => state === 'live')) return null
  return providers.some(({ state }) => state === 'suspended') ? ALL_SUSPENDED : NOBODY_LIVE
}
