import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'

import { GroupRequest, isRefusal, OpenedGroup, OpenedGroupList, wire } from '#contract'
import { rolesThatMay } from '#domain/institution'
import { keyOf, RATE_LIMITS, type App, type Dependencies } from '#server/platform/index'

import { closeGroup, listOpened, openGroup, renewCode } from './opened-groups'
import { institutionOpener, officeOpener, type Opener } from './opener'

const GroupParams = Type.Object({ groupId: wire.WireId('grp') })

const INSTITUTIONS = { access: 'member', roles: rolesThatMay('openGroups') } as const
const OFFICES = { access: 'staff', roles: ['centre', 'bureau'] } as const

/** Registered schools and companies open groups as institutions, centre and bureau open those of streets; both see sums of people only. */
export const openerRoutes = (app: App, deps: Dependencies): void => {
  openingRoutes(app, deps, {
    path: '/v1/institution/groups',
    access: INSTITUTIONS,
    openerOf: institutionOpener,
  })
  openingRoutes(app, deps, { path: '/v1/staff/groups', access: OFFICES, openerOf: officeOpener })
}

const openingRoutes = (
  app: App,
  deps: Dependencies,
  {
    path,
    access,
    openerOf,
  }: {
    path: string
    access: typeof INSTITUTIONS | typeof OFFICES
    openerOf: (request: FastifyRequest) => Opener
  },
): void => {
  app.get(path, { config: access, schema: { response: { 200: OpenedGroupList } } }, (request) =>
    listOpened(deps, openerOf(request)),
  )
  app.post(
    path,
    {
      config: { ...access, idempotency: 'own', rateLimit: RATE_LIMITS.groupOpenings },
      schema: { body: GroupRequest, response: { 201: OpenedGroup } },
    },
    async (request, reply) => {
      const keys = { requestKey: keyOf(request.idempotencyKey), requestId: request.id }
      const group = await openGroup(deps, openerOf(request), { ...request.body, ...keys })
      return isRefusal(group) ? reply.refuse(group) : reply.status(201).send(group)
    },
  )
  for (const [what, change] of [
    ['code', renewCode],
    ['closure', closeGroup],
  ] as const)
    app.post(
      `${path}/:groupId/${what}`,
      { config: access, schema: { params: GroupParams, response: { 200: OpenedGroup } } },
      async (request, reply) => {
        const asked = { groupId: request.params.groupId, requestId: request.id }
        const group = await change(deps, openerOf(request), asked)
        return isRefusal(group) ? reply.refuse(group) : group
      },
    )
}
