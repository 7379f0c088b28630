import { encodeId } from '#domain/id'
import { appendAudit, newId, type Clock, type Transaction } from '#server/platform/index'

import { CITY } from './city-data'

/**
 * Scenes the city had approved before applications were kept here are live since ever, until their last day where one is known. Only what has no
 * application at all is added: what became of it since is not undone by a start.
 */
export const loadApprovals = async (transaction: Transaction, clock: Clock): Promise<void> => {
  for (const { sceneId, operatorId, approval, channel, channelRank } of CITY.providers) {
    if (approval === null) continue
    const known = await transaction`
      SELECT FROM scene_application WHERE scene_id = ${sceneId} AND operator_id = ${operatorId} LIMIT 1`
    if (known.length > 0) continue
    const applicationId = newId(clock)
    const now = clock.now()
    const { until, ...source } = approval
    await transaction`
      INSERT INTO scene_application (application_id, scene_id, operator_id, source, state, record, opened_at, approved_until)
      VALUES (${applicationId}, ${sceneId}, ${operatorId}, ${transaction.json(source)}, 'live',
        ${transaction.json({ channel, channelRank })}, ${now}, ${until})`
    await transaction`
      INSERT INTO scene_step (application_id, step_no, action, state, approved_until, actor, occurred_at)
      VALUES (${applicationId}, 1, 'scene.seeded', 'live', ${until}, 'release', ${now})`
    await transaction`
      INSERT INTO scene_period (application_id, scene_id, operator_id) VALUES (${applicationId}, ${sceneId}, ${operatorId})`
    await appendAudit(transaction, {
      occurredAt: now,
      actor: 'release',
      action: 'scene.seeded',
      subject: encodeId('sca', applicationId),
      detail: { sceneId, operatorId, state: 'live', round: 0, until },
    })
  }
}
