import { Type } from '@sinclair/typebox'

import {
  InstitutionName,
  Invitation,
  InvitationPreview,
  InvitationRequest,
  isRefusal,
  MandateRequest,
  Membership,
  MembershipList,
  MembershipRequest,
  MemberList,
  MemberSession,
  Shop,
  ShopList,
  ShopRequest,
  wire,
} from '#contract'
import { rolesThatMay } from '#domain/institution'
import { signedInOf } from '#server/identity/index'
import { RATE_LIMITS, type App, type Dependencies } from '#server/platform/index'

import { actingMember } from './acting-member'
import { findInstitution } from './find-institution'
import { forgetNames } from './forget-names'
import { inviteMember } from './invite-member'
import { dismissMember, listMembers } from './members'
import { acceptInvitation, listMemberships, startMemberSession } from './my-memberships'
import { previewInvitation } from './preview-invitation'
import { receiveMandate } from './receive-mandate'
import { closeShop, listShops, openShop } from './shops'

const MemberParams = Type.Object({ memberId: wire.WireId('mem') })
const CreditCodeParams = Type.Object({
  creditCode: Type.String({ pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$', description: 'GB 32100-2015' }),
})
const ShopParams = Type.Object({ shopId: wire.WireId('shp') })

/** Mandates, the memberships of a signed-in person, and what members change about members and shops. */
export const institutionRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  deps.jobs.register({ name: 'institution.forget-names', cron: '40 3 * * *', run: () => forgetNames(deps) })
  personRoutes(app, deps)
  memberRoutes(app, deps)
  shopRoutes(app, deps)
}

const personRoutes = (app: App, deps: Dependencies): void => {
  app.post(
    '/v1/mandates',
    {
      config: { access: 'public', rateLimit: RATE_LIMITS.memberships },
      schema: { body: MandateRequest, response: { 201: Invitation } },
    },
    async (request, reply) => {
      const invitation = await receiveMandate(deps, request.body.mandate, request.id)
      return isRefusal(invitation) ? reply.refuse(invitation) : reply.status(201).send(invitation)
    },
  )
  app.get(
    '/v1/institutions/:creditCode',
    {
      config: { access: 'visitor', rateLimit: RATE_LIMITS.memberships },
      schema: { params: CreditCodeParams, response: { 200: InstitutionName } },
    },
    async (request, reply) => {
      const found = await findInstitution(deps, request.params.creditCode)
      return isRefusal(found) ? reply.refuse(found) : found
    },
  )
  app.get(
    '/v1/me/memberships',
    { config: { access: 'visitor' }, schema: { response: { 200: MembershipList } } },
    async (request, reply) => {
      const memberships = await listMemberships(deps, signedInOf(request))
      return isRefusal(memberships) ? reply.refuse(memberships) : memberships
    },
  )
  app.post(
    '/v1/me/memberships',
    {
      config: { access: 'visitor', rateLimit: RATE_LIMITS.memberships },
      schema: { body: MembershipRequest, response: { 201: Membership } },
    },
    async (request, reply) => {
      const asked = { code: request.body.code, requestId: request.id }
      const membership = await acceptInvitation(deps, signedInOf(request), asked)
      return isRefusal(membership) ? reply.refuse(membership) : reply.status(201).send(membership)
    },
  )
  app.post(
    '/v1/me/memberships/preview',
    {
      // A question with a body: the code is a secret, and paths are written to logs.
      config: { access: 'visitor', rateLimit: RATE_LIMITS.memberships, idempotency: 'off' },
      schema: { body: MembershipRequest, response: { 200: InvitationPreview } },
    },
    async (request, reply) => {
      const preview = await previewInvitation(deps, request.body.code)
      return isRefusal(preview) ? reply.refuse(preview) : preview
    },
  )
  app.post(
    '/v1/me/memberships/:memberId/sessions',
    {
      // An answer kept for a retry would hand out the token of a session that may have ended meanwhile.
      config: { access: 'visitor', rateLimit: RATE_LIMITS.memberships, idempotency: 'off' },
      schema: { params: MemberParams, response: { 201: MemberSession } },
    },
    async (request, reply) => {
      const session = await startMemberSession(deps, signedInOf(request), request.params.memberId)
      return isRefusal(session) ? reply.refuse(session) : reply.status(201).send(session)
    },
  )
}

const memberRoutes = (app: App, deps: Dependencies): void => {
  const config = { access: 'member', roles: rolesThatMay('changeMembers') } as const
  app.get('/v1/institution/members', { config, schema: { response: { 200: MemberList } } }, (request) =>
    listMembers(deps, actingMember(request)),
  )
  app.delete(
    '/v1/institution/members/:memberId',
    { config, schema: { params: MemberParams, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const asked = { memberId: request.params.memberId, requestId: request.id }
      const refused = await dismissMember(deps, actingMember(request), asked)
      return refused ? reply.refuse(refused) : reply.status(204).send(null)
    },
  )
  app.post(
    '/v1/institution/invitations',
    { config, schema: { body: InvitationRequest, response: { 201: Invitation } } },
    async (request, reply) => {
      const asked = { ...request.body, requestId: request.id }
      const invitation = await inviteMember(deps, actingMember(request), asked)
      return isRefusal(invitation) ? reply.refuse(invitation) : reply.status(201).send(invitation)
    },
  )
}

const shopRoutes = (app: App, deps: Dependencies): void => {
  const config = { access: 'member', roles: rolesThatMay('changeShops') } as const
  app.get('/v1/institution/shops', { config, schema: { response: { 200: ShopList } } }, (request) =>
    listShops(deps, actingMember(request)),
  )
  app.post(
    '/v1/institution/shops',
    { config, schema: { body: ShopRequest, response: { 201: Shop } } },
    async (request, reply) => {
      const shop = await openShop(deps, actingMember(request), { ...request.body, requestId: request.id })
      return isRefusal(shop) ? reply.refuse(shop) : reply.status(201).send(shop)
    },
  )
  app.post(
    '/v1/institution/shops/:shopId/closure',
    { config, schema: { params: ShopParams, response: { 200: Shop } } },
    async (request, reply) => {
      const asked = { shopId: request.params.shopId, requestId: request.id }
      const shop = await closeShop(deps, actingMember(request), asked)
      return isRefusal(shop) ? reply.refuse(shop) : shop
    },
  )
}
