import { randomUUID } from 'node:crypto'

import { encodeId } from '#domain/id'
import { appendAudit, type Sql } from '#server/platform/index'

/**
 * Puts an operator's scene into the database as a start leaves one the city approved before applications were kept: live since ever, with
 * its step and its entry in the log.
 */
export const makeLive = (
  sql: Sql,
  { sceneId, operatorId, until = null }: { sceneId: string; operatorId: string; until?: string | null },
  now = new Date('2026-01-01T00:00:00Z'),
): Promise<string> =>
  sql.begin(async (transaction) => {
    const applicationId = randomUUID()
    await transaction`
      INSERT INTO scene_application (application_id, scene_id, operator_id, source, state, record, opened_at, approved_until)
      VALUES (${applicationId}, ${sceneId}, ${operatorId}, '{}', 'live', '{}', ${now}, ${until})`
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
    return encodeId('sca', applicationId) as string
  }) as Promise<string>
