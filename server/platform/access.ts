import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'

import { type App } from './app-type'
import { type Dependencies } from './dependencies'
import { type Access, type Principal, type VisitorPrincipal } from './principal'
import { verifySignedRequest } from './signed-request'
import { isRefusal, refuse, type Refusal } from '#contract'

/** The readable API page brings its own routes; they show nothing but the public document. */
const DOCUMENTATION_PREFIX = '/docs'

/**
 * Refuses to register a route that does not say who may call it, and enforces what it says before anything of the
 * request's body is read.
 */
export function installAccess(app: App, deps: Dependencies): void {
  app.decorateRequest('principal', null)
  app.addHook('onRoute', requireAccess)
  app.addHook('onRequest', async (request, reply) => enforceAccess(deps, request, reply))
}

function requireAccess(route: RouteOptions): void {
  if (route.url === DOCUMENTATION_PREFIX || route.url.startsWith(`${DOCUMENTATION_PREFIX}/`)) {
    route.config = { ...route.config, access: 'public' }
  }
  const { access, roles } = route.config ?? {}
  if (access === undefined)
    throw new Error(`${String(route.method)} ${route.url} does not say who may call it.`)
  if (roles !== undefined && access !== 'staff' && access !== 'member')
    throw new Error(`${route.url} has roles without access staff or member.`)
}

async function enforceAccess(
  deps: Dependencies,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { access, roles } = request.routeOptions.config
  if (access === undefined || access === 'public') return undefined
  const isSigned = access === 'operator' || access === 'partner'
  const outcome = isSigned ? await verifySignedRequest(deps, request, access) : await bearer(deps, request)
  if (isRefusal(outcome)) return reply.refuse(outcome)
  request.principal = outcome
  const refusal =
    access === 'resident' && outcome.kind === 'visitor'
      ? await visitorRefusal(deps, outcome)
      : permission(outcome, access, roles)
  return refusal === null ? undefined : reply.refuse(refusal)
}

/** The bearer of an access token, or why there is none (RFC 6750). */
async function bearer(deps: Dependencies, request: FastifyRequest): Promise<Principal | Refusal> {
  const token = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const principal = token === undefined ? undefined : await deps.tokens.read(token)
  if (principal === undefined) return refuse('access.not-signed-in')
  // Every request asks the session: a token dies with a sign-out, a closed account or a dismissal, not within its 15 minutes.
  return (await deps.sessions.current(principal)) ?? refuse('access.not-signed-in')
}

/** Why a visitor may not hold: she has not opened an account yet, or her host knows no real name and she cannot. */
async function visitorRefusal(deps: Dependencies, { sessionId }: VisitorPrincipal): Promise<Refusal> {
  const attested = await deps.sessions.subjectOf(sessionId)
  const person = attested === undefined ? {} : (JSON.parse(attested) as { personId?: unknown })
  return refuse(person.personId === null ? 'account.real-name-needed' : 'account.not-open')
}

function permission(
  principal: Principal,
  access: Access,
  roles: readonly string[] | undefined,
): Refusal | null {
  if (access === 'visitor' && principal.kind === 'resident') return null
  if (access !== principal.kind) return refuse('access.not-permitted')
  const role = 'role' in principal ? principal.role : ''
  return roles === undefined || roles.includes(role) ? null : refuse('access.not-permitted')
}
