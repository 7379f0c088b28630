import { Type } from '@sinclair/typebox'

import {
  isRefusal,
  refuse,
  Statement,
  StatementAnswerRequest,
  StatementDispute,
  StatementDisputeList,
  StatementDisputeRequest,
  StatementDue,
  StatementDueList,
  StatementLinePage,
  StatementList,
  StatementPaymentPage,
  StatementPaymentRequest,
  wire,
} from '#contract'
import { cityMonthOf, parseCityMonth } from '#domain/calendar'
import { rolesThatMay } from '#domain/institution'
import { actingMember } from '#server/institution/index'
import type { App, Dependencies } from '#server/platform/index'

import { linesOfDispute } from './dispute-lines'
import { listAllDisputes, listDisputes } from './disputes'
import { listDues } from './dues'
import { makeStatements } from './make-statements'
import { payShare } from './pay-share'
import { listPayments } from './payments'
import { findShare, findStatement, linesOf, listStatements, readStatement } from './read-statements'
import { answerDispute, sayAsMerchant } from './say'
import { createStatementSender, type SendStatement } from './send-file'
import { pageOfLines } from './statement-lines'

const StatementParams = Type.Object({ statementId: wire.WireId('stm') })
const MonthQuery = Type.Object({ month: Type.Optional(wire.CityMonth) }, { additionalProperties: false })
const LinesQuery = Type.Object(
  {
    after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000_000_000 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  },
  { additionalProperties: false },
)
const LINES_PER_PAGE = 100
const FileQuery = Type.Object(
  { format: Type.Union([Type.Literal('json'), Type.Literal('csv'), Type.Literal('xlsx')]) },
  { additionalProperties: false },
)
const DuesQuery = Type.Object(
  {
    after: Type.Optional(wire.Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  { additionalProperties: false },
)
const DUES_PER_PAGE = 100
const PaymentsQuery = Type.Object(
  {
    cursor: Type.Optional(wire.WireId('pay')),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  { additionalProperties: false },
)
const PAYMENTS_PER_PAGE = 20

/** Statements of merchants: made every day, read, answered and paid by members of those they concern. */
export const statementRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  // Often, so that a night without the service is caught up with in the morning; with nothing due it is two questions.
  deps.jobs.register({ name: 'statement.make', cron: '*/20 * * * *', run: () => makeStatements(deps) })
  const sendFile = createStatementSender(deps)
  readingRoutes(app, deps, sendFile)
  sayingRoutes(app, deps)
  payingRoutes(app, deps, sendFile)
}

const readingRoutes = (app: App, deps: Dependencies, sendFile: SendStatement): void => {
  const config = { access: 'member', roles: rolesThatMay('readFigures') } as const
  app.get(
    '/v1/institution/statements',
    { config, schema: { querystring: MonthQuery, response: { 200: StatementList } } },
    (request) => {
      const month = parseCityMonth(request.query.month ?? '') ?? cityMonthOf(deps.clock.now())
      return listStatements(deps, actingMember(request), month)
    },
  )
  app.get(
    '/v1/institution/statements/:statementId',
    { config, schema: { params: StatementParams, response: { 200: Statement } } },
    async (request, reply) => {
      const statement = await readStatement(deps, actingMember(request), request.params.statementId)
      return isRefusal(statement) ? reply.refuse(statement) : statement
    },
  )
  app.get(
    '/v1/institution/statements/:statementId/lines',
    {
      config,
      schema: { params: StatementParams, querystring: LinesQuery, response: { 200: StatementLinePage } },
    },
    async (request, reply) => {
      const row = await findStatement(deps.sql, actingMember(request), request.params.statementId)
      if (row === undefined) return reply.refuse(refuse('request.not-found'))
      const { after = 0, limit = LINES_PER_PAGE } = request.query
      return pageOfLines(deps.sql, linesOf(row), { after, limit })
    },
  )
  app.get(
    '/v1/institution/statements/:statementId/file',
    { config, schema: { params: StatementParams, querystring: FileQuery } },
    (request, reply) =>
      sendFile(reply, actingMember(request), { ...request.params, ...request.query, of: 'statement' }),
  )
}

const sayingRoutes = (app: App, deps: Dependencies): void => {
  const config = { access: 'member', roles: rolesThatMay('settleMoney') } as const
  app.post(
    '/v1/institution/statements/:statementId/confirmation',
    { config, schema: { params: StatementParams, response: { 200: Statement } } },
    async (request, reply) => {
      const said = { ...request.params, saying: 'confirmed', text: null, requestId: request.id } as const
      const statement = await sayAsMerchant(deps, actingMember(request), said)
      return isRefusal(statement) ? reply.refuse(statement) : statement
    },
  )
  app.post(
    '/v1/institution/statements/:statementId/dispute',
    {
      config,
      schema: { params: StatementParams, body: StatementDisputeRequest, response: { 200: Statement } },
    },
    async (request, reply) => {
      const { reason: text } = request.body
      const said = { ...request.params, saying: 'disputed', text, requestId: request.id } as const
      const statement = await sayAsMerchant(deps, actingMember(request), said)
      return isRefusal(statement) ? reply.refuse(statement) : statement
    },
  )
  app.get(
    '/v1/institution/disputes',
    { config, schema: { response: { 200: StatementDisputeList } } },
    (request) => listDisputes(deps, actingMember(request)),
  )
  app.get(
    '/v1/institution/disputes/:statementId/lines',
    {
      config,
      schema: { params: StatementParams, querystring: LinesQuery, response: { 200: StatementLinePage } },
    },
    async (request, reply) => {
      const { after = 0, limit = LINES_PER_PAGE } = request.query
      const asked = { ...request.params, after, limit }
      const lines = await linesOfDispute(deps, actingMember(request), asked)
      return isRefusal(lines) ? reply.refuse(lines) : lines
    },
  )
  app.get(
    '/v1/staff/statement-disputes',
    { config: { access: 'staff', roles: ['centre'] }, schema: { response: { 200: StatementDisputeList } } },
    () => listAllDisputes(deps),
  )
  app.post(
    '/v1/institution/disputes/:statementId/answer',
    {
      config,
      schema: { params: StatementParams, body: StatementAnswerRequest, response: { 200: StatementDispute } },
    },
    async (request, reply) => {
      const { answer: text } = request.body
      const said = { ...request.params, saying: 'answered', text, requestId: request.id } as const
      const dispute = await answerDispute(deps, actingMember(request), said)
      return isRefusal(dispute) ? reply.refuse(dispute) : dispute
    },
  )
}

const payingRoutes = (app: App, deps: Dependencies, sendFile: SendStatement): void => {
  const config = { access: 'member', roles: rolesThatMay('settleMoney') } as const
  app.get(
    '/v1/institution/dues',
    { config, schema: { querystring: DuesQuery, response: { 200: StatementDueList } } },
    async (request, reply) => {
      const { after, limit = DUES_PER_PAGE } = request.query
      const dues = await listDues(deps, actingMember(request), { after, limit })
      return dues ?? reply.refuse(refuse('request.invalid', '/query/after'))
    },
  )
  app.get(
    '/v1/institution/dues/:statementId/lines',
    {
      config,
      schema: { params: StatementParams, querystring: LinesQuery, response: { 200: StatementLinePage } },
    },
    async (request, reply) => {
      const member = actingMember(request)
      const share = await findShare(deps.sql, member, request.params.statementId)
      if (share === undefined) return reply.refuse(refuse('request.not-found'))
      const { after = 0, limit = LINES_PER_PAGE } = request.query
      const of = { ...linesOf(share.row), sponsorId: member.institutionId }
      return pageOfLines(deps.sql, of, { after, limit })
    },
  )
  app.get(
    '/v1/institution/dues/:statementId/file',
    { config, schema: { params: StatementParams, querystring: FileQuery } },
    (request, reply) =>
      sendFile(reply, actingMember(request), { ...request.params, ...request.query, of: 'due' }),
  )
  app.get(
    '/v1/institution/payments',
    { config, schema: { querystring: PaymentsQuery, response: { 200: StatementPaymentPage } } },
    async (request, reply) => {
      const { cursor, limit = PAYMENTS_PER_PAGE } = request.query
      const payments = await listPayments(deps, actingMember(request), { cursor, limit })
      return isRefusal(payments) ? reply.refuse(payments) : payments
    },
  )
  app.post(
    '/v1/institution/dues/:statementId/payment',
    {
      config,
      schema: { params: StatementParams, body: StatementPaymentRequest, response: { 200: StatementDue } },
    },
    async (request, reply) => {
      const asked = { ...request.params, ...request.body, requestId: request.id }
      const due = await payShare(deps, actingMember(request), asked)
      return isRefusal(due) ? reply.refuse(due) : due
    },
  )
}
