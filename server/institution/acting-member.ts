import type { FastifyRequest } from 'fastify'

import type { MemberPrincipal } from '#server/platform/index'

/** The member behind a request of a `member` route; the access hook has let nobody else through. */
export const actingMember = ({ principal }: Pick<FastifyRequest, 'principal'>): MemberPrincipal => {
  if (principal?.kind === 'member') return principal
  throw new Error('A route for members of institutions was reached by somebody else.')
}
