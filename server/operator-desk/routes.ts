import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'

import {
  BookBreakPage,
  isRefusal,
  OperatorDesk,
  OperatorKeyList,
  OperatorRunList,
  Reconciliation,
  ReconciliationList,
  RefusedRowList,
  RunState,
  type Refusal,
} from '#contract'
import { rolesThatMay } from '#domain/institution'
import { actingMember } from '#server/institution/index'
import { listOperatorRuns } from '#server/issuance/index'
import type { App, Dependencies } from '#server/platform/index'
import {
  findForReading,
  listReconciliations,
  pageOfBreaks,
  readReconciliation,
} from '#server/reconciliation/index'

import { listKeys } from './list-keys'
import { listRefusedRows } from './list-refused-rows'
import { readDesk } from './read-desk'
import { operatorOfMember, type OperatorNames } from './whose-operator'

const DESK = '/v1/institution/operator'
const RefusedQuery = Type.Object(
  { code: Type.String({ pattern: '^[a-z][a-z.-]{1,63}$', description: 'code of the refusal catalogue' }) },
  { additionalProperties: false },
)
const RunsQuery = Type.Object({ state: Type.Optional(RunState) }, { additionalProperties: false })
const BookParams = Type.Object({ reconciliationId: Type.String({ pattern: '^[\\w.-]{1,64}$' }) })
const BreaksQuery = Type.Object(
  { after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000_000_000 })) },
  { additionalProperties: false },
)
const BREAKS_PER_PAGE = 50

const config = { access: 'member', roles: rolesThatMay('readOperations') } as const

/** What an operator's own people read of its rides, runs, books and keys; they change nothing here. */
export const operatorDeskRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  intakeRoutes(app, deps)
  bookRoutes(app, deps)
}

const intakeRoutes = (app: App, deps: Dependencies): void => {
  app.get(DESK, { config, schema: { response: { 200: OperatorDesk } } }, async (request, reply) => {
    const result = await forOperator(deps, request, (operator) => readDesk(deps, operator))
    return isRefusal(result) ? reply.refuse(result) : result
  })
  app.get(
    `${DESK}/refused-rows`,
    { config, schema: { querystring: RefusedQuery, response: { 200: RefusedRowList } } },
    async (request, reply) => {
      const { code } = request.query
      const result = await forOperator(deps, request, ({ operatorNo }) =>
        listRefusedRows(deps.sql, { operatorNo, code }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.get(
    `${DESK}/runs`,
    { config, schema: { querystring: RunsQuery, response: { 200: OperatorRunList } } },
    async (request, reply) => {
      const result = await forOperator(deps, request, (operator) =>
        listOperatorRuns(deps, operator, request.query.state),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.get(
    `${DESK}/keys`,
    { config, schema: { response: { 200: OperatorKeyList } } },
    async (request, reply) => {
      const result = await forOperator(deps, request, (operator) => listKeys(deps, operator))
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
}

const bookRoutes = (app: App, deps: Dependencies): void => {
  app.get(
    `${DESK}/reconciliations`,
    { config, schema: { response: { 200: ReconciliationList } } },
    async (request, reply) => {
      const result = await forOperator(deps, request, ({ operatorNo }) =>
        listReconciliations(deps.sql, { operatorNo, operatorDay: undefined }),
      )
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.get(
    `${DESK}/reconciliations/:reconciliationId`,
    { config, schema: { params: BookParams, response: { 200: Reconciliation } } },
    async (request, reply) => {
      const { reconciliationId } = request.params
      const result = await forOperator(deps, request, async (operator) => {
        const row = await findForReading(deps, { ...operator, reconciliationId })
        return isRefusal(row) ? row : readReconciliation(deps.sql, operator, row)
      })
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.get(
    `${DESK}/reconciliations/:reconciliationId/breaks`,
    { config, schema: { params: BookParams, querystring: BreaksQuery, response: { 200: BookBreakPage } } },
    async (request, reply) => {
      const { reconciliationId } = request.params
      const { after = 0 } = request.query
      const result = await forOperator(deps, request, async (operator) => {
        const row = await findForReading(deps, { ...operator, reconciliationId }, 'breaks')
        if (isRefusal(row)) return row
        return pageOfBreaks(deps.sql, { ...operator, reconciliationId }, { after, limit: BREAKS_PER_PAGE })
      })
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
}

/** Reads something for the operator the member's institution is. */
const forOperator = async <T>(
  deps: Dependencies,
  request: Pick<FastifyRequest, 'principal'>,
  read: (operator: OperatorNames) => Promise<T>,
): Promise<T | Refusal> => {
  const operator = await operatorOfMember(deps.sql, actingMember(request))
  return isRefusal(operator) ? operator : read(operator)
}
