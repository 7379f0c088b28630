import type { FastifyRequest } from 'fastify'

import {
  isRead,
  type App,
  type Dependencies,
  type ResidentPrincipal,
  type VisitorPrincipal,
} from '#server/platform/index'

/** A person signed in through a host, with or without an account. */
export type SignedIn = VisitorPrincipal | ResidentPrincipal

/** The person behind a request of a `visitor` route; the access hook has let nobody else through. */
export const signedInOf = ({ principal }: FastifyRequest): SignedIn => {
  if (principal?.kind === 'visitor' || principal?.kind === 'resident') return principal
  throw new Error('A route for people was reached by somebody else.')
}

/** The resident behind a request of a `resident` route. */
export const residentOf = ({ principal }: FastifyRequest): ResidentPrincipal => {
  if (principal?.kind === 'resident') return principal
  throw new Error('A route for residents was reached by somebody else.')
}

/**
 * Makes the routes of a context ask the session also on reads: what they show is one person's, so a token dies with her
 * account or her sign-out at once and not within its quarter of an hour.
 */
export const refuseEndedSessions = (app: App, deps: Dependencies): void => {
  app.addHook('preValidation', async (request, reply) => {
    const { principal } = request
    if (principal?.kind !== 'resident' || !isRead(request)) return undefined
    return (await deps.sessions.current(principal)) === undefined
      ? reply.refuse('access.not-signed-in')
      : undefined
  })
}
