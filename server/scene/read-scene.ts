import { refuse, type Refusal, type SceneEntry } from '#contract'
import { cityDayOf, endOfCityDay, type CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import type { Words } from '#domain/methodology'
import type { Dependencies } from '#server/platform/index'

import { stateOn, type ApplicationRow } from './application-row'
import { listScenes } from './list-scenes'
import { stateForAnybody } from './state-for-anybody'

type Approval = SceneEntry['approvals'][number]
type Turn = Approval['history'][number]

/** Steps that concern anybody, by the name they have in the history of an application. What was live before has its document instead. */
const TURNS = {
  'scene.approved': 'approved',
  'scene.opened': 'opened',
  'scene.extended': 'extended',
  'scene.suspended': 'suspended',
  'scene.resumed': 'resumed',
  'scene.expired': 'expired',
  'scene.withdrawn': 'withdrawn',
} as const satisfies Record<string, Turn['kind']>
type TurnAction = keyof typeof TURNS

interface ApprovalRow {
  application_id: string
  operator_id: string
  name: Words
  channel: Words
  state: ApplicationRow['state']
  round: number
  approved_until: CityDay | null
  source: { source?: Words } | null
  periods: { from: string | null; to: string | null }[]
  steps: { action: TurnAction; at: string; until: CityDay | null; reasons: string | null }[]
}

/**
 * One scene with every approval there is or was, the latest first. What was never approved is its applicant's and the offices' business, and
 * so are an applicant's own words. Refuses request.not-found.
 */
export const readScene = async (
  deps: Pick<Dependencies, 'sql' | 'clock'>,
  sceneId: string,
): Promise<SceneEntry | Refusal> => {
  const { items } = await listScenes(deps)
  const scene = items.find((one) => one.sceneId === sceneId)
  if (scene === undefined) return refuse('request.not-found')
  const today = cityDayOf(deps.clock.now())
  return {
    ...scene,
    approvals: (await readApprovals(deps, sceneId)).map((row) => approvalOnWire(row, today)),
  }
}

const readApprovals = ({ sql }: Pick<Dependencies, 'sql'>, sceneId: string): Promise<ApprovalRow[]> => sql<
  ApprovalRow[]
>`
  SELECT application_id, operator_id, jsonb_build_object('zh', operator.name_zh, 'en', operator.name_en) AS name,
    record -> 'channel' AS channel, state, round, approved_until, source,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('from', live_from, 'to', live_to) ORDER BY live_from DESC NULLS LAST), '[]')
      FROM scene_period WHERE scene_period.application_id = application.application_id) AS periods,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('action', action, 'at', occurred_at, 'until', approved_until, 'reasons', reasons)
        ORDER BY step_no), '[]')
      FROM scene_step WHERE scene_step.application_id = application.application_id
        AND action = ANY (${Object.keys(TURNS)}::text[])) AS steps
  FROM scene_application AS application JOIN operator USING (operator_id)
  WHERE scene_id = ${sceneId} AND (approved_until IS NOT NULL OR source IS NOT NULL)
  ORDER BY opened_at DESC, application_id DESC`

const approvalOnWire = (row: ApprovalRow, today: CityDay): Approval => {
  const state = stateForAnybody(stateOn(row, today).kind)
  const approved = row.steps.find(({ action }) => action === 'scene.approved')
  return {
    applicationId: encodeId('sca', row.application_id),
    operatorId: row.operator_id,
    name: row.name,
    channel: row.channel,
    state,
    approvedOn: approved === undefined ? null : cityDayOf(new Date(approved.at)),
    approvedUntil: row.approved_until,
    source: row.source?.source ?? null,
    periods: row.periods.map(({ from, to }) => ({
      from: from && new Date(from).toISOString(),
      to: endOf(to, state, row.approved_until),
    })),
    history: row.steps.map(turnOnWire),
  }
}

/** A period ends with the last day of its approval, whether or not the job has written it down. */
const endOf = (to: string | null, state: Approval['state'], approvedUntil: CityDay | null): string | null => {
  if (to !== null) return new Date(to).toISOString()
  return state === 'expired' && approvedUntil !== null ? endOfCityDay(approvedUntil).toISOString() : null
}

const turnOnWire = ({ action, at, until, reasons }: ApprovalRow['steps'][number]): Turn => {
  const kind = TURNS[action]
  const isOffices = kind === 'suspended' || kind === 'resumed'
  return { kind, at: new Date(at).toISOString(), until, reasons: isOffices ? reasons : null }
}
