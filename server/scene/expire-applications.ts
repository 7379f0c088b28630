import { cityDayOf } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { eachApart, type Dependencies } from '#server/platform/index'

import { stepApplication } from './step-application'

/**
 * Ends approvals whose last day is over. Intake and pages do not wait for it: they reckon with the day itself. Again and again without harm.
 */
export const expireApplications = async (deps: Pick<Dependencies, 'sql' | 'clock'>): Promise<void> => {
  const today = cityDayOf(deps.clock.now())
  const over = await deps.sql<{ application_id: string }[]>`
    SELECT application_id FROM scene_application
    WHERE state IN ('approved', 'testing', 'connecting', 'live', 'suspended') AND approved_until < ${today}::date
    ORDER BY application_id`
  await eachApart(over, ({ application_id: applicationId }) =>
    stepApplication(deps, {
      applicationId: encodeId('sca', applicationId),
      reach: { kind: 'office', actor: 'job:scene' },
      action: 'scene.expired',
      step: { kind: 'expire', today },
    }),
  )
}
