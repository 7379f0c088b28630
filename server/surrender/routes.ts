import { Type } from '@sinclair/typebox'

import { isRefusal, Surrender, SurrenderPage, SurrenderRequest, wire } from '#contract'
import { rolesThatMay } from '#domain/institution'
import { actingMember } from '#server/institution/index'
import { keyOf, type Context } from '#server/platform/index'

import { listSurrenders } from './read-surrenders'
import { surrenderReductions } from './surrender-reductions'

const SurrendersQuery = Type.Object({ cursor: Type.Optional(wire.Cursor) }, { additionalProperties: false })

/** Surrender by the owners of an institution: nobody else hands over what cannot be had back. */
export const surrenderRoutes: Context = async (app, deps) => {
  const config = { access: 'member', roles: rolesThatMay('surrender') } as const
  app.get(
    '/v1/institution/surrenders',
    { config, schema: { querystring: SurrendersQuery, response: { 200: SurrenderPage } } },
    async (request, reply) => {
      const page = await listSurrenders(deps, actingMember(request), request.query.cursor)
      return isRefusal(page) ? reply.refuse(page) : page
    },
  )
  app.post(
    '/v1/institution/surrenders',
    {
      config: { ...config, idempotency: 'own' },
      schema: { body: SurrenderRequest, response: { 201: Surrender } },
    },
    async (request, reply) => {
      const asked = { ...request.body, requestKey: keyOf(request.idempotencyKey), requestId: request.id }
      const surrendered = await surrenderReductions(deps, actingMember(request), asked)
      return isRefusal(surrendered) ? reply.refuse(surrendered) : reply.status(201).send(surrendered)
    },
  )
}
