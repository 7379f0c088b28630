import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'

import { BookBreakPage, isRefusal, Reconciliation, ReconciliationList, wire, type Refusal } from '#contract'
import { createPushGate, LINES_MEDIA_TYPE, linesBodyOf, takeLines } from '#server/intake/index'
import { operatorOf, type App, type Dependencies } from '#server/platform/index'

import { pageOfBreaks } from './breaks'
import { findForReading } from './find-for-reading'
import type { ReconciliationRow } from './find-reconciliation'
import { forgetBreaks } from './forget-breaks'
import { BOOK_GATE_LIMITS, BOOK_LIMITS } from './limits'
import { listReconciliations } from './list-reconciliations'
import { readReconciliation } from './read-reconciliation'
import { createReconciliationSender } from './send-file'
import { takeBook } from './take-book'

const ALL = '/v1/operators/:operatorId/reconciliations'
const PATH = `${ALL}/:reconciliationId`
const Params = Type.Object({
  operatorId: wire.OperatorId,
  reconciliationId: Type.String({
    pattern: '^[\\w.-]{1,64}$',
    description: "the operator's own name of it",
  }),
})
const ListParams = Type.Pick(Params, ['operatorId'])
const ListQuery = Type.Object({ operatorDay: Type.Optional(wire.CityDay) }, { additionalProperties: false })
const BookQuery = Type.Object(
  { operatorDay: wire.CityDay, scene: Type.Optional(wire.SceneId) },
  { additionalProperties: false },
)
const BreaksQuery = Type.Object(
  {
    after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000_000_000 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  },
  { additionalProperties: false },
)
const BREAKS_PER_PAGE = 100

/** An operator's book of a day held against ours: sent once, retried freely, read again with its breaks and its file. */
export const reconciliationRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  takeLines(app)
  takingRoute(app, deps)
  readingRoutes(app, deps)
  deps.jobs.register({
    name: 'reconciliation.forget-breaks',
    cron: '50 3 * * *',
    run: () => forgetBreaks(deps),
  })
}

const takingRoute = (app: App, deps: Dependencies): void => {
  const gate = createPushGate(BOOK_GATE_LIMITS)
  app.post(
    PATH,
    {
      config: { access: 'operator', idempotency: 'off' },
      bodyLimit: BOOK_LIMITS.bodyBytesMax,
      schema: {
        params: Params,
        querystring: BookQuery,
        response: { 200: Reconciliation },
        description: `Takes the book as ${LINES_MEDIA_TYPE}, one ride a line.`,
      },
    },
    async (request, reply) => {
      const lines = linesBodyOf(request)
      if (isRefusal(lines)) return reply.refuse(lines)
      const { operatorDay, scene: sceneId } = request.query
      const { reconciliationId } = request.params
      const book = { ...lines, operator: operatorOf(request), reconciliationId, operatorDay, sceneId }
      const outcome = await takeBook(deps, gate, { ...book, requestId: request.id })
      return isRefusal(outcome) ? endIfSlow(reply, outcome).refuse(outcome) : outcome
    },
  )
}

/** Who sends too slowly may go on trickling after the answer: it ends the connection. */
const endIfSlow = (reply: FastifyReply, { refused }: Refusal): FastifyReply =>
  refused === 'push.too-slow' ? reply.header('connection', 'close') : reply

const readingRoutes = (app: App, deps: Dependencies): void => {
  const config = { access: 'operator' } as const
  const sendFile = createReconciliationSender(deps)
  app.get(
    ALL,
    {
      config,
      schema: { params: ListParams, querystring: ListQuery, response: { 200: ReconciliationList } },
    },
    (request) =>
      listReconciliations(deps.sql, {
        operatorNo: operatorOf(request).operatorNo,
        operatorDay: request.query.operatorDay,
      }),
  )
  app.get(
    PATH,
    { config, schema: { params: Params, response: { 200: Reconciliation } } },
    async (request, reply) => {
      const row = await asked(deps, request, request.params)
      return isRefusal(row) ? reply.refuse(row) : readReconciliation(deps.sql, operatorOf(request), row)
    },
  )
  app.get(
    `${PATH}/breaks`,
    { config, schema: { params: Params, querystring: BreaksQuery, response: { 200: BookBreakPage } } },
    async (request, reply) => {
      const row = await asked(deps, request, request.params, 'breaks')
      if (isRefusal(row)) return reply.refuse(row)
      const { operatorNo } = operatorOf(request)
      const { after = 0, limit = BREAKS_PER_PAGE } = request.query
      return pageOfBreaks(deps.sql, { ...request.params, operatorNo }, { after, limit })
    },
  )
  app.get(`${PATH}/file`, { config, schema: { params: Params } }, async (request, reply) => {
    const row = await asked(deps, request, request.params, 'breaks')
    return isRefusal(row) ? reply.refuse(row) : sendFile(reply, operatorOf(request), row)
  })
}

const asked = (
  deps: Dependencies,
  request: FastifyRequest,
  { reconciliationId }: { readonly reconciliationId: string },
  what?: 'breaks',
): Promise<ReconciliationRow | Refusal> =>
  findForReading(deps, { operatorNo: operatorOf(request).operatorNo, reconciliationId }, what)
