import { Type } from '@sinclair/typebox'

import {
  Collected,
  isRefusal,
  RedemptionFigures,
  RedemptionFiguresQuery,
  SerialBlockPage,
  TurnBackPage,
  TurnBackProgress,
  wire,
} from '#contract'
import { rolesThatMay } from '#domain/institution'
import { actingMember } from '#server/institution/index'
import { keyOf, type App, type Dependencies } from '#server/platform/index'

import { readCollected } from './collected'
import { readRedemptionFigures } from './redemption-figures'
import { turnBack } from './turn-back'
import { listTurnBacks } from './turn-back-row'
import { listSerials } from './turn-back-serials'

const TurnBackParams = Type.Object({ turnBackId: wire.WireId('tbk') })
const SerialsQuery = Type.Object(
  {
    /** The `next` of the page before. */
    after: Type.Optional(Type.String({ pattern: '^\\d{1,18}$' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
  },
  { additionalProperties: false },
)
const BLOCKS_A_PAGE = 500
const TurnBacksQuery = Type.Object({ cursor: Type.Optional(wire.Cursor) })

/** What mall operators and sponsors read of redemptions, and what mall operators do with collected points. */
export const institutionTillRoutes = (app: App, deps: Dependencies): void => {
  const reading = { access: 'member', roles: rolesThatMay('readFigures') } as const
  app.get(
    '/v1/institution/redemptions',
    {
      config: reading,
      schema: { querystring: RedemptionFiguresQuery, response: { 200: RedemptionFigures } },
    },
    async (request, reply) => {
      const figures = await readRedemptionFigures(deps, actingMember(request), request.query)
      return isRefusal(figures) ? reply.refuse(figures) : figures
    },
  )
  app.get(
    '/v1/institution/collected-points',
    { config: reading, schema: { response: { 200: Collected } } },
    (request) => readCollected(deps, actingMember(request)),
  )
  app.get(
    '/v1/institution/turn-backs',
    { config: reading, schema: { querystring: TurnBacksQuery, response: { 200: TurnBackPage } } },
    async (request, reply) => {
      const page = await listTurnBacks(deps, actingMember(request), request.query.cursor)
      return isRefusal(page) ? reply.refuse(page) : page
    },
  )
  app.get(
    '/v1/institution/turn-backs/:turnBackId/serials',
    {
      config: reading,
      schema: { params: TurnBackParams, querystring: SerialsQuery, response: { 200: SerialBlockPage } },
    },
    async (request, reply) => {
      const { after = '-1', limit = BLOCKS_A_PAGE } = request.query
      const asked = { ...request.params, after: BigInt(after), limit }
      const serials = await listSerials(deps, actingMember(request), asked)
      return isRefusal(serials) ? reply.refuse(serials) : serials
    },
  )
  app.post(
    '/v1/institution/turn-backs',
    {
      config: { access: 'member', roles: rolesThatMay('changeGoods'), idempotency: 'own' },
      schema: { response: { 201: TurnBackProgress } },
    },
    async (request, reply) => {
      const asked = { requestKey: keyOf(request.idempotencyKey), requestId: request.id }
      const turned = await turnBack(deps, actingMember(request), asked)
      return isRefusal(turned) ? reply.refuse(turned) : reply.status(201).send(turned)
    },
  )
}
