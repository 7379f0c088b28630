import type { Refusal } from '#contract'
import { encodeId } from '#domain/id'
import { actingMember, whileActing } from '#server/institution/index'
import {
  inTransaction,
  principalKey,
  staffOf,
  type Dependencies,
  type MemberPrincipal,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'
import type { FastifyRequest } from 'fastify'

/** Who opens groups: an institution by one of its members, or an office by one of its staff. */
export type Opener =
  | { readonly by: 'institution'; readonly member: MemberPrincipal }
  | { readonly by: 'office'; readonly office: 'centre' | 'bureau'; readonly staff: StaffPrincipal }

export const institutionOpener = (request: FastifyRequest): Opener => ({
  by: 'institution',
  member: actingMember(request),
})

/** Only for routes that let in nobody but centre and bureau. */
export const officeOpener = (request: FastifyRequest): Opener => {
  const staff = staffOf(request)
  if (staff.role !== 'centre' && staff.role !== 'bureau') throw new Error(`${staff.role} opens no groups`)
  return { by: 'office', office: staff.role, staff }
}

/** Under what an opener's groups are found, whoever of it acts. */
export const openerKey = (opener: Opener): string =>
  opener.by === 'office' ? `office:${opener.office}` : encodeId('org', opener.member.institutionId)

export const actorOf = (opener: Opener): string =>
  principalKey(opener.by === 'office' ? opener.staff : opener.member)

/** A transaction in which the opener acts; a member does so as every member does. Refuses access.not-signed-in. */
export const asOpener = <T>(
  { sql }: Pick<Dependencies, 'sql'>,
  opener: Opener,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T | Refusal> =>
  opener.by === 'institution'
    ? whileActing({ sql }, opener.member, work)
    : inTransaction(sql, { isolation: 'read committed', attemptsMax: 5 }, work)
