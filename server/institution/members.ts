import { refuse, type Member, type MemberList, type MemberRole, type Refusal } from '#contract'
import { decideDismissal } from '#domain/institution'
import { decodeId, encodeId } from '#domain/id'
import {
  appendAudit,
  inTransaction,
  principalKey,
  type Dependencies,
  type MemberPrincipal,
} from '#server/platform/index'

import { shopNames, shopsOfMember, type MembershipRow } from './membership-row'
import { endActing } from './while-acting'

interface MemberRow extends Pick<MembershipRow, 'member_id' | 'role' | 'display_name' | 'shops'> {
  joined_at: Date
  host_id: string | null
  is_known: boolean
}

/** Everybody who acts for this institution, in the order they joined. */
export const listMembers = async (
  { sql }: Pick<Dependencies, 'sql'>,
  { institutionId }: MemberPrincipal,
): Promise<MemberList> => {
  const rows = await sql<MemberRow[]>`
    SELECT member_id, role, display_name, joined_at, host_id, person_index IS NOT NULL AS is_known, ${shopsOfMember(sql)} AS shops FROM institution_member AS member
    WHERE institution_id = ${institutionId} AND dismissed_at IS NULL ORDER BY joined_at, member_id`
  return { items: rows.map(presentMember) }
}

const presentMember = (row: MemberRow): Member => ({
  memberId: encodeId('mem', row.member_id),
  role: row.role,
  displayName: row.display_name,
  joinedAt: row.joined_at.toISOString(),
  hostId: row.host_id,
  isKnownEverywhere: row.is_known,
  shops: shopNames(row.shops),
})

/**
 * Dismisses a member: her sessions and her tills end at once and nothing leads back to the person; what she did stays hers under her
 * member id, and what colleagues called her for a month.
 * An institution dismisses one after the other, so that two owners cannot dismiss each other. Refuses request.not-found,
 * institution.last-owner, access.not-signed-in.
 */
export const dismissMember = (
  deps: Dependencies,
  by: MemberPrincipal,
  asked: { memberId: string; requestId: string },
): Promise<Refusal | undefined> =>
  inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const memberId = decodeId('mem', asked.memberId) ?? null
    await transaction`SELECT pg_advisory_xact_lock(hashtextextended(${`dismissals ${by.institutionId}`}, 0))`
    if (memberId !== null) await endActing(transaction, [memberId])
    const now = deps.clock.now()
    const acting =
      await transaction`SELECT FROM institution_member WHERE member_id = ${by.memberId} AND dismissed_at IS NULL`
    if (acting.length === 0) return refuse('access.not-signed-in')
    const [member] = await transaction<{ role: MemberRole; owners: number }[]>`
      SELECT role, (SELECT count(*)::int FROM institution_member
        WHERE institution_id = ${by.institutionId} AND role = 'owner' AND dismissed_at IS NULL) AS owners
      FROM institution_member
      WHERE member_id = ${memberId} AND institution_id = ${by.institutionId} AND dismissed_at IS NULL FOR UPDATE`
    if (member === undefined || memberId === null) return refuse('request.not-found')
    const decision = decideDismissal(member.role, member.owners)
    if (decision !== 'dismiss') return refuse(decision)
    await transaction`
      UPDATE institution_member SET dismissed_at = ${now}, subject_index = NULL, person_index = NULL, host_id = NULL, seal_salt = NULL
      WHERE member_id = ${memberId}`
    await transaction`DELETE FROM institution_invitation WHERE invited_by = ${memberId}`
    // What a till took by a clock ahead of this one it took before it was closed.
    await transaction`
      UPDATE till SET revoked_at = greatest(${now}, (SELECT max(redeemed_at) FROM redemption
        WHERE redemption.shop_id = till.shop_id AND redemption.till_id = till.till_id AND redeemed_at > ${now}))
      WHERE member_id = ${memberId} AND revoked_at IS NULL`
    await deps.sessions.endAll(transaction, { memberIds: [memberId] }, 'dismissed')
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(by),
      action: 'member.dismissed',
      subject: asked.memberId,
      detail: {},
      requestId: asked.requestId,
    })
    return undefined
  })
