import { randomBytes } from 'node:crypto'

import {
  refuse,
  type Membership,
  type MembershipList,
  type MemberRole,
  type MemberSession,
  type Refusal,
} from '#contract'
import { decodeId, encodeId } from '#domain/id'
import type { SignedIn } from '#server/identity/index'
import {
  appendAudit,
  brokenConstraint,
  inTransaction,
  newId,
  type Dependencies,
  type Transaction,
} from '#server/platform/index'

import { presentMembership, selectMembership, type MembershipRow } from './membership-row'
import { isHer, memberIndexesOf, type MemberIndexes } from './subject-index'
import { holdActing } from './while-acting'

/** For whom the signed-in person may act, suspended institutions left out. Refuses access.not-signed-in once the session ended. */
export const listMemberships = async (
  deps: Dependencies,
  signedIn: SignedIn,
): Promise<MembershipList | Refusal> => {
  const her = await memberIndexesOf(deps, signedIn)
  if (her === undefined) return refuse('access.not-signed-in')
  const rows = await deps.sql<MembershipRow[]>`
    ${selectMembership(deps.sql)} AND ${isHer(deps.sql, her)} AND suspended_at IS NULL
    ORDER BY name_zh, member_id`
  return { items: rows.map(presentMembership) }
}

interface TakenInvitation {
  institution_id: string
  role: MemberRole
  display_name: string
  shop_ids: string[]
  is_suspended: boolean
}

/**
 * Makes the signed-in person a member by an invitation's code, which is used up by it; one person is one member, through whichever host she
 * comes. Refuses invitation.refused when the code is unknown, used, has run out or is of a member who acts no more,
 * invitation.already-member, institution.suspended, access.not-signed-in.
 */
export const acceptInvitation = async (
  deps: Dependencies,
  signedIn: SignedIn,
  asked: { code: string; requestId: string },
): Promise<Membership | Refusal> => {
  const her = await memberIndexesOf(deps, signedIn)
  if (her === undefined) return refuse('access.not-signed-in')
  const codeDigest = deps.crypto.digest(asked.code)
  return inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    // Whom a mandate names was invited by no member.
    const [inviter] = await transaction<{ member_id: string }[]>`
      SELECT member_id FROM institution_invitation JOIN institution_member ON member_id = invited_by WHERE code_digest = ${codeDigest}`
    if (inviter && (await holdActing(transaction, inviter.member_id)) === 'gone')
      return refuse('invitation.refused')
    const now = deps.clock.now()
    const [taken] = await transaction<TakenInvitation[]>`
      DELETE FROM institution_invitation AS invitation USING institution
      WHERE code_digest = ${codeDigest} AND expires_at > ${now}
        AND institution.institution_id = invitation.institution_id
      RETURNING institution.institution_id, role, display_name, shop_ids, suspended_at IS NOT NULL AS is_suspended`
    if (taken === undefined) return refuse('invitation.refused')
    // Thrown and not returned: the code must stay good.
    if (taken.is_suspended) throw new NotTaken('institution.suspended')
    const memberId = newId(deps.clock)
    const personSeal = await addMember(transaction, {
      ...taken,
      ...her,
      hostId: signedIn.hostId,
      memberId,
      now,
    })
    await appendAudit(transaction, {
      occurredAt: now,
      actor: `member:${memberId}`,
      action: 'member.joined',
      subject: encodeId('mem', memberId),
      detail: {
        institutionId: encodeId('org', taken.institution_id),
        role: taken.role,
        shopIds: [...taken.shop_ids].sort().map((shopId) => encodeId('shp', shopId)),
        personSeal,
      },
      requestId: asked.requestId,
    })
    const [row] = await transaction<MembershipRow[]>`
      ${selectMembership(transaction)} AND member.member_id = ${memberId}`
    if (row === undefined) throw new Error('a member that was just added is gone')
    return presentMembership(row)
  }).catch((error: unknown) => {
    if (error instanceof NotTaken) return refuse(error.code)
    if (ALREADY_HERE.has(brokenConstraint(error) ?? '')) return refuse('invitation.already-member')
    throw error
  })
}

/** Through this host, or as this person through any. */
const ALREADY_HERE = new Set(['institution_member_once', 'institution_member_one_person'])

class NotTaken extends Error {
  constructor(readonly code: 'institution.suspended') {
    super(code)
  }
}

/** Long enough that nobody finds whom a seal is of by trying. */
const SALT_BYTES = 16

/** Returns the seal of under what she is found, for the log of actions. */
const addMember = async (
  sql: Transaction,
  added: TakenInvitation & MemberIndexes & { hostId: string; memberId: string; now: Date },
): Promise<string> => {
  const [member] = await sql<{ seal: string }[]>`
    INSERT INTO institution_member AS member
      (member_id, institution_id, subject_index, person_index, host_id, role, display_name, joined_at, seal_salt)
    VALUES (${added.memberId}, ${added.institution_id}, ${added.subjectIndex}, ${added.personIndex}, ${added.hostId}, ${added.role},
      ${added.display_name}, ${added.now}, ${randomBytes(SALT_BYTES)})
    RETURNING member_seal(member) AS seal`
  if (member === undefined) throw new Error('a row that was inserted was not returned')
  await sql`
    INSERT INTO member_shop (member_id, shop_id)
    SELECT ${added.memberId}::uuid, shop_id FROM unnest(${added.shop_ids}::text[]::uuid[]) AS invited (shop_id)`
  return member.seal
}

/**
 * Begins a session in which the signed-in person acts for an institution. A dismissal comes wholly before, and is seen, or wholly after,
 * and ends the session it finds. Refuses request.not-found, institution.suspended,
 * access.not-signed-in.
 */
export const startMemberSession = async (
  deps: Dependencies,
  signedIn: SignedIn,
  wireId: string,
): Promise<MemberSession | Refusal> => {
  const her = await memberIndexesOf(deps, signedIn)
  if (her === undefined) return refuse('access.not-signed-in')
  const memberId = decodeId('mem', wireId)
  if (memberId === undefined) return refuse('request.not-found')
  return inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    if ((await holdActing(transaction, memberId)) === 'gone') return refuse('request.not-found')
    const [row] = await transaction<MembershipRow[]>`
      ${selectMembership(transaction)} AND member.member_id = ${memberId} AND ${isHer(transaction, her)}
      FOR SHARE OF institution`
    if (row === undefined) return refuse('request.not-found')
    if (row.suspended_at !== null) return refuse('institution.suspended')
    const { member_id, institution_id: institutionId, role } = row
    // Who joined before it was noted by which app is known by the app she comes through.
    await transaction`
      UPDATE institution_member SET host_id = ${signedIn.hostId}
      WHERE member_id = ${member_id} AND host_id IS NULL AND subject_index = ${her.subjectIndex}`
    const session = await deps.sessions.start(
      { kind: 'member', hostId: signedIn.hostId, memberId: member_id, institutionId, role },
      transaction,
    )
    return {
      accessToken: session.accessToken,
      accessTokenExpiresAt: session.expiresAt.toISOString(),
      membership: presentMembership(row),
    }
  })
}
