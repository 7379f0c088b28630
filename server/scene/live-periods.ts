import { endOfCityDay } from '#domain/calendar'
import type { SceneState } from '#domain/scene'
import type { Transaction } from '#server/platform/index'

import type { ApplicationRow } from './application-row'

/**
 * Keeps the periods in which rides count in step with a state that was just decided: live begins one, anything else ends it, at the
 * moment of the step or, when the approval has run out, with its last day. What was asked for of one that has ended lapses.
 */
export const followPeriods = async (
  transaction: Transaction,
  { row, state, now }: { row: ApplicationRow; state: SceneState; now: Date },
): Promise<void> => {
  const { application_id: applicationId, scene_id: sceneId, operator_id: operatorId } = row
  if (state.kind === 'live') {
    await transaction`
      INSERT INTO scene_period (application_id, scene_id, operator_id, live_from)
      SELECT ${applicationId}::uuid, ${sceneId}, ${operatorId}, ${now}::timestamptz
      WHERE NOT EXISTS (SELECT FROM scene_period WHERE application_id = ${applicationId} AND live_to IS NULL)`
    return
  }
  const endsAt =
    state.kind === 'expired' && row.approved_until !== null ? endOfCityDay(row.approved_until) : now
  await transaction`
    UPDATE scene_period SET live_to = greatest(live_from, ${endsAt}::timestamptz)
    WHERE application_id = ${applicationId} AND live_to IS NULL`
  if (state.kind === 'expired' || state.kind === 'withdrawn')
    await transaction`
      UPDATE scene_extension SET state = 'lapsed' WHERE application_id = ${applicationId} AND state = 'asked'`
}
