import { Type } from '@sinclair/typebox'

import { isRefusal, Me, RefreshRequest, Session, SessionRequest } from '#contract'
import { createHosts } from '#server/gateways/index'
import { RATE_LIMITS, type App, type Dependencies } from '#server/platform/index'

import { openSession, refreshSession } from './open-session'
import { readMe } from './read-me'
import { signedInOf } from './signed-in'

export const identityRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  const hosts = createHosts(deps.config.hosts)

  app.post(
    '/v1/sessions',
    {
      config: { access: 'public', rateLimit: RATE_LIMITS.signIns },
      schema: { body: SessionRequest, response: { 200: Session } },
    },
    async (request, reply) => {
      const session = await openSession(deps, hosts, request.body)
      return isRefusal(session) ? reply.refuse(session) : session
    },
  )

  app.post(
    '/v1/sessions/refresh',
    {
      config: { access: 'public', rateLimit: RATE_LIMITS.signIns },
      schema: { body: RefreshRequest, response: { 200: Session } },
    },
    async (request, reply) => {
      const session = await refreshSession(deps, request.body.refreshToken)
      return isRefusal(session) ? reply.refuse(session) : session
    },
  )

  app.delete(
    '/v1/sessions/current',
    { config: { access: 'visitor' }, schema: { response: { 204: Type.Null() } } },
    async (request, reply) => {
      await deps.sessions.end(signedInOf(request).sessionId, 'signed out')
      return reply.status(204).send(null)
    },
  )

  app.get(
    '/v1/me',
    { config: { access: 'visitor' }, schema: { response: { 200: Me } } },
    async (request, reply) => {
      const me = await readMe(deps, signedInOf(request))
      return isRefusal(me) ? reply.refuse(me) : me
    },
  )
}
