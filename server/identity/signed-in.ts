import type { FastifyRequest } from 'fastify'

import { principalOf, type ResidentPrincipal, type VisitorPrincipal } from '#server/platform/index'

/** A person signed in through a host, with or without an account. */
export type SignedIn = VisitorPrincipal | ResidentPrincipal

/** The person behind a request of a `visitor` route; the access hook has let nobody else through. */
export const signedInOf = ({ principal }: FastifyRequest): SignedIn => {
  if (principal?.kind === 'visitor' || principal?.kind === 'resident') return principal
  throw new Error('A route for people was reached by somebody else.')
}

/** The resident behind a request of a `resident` route. */
export const residentOf = principalOf('resident')
