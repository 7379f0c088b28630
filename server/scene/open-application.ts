import type postgres from 'postgres'

import { isRefusal, refuse, type Refusal, type SceneApplicationRequest, type SceneRecord } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { whileActing } from '#server/institution/index'
import {
  appendAudit,
  brokenConstraint,
  isKeepable,
  newId,
  principalKey,
  type Dependencies,
  type MemberPrincipal,
  type Transaction,
} from '#server/platform/index'

import { stateOn } from './application-row'
import { actorOf, holdApplication, whileReaching } from './hold-application'
import { readSceneMandate } from './read-scene-mandate'
import { refuseStep, type Act } from './step-application'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

/**
 * Opens a draft for an operator's scene, by the operator's own institution or by a party with its mandate, and returns its id on the wire.
 * Refuses request.invalid for a text the database cannot keep, scene.unknown, scene.mandate-needed, mandate.refused, mandate.used, scene.application-open.
 */
export const openApplication = async (
  { sql, clock }: Parts,
  member: MemberPrincipal,
  asked: SceneApplicationRequest & { requestId: string },
): Promise<string | Refusal> => {
  if (!isKeepable(asked.record)) return refuse('request.invalid', '/body/record')
  const now = clock.now()
  const applicationId = newId(clock)
  return whileActing({ sql }, member, async (transaction) => {
    const [scene] = await transaction`
      SELECT FROM scene, operator WHERE scene_id = ${asked.sceneId} AND operator_id = ${asked.operatorId}`
    if (scene === undefined) return refuse('scene.unknown')
    const mandateId = await takeMandate({ transaction, clock }, member, asked)
    if (isRefusal(mandateId)) return mandateId
    await transaction`
      INSERT INTO scene_application ${transaction({
        application_id: applicationId,
        scene_id: asked.sceneId,
        operator_id: asked.operatorId,
        institution_id: member.institutionId,
        mandate_id: mandateId,
        state: 'draft',
        record: transaction.json(asked.record as postgres.JSONValue),
        opened_at: now,
      })}`
    const of = { sceneId: asked.sceneId, operatorId: asked.operatorId }
    const actor = principalKey(member)
    await transaction`
      INSERT INTO scene_step (application_id, step_no, action, state, actor, occurred_at)
      VALUES (${applicationId}, 1, 'scene.drafted', 'draft', ${actor}, ${now})`
    await appendAudit(transaction, {
      occurredAt: now,
      actor,
      action: 'scene.drafted',
      subject: encodeId('sca', applicationId),
      detail: { ...of, by: mandateId === null ? 'operator' : 'agent', state: 'draft', round: 0, until: null },
      requestId: asked.requestId,
    })
    return encodeId('sca', applicationId) as string
  }).catch((error: unknown) => {
    const broken = brokenConstraint(error)
    if (broken === 'scene_application_one_open') return refuse('scene.application-open')
    if (broken === 'scene_mandate_institution_id_jti_key') return refuse('mandate.used')
    throw error
  })
}

/** The mandate an entrusted party brings, kept whole; null for the operator's own institution, which needs none. */
const takeMandate = async (
  { transaction, clock }: { transaction: Transaction; clock: Dependencies['clock'] },
  { institutionId }: MemberPrincipal,
  { operatorId, sceneId, mandate: jws }: SceneApplicationRequest,
): Promise<string | null | Refusal> => {
  const [own] = await transaction`
    SELECT FROM institution WHERE institution_id = ${institutionId} AND operator_id = ${operatorId}`
  if (own !== undefined) return null
  if (jws === null) return refuse('scene.mandate-needed')
  const meant = { operatorId, sceneId, agentInstitutionId: institutionId }
  const mandate = await readSceneMandate({ sql: transaction, clock }, jws, meant)
  if (mandate === undefined) return refuse('mandate.refused')
  const mandateId = newId(clock)
  await transaction`
    INSERT INTO scene_mandate
      (mandate_id, institution_id, agent_institution_id, scene_id, key_id, jti, jws, expires_at, received_at)
    VALUES (${mandateId}, ${mandate.institutionId}, ${institutionId}, ${sceneId}, ${mandate.keyId}, ${mandate.jti}, ${jws},
      ${mandate.expiresAt}, ${clock.now()})`
  return mandateId
}

/**
 * Replaces the working copy while it is with the applicant; what was handed in before stays as it is in its round. Refuses
 * request.not-found, mandate.refused, scene.not-with-applicant.
 */
export const amendApplication = async (
  { sql, clock }: Parts,
  member: MemberPrincipal,
  asked: Act & { record: SceneRecord },
): Promise<Refusal | null> => {
  if (!isKeepable(asked.record)) return refuse('request.invalid', '/body/record')
  const reach = { kind: 'member', member } as const
  return whileReaching({ sql }, reach, async (transaction) => {
    const now = clock.now()
    const row = await holdApplication(transaction, { ...asked, reach, now })
    if (isRefusal(row)) return row
    const { kind } = stateOn(row, cityDayOf(now))
    if (kind !== 'draft' && kind !== 'returned') return refuseStep('notWithApplicant')
    await transaction`
      UPDATE scene_application SET record = ${transaction.json(asked.record as postgres.JSONValue)}
      WHERE application_id = ${row.application_id}`
    await appendAudit(transaction, {
      occurredAt: now,
      actor: actorOf(reach),
      action: 'scene.amended',
      subject: asked.applicationId,
      detail: { round: row.round },
      ...(asked.requestId === undefined ? {} : { requestId: asked.requestId }),
    })
    return null
  })
}
