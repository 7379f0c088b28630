import type { SceneApplicationSummary } from '#contract'
import type { CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import type { SceneState } from '#domain/scene'
import type { Queryable } from '#server/platform/index'

export interface ApplicationRow {
  application_id: string
  scene_id: string
  operator_id: string
  institution_id: string | null
  mandate_id: string | null
  mandate_expires_at: Date | null
  source: Record<string, unknown> | null
  state: SceneState['kind']
  round: number
  record: Record<string, unknown>
  opened_at: Date
  approved_until: CityDay | null
  trial_since: Date | null
  due_at: Date | null
  applicant: SceneApplicationSummary['applicant']
}

/** Select list and table of an ApplicationRow; `WHERE` and the rest follow. */
export const selectApplication = (sql: Queryable) => sql`
  SELECT application_id, scene_id, operator_id, application.institution_id, mandate_id, source, state, round, record, opened_at,
    approved_until, trial_since, due_at,
    (SELECT expires_at FROM scene_mandate AS mandate WHERE mandate.mandate_id = application.mandate_id) AS mandate_expires_at,
    jsonb_build_object(
      'kind', CASE WHEN application.institution_id IS NULL THEN 'city' WHEN mandate_id IS NULL THEN 'operator' ELSE 'agent' END,
      'institution', (SELECT jsonb_build_object('zh', name_zh, 'en', name_en) FROM institution
        WHERE institution.institution_id = application.institution_id)) AS applicant
  FROM scene_application AS application`

/** The row as the lifecycle knows it. */
export const keptState = ({
  state: kind,
  round,
  approved_until: until,
}: Pick<ApplicationRow, 'state' | 'round' | 'approved_until'>): SceneState => {
  switch (kind) {
    case 'draft':
    case 'expired':
    case 'withdrawn':
      return { kind }
    case 'applied':
    case 'returned':
      return { kind, round }
    case 'approved':
    case 'testing':
    case 'connecting':
    case 'live':
    case 'suspended':
      return { kind, round, until }
  }
}

/** The same as it stands today: an approval that is over has ended, whether or not the job has come by. */
export const stateOn = (row: Parameters<typeof keptState>[0], today: CityDay): SceneState => {
  const state = keptState(row)
  const isOver = 'until' in state && state.until !== null && state.until < today
  return isOver ? { kind: 'expired' } : state
}

export const presentApplication = (row: ApplicationRow, today: CityDay): SceneApplicationSummary => ({
  applicationId: encodeId('sca', row.application_id),
  sceneId: row.scene_id,
  operatorId: row.operator_id,
  applicant: row.applicant,
  state: stateOn(row, today).kind,
  round: row.round,
  approvedUntil: row.approved_until,
  dueAt: row.due_at?.toISOString() ?? null,
  openedAt: row.opened_at.toISOString(),
})
