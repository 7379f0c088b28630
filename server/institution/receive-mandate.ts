import { refuse, type Invitation, type Refusal } from '#contract'
import { MANDATE_INVITATION_HOURS } from '#domain/institution'
import { encodeId } from '#domain/id'
import { appendAudit, inTransaction, newId, type Dependencies } from '#server/platform/index'

import { keepInvitation } from './invite-member'
import { readMandate } from './read-mandate'

/**
 * Takes an institution's signed mandate, once, and answers with the invitation of the owner it names: good for a day, or as long as the
 * mandate. Refuses mandate.refused, mandate.used.
 */
export const receiveMandate = async (
  deps: Dependencies,
  jws: string,
  requestId: string,
): Promise<Invitation | Refusal> => {
  const mandate = await readMandate(deps, jws)
  if (mandate === undefined) return refuse('mandate.refused')
  const now = deps.clock.now()
  return inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const mandateId = newId(deps.clock)
    const kept = await transaction`
      INSERT INTO institution_mandate (mandate_id, institution_id, key_id, jti, jws, received_at)
      VALUES (${mandateId}, ${mandate.institutionId}, ${mandate.keyId}, ${mandate.jti}, ${jws}, ${now})
      ON CONFLICT (institution_id, jti) DO NOTHING RETURNING 1`
    if (kept.length === 0) return refuse('mandate.used')
    const untilMax = new Date(now.getTime() + MANDATE_INVITATION_HOURS * 3_600_000)
    const invitation = await keepInvitation(deps, transaction, {
      institutionId: mandate.institutionId,
      invitedBy: mandateId,
      role: 'owner',
      displayName: mandate.displayName,
      shopIds: [],
      expiresAt: mandate.expiresAt < untilMax ? mandate.expiresAt : untilMax,
    })
    await appendAudit(transaction, {
      occurredAt: now,
      actor: `institution:${encodeId('org', mandate.institutionId)}`,
      action: 'mandate.received',
      subject: mandateId,
      detail: { keyId: mandate.keyId },
      requestId,
    })
    return invitation
  })
}
