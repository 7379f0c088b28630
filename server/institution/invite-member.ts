import { randomBytes } from 'node:crypto'

import { refuse, type Invitation, type InvitationRequest, type MemberRole, type Refusal } from '#contract'
import { INVITATION_MINUTES } from '#domain/institution'
import { decodeId, encodeId } from '#domain/id'
import {
  appendAudit,
  principalKey,
  type Dependencies,
  type MemberPrincipal,
  type Transaction,
} from '#server/platform/index'

import { whileActing } from './while-acting'

/** 128 bits: nobody guesses it, so its plain digest may be kept. */
const CODE_BYTES = 16

/**
 * Invites somebody by a code that is good once and for a quarter of an hour. A cashier is invited to shops of this institution, at least
 * one of them; owner and manager to none. Refuses request.invalid, access.not-signed-in.
 */
export const inviteMember = (
  deps: Dependencies,
  member: MemberPrincipal,
  asked: InvitationRequest & { requestId: string },
): Promise<Invitation | Refusal> =>
  whileActing(deps, member, async (transaction) => {
    const now = deps.clock.now()
    const shopIds = asked.shopIds.map((id) => decodeId('shp', id) ?? '')
    const isForShops = asked.role === 'cashier'
    if (isForShops !== shopIds.length > 0) return refuse('request.invalid', '/body/shopIds')
    const own = await transaction`
      SELECT FROM shop WHERE shop_id = ANY (${shopIds}::text[]::uuid[]) AND institution_id = ${member.institutionId}
        AND closed_at IS NULL`
    if (own.length < shopIds.length) return refuse('request.invalid', '/body/shopIds')
    const invitation = await keepInvitation(deps, transaction, {
      institutionId: member.institutionId,
      invitedBy: member.memberId,
      role: asked.role,
      displayName: asked.displayName,
      shopIds,
      expiresAt: new Date(now.getTime() + INVITATION_MINUTES * 60_000),
    })
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(member),
      action: 'member.invited',
      subject: encodeId('org', member.institutionId),
      detail: { role: asked.role, shops: shopIds.length },
      requestId: asked.requestId,
    })
    return invitation
  })

/** Keeps an invitation's digest and returns the code itself, which nobody can read again. */
export const keepInvitation = async (
  { crypto, clock }: Pick<Dependencies, 'crypto' | 'clock'>,
  sql: Transaction,
  invitation: {
    readonly institutionId: string
    readonly invitedBy: string
    readonly role: MemberRole
    readonly displayName: string
    readonly shopIds: readonly string[]
    readonly expiresAt: Date
  },
): Promise<Invitation> => {
  const { institutionId, invitedBy, role, displayName, shopIds, expiresAt } = invitation
  const code = randomBytes(CODE_BYTES).toString('base64url')
  await sql`DELETE FROM institution_invitation WHERE institution_id = ${institutionId} AND expires_at <= ${clock.now()}`
  await sql`
    INSERT INTO institution_invitation (code_digest, institution_id, role, display_name, shop_ids, invited_by, expires_at)
    VALUES (${crypto.digest(code)}, ${institutionId}, ${role}, ${displayName}, ${[...shopIds]}::text[]::uuid[], ${invitedBy},
      ${expiresAt})`
  return { code, role, displayName, expiresAt: expiresAt.toISOString() }
}
