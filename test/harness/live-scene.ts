import { randomUUID } from 'node:crypto'

import { encodeId } from '#domain/id'
import { appendAudit, type Sql } from '#server/platform/index'

/**
 * Puts an operator's scene into the database as a start leaves one the city approved before applications were kept: live since ever, with
 * its step and its entry in the log.
 */
export const makeLive = (
  sql: Sql,
  { sceneId, operatorId }: { sceneId: string; operatorId: string },
  now = new Date('2026-01-01T00:00:00Z'),
): Promise<void> =>
  sql.begin(async (transaction) => {
    const applicationId = randomUUID()
    await transaction`
      INSERT INTO scene_application (application_id, scene_id, operator_id, source, state, record, opened_at)
      VALUES (${applicationId}, ${sceneId}, ${operatorId}, '{}', 'live', '{}', ${now})`
    await transaction`
      INSERT INTO scene_step (application_id, step_no, action, state, actor, occurred_at)
      VALUES (${applicationId}, 1, 'scene.seeded', 'live', 'release', ${now})`
    await transaction`
      INSERT INTO scene_period (application_id, scene_id, operator_id) VALUES (${applicationId}, ${sceneId}, ${operatorId})`
    await appendAudit(transaction, {
      occurredAt: now,
      actor: 'release',
      action: 'scene.seeded',
      subject: encodeId('sca', applicationId),
      detail: { sceneId, operatorId, state: 'live', round: 0, until: null },
    })
  }) as Promise<void>
