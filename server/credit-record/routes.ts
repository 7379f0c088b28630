import { Type } from '@sinclair/typebox'

import {
  CreditCodeReadingRequest,
  CreditCodeShown,
  CreditCorrection,
  CreditCorrectionList,
  CreditCorrectionRequest,
  CreditReading,
  CreditReadingRequest,
  CreditRecord,
  CreditStatement,
  CreditStatementDetail,
  CreditStatementList,
  CreditStatementRequest,
  GivenStatementList,
  isRefusal,
  wire,
} from '#contract'
import { rolesThatMay } from '#domain/institution'
import { actingMember, ownerOf } from '#server/institution/index'
import { keyOf, RATE_LIMITS, type App, type Dependencies } from '#server/platform/index'

import { askCorrection, listCorrections } from './ask-correction'
import { deskRoutes } from './desk-routes'
import { idsOf } from './holder'
import { makeStatement } from './make-statement'
import { listStatements, readStatement, revokeStatement, showCode } from './own-statements'
import { listGiven, readByCode, readGiven } from './read-given'
import { readCreditRecord } from './read-record'

const PageQuery = Type.Object({ cursor: Type.Optional(wire.Cursor) }, { additionalProperties: false })
const StatementParams = Type.Object({ statementId: wire.WireId('cst') })

/** Who has no session names the request itself; sent again under its key it has the same answer. */
const AgainHeader = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ pattern: '^[\\x21-\\x7e]{16,128}$' })),
})
const SHARING = { access: 'member', roles: rolesThatMay('shareCredit') } as const
const DOORS = [
  { prefix: '/v1/me', config: { access: 'resident' } },
  { prefix: '/v1/institution', config: SHARING },
] as const
type Door = (typeof DOORS)[number]

/** A credit record for its holder, corrections of it, statements of it for others, and the desk. */
export const creditRecordRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  for (const door of DOORS) {
    recordRoutes(app, deps, door)
    statementRoutes(app, deps, door)
    statementActRoutes(app, deps, door)
  }
  readerRoutes(app, deps)
  deskRoutes(app, deps)
}

const recordRoutes = (app: App, deps: Dependencies, { prefix, config }: Door): void => {
  app.get(`${prefix}/credit-record`, { config, schema: { response: { 200: CreditRecord } } }, (request) =>
    readCreditRecord(deps, idsOf(ownerOf(request.principal))),
  )
  const path = `${prefix}/credit-corrections`
  app.get(
    path,
    { config, schema: { querystring: PageQuery, response: { 200: CreditCorrectionList } } },
    async (request, reply) => {
      const list = await listCorrections(deps, ownerOf(request.principal), request.query.cursor)
      return isRefusal(list) ? reply.refuse(list) : list
    },
  )
  app.post(
    path,
    { config, schema: { body: CreditCorrectionRequest, response: { 201: CreditCorrection } } },
    async (request, reply) => {
      const correction = await askCorrection(deps, ownerOf(request.principal), request.body)
      return isRefusal(correction) ? reply.refuse(correction) : reply.status(201).send(correction)
    },
  )
}

const statementRoutes = (app: App, deps: Dependencies, { prefix, config }: Door): void => {
  const path = `${prefix}/credit-statements`
  app.get(path, { config, schema: { response: { 200: CreditStatementList } } }, (request) =>
    listStatements(deps, ownerOf(request.principal)),
  )
  app.post(
    path,
    {
      // Made twice there would be two to watch: the key is kept with the statement itself.
      config: { ...config, rateLimit: RATE_LIMITS.creditStatements, idempotency: 'own' },
      schema: { body: CreditStatementRequest, response: { 201: CreditStatement } },
    },
    async (request, reply) => {
      const asked = { request: request.body, requestKey: keyOf(request.idempotencyKey) }
      const statement = await makeStatement(deps, ownerOf(request.principal), asked)
      return isRefusal(statement) ? reply.refuse(statement) : reply.status(201).send(statement)
    },
  )
  app.get(
    `${path}/:statementId`,
    { config, schema: { params: StatementParams, response: { 200: CreditStatementDetail } } },
    async (request, reply) => {
      const statement = await readStatement(deps, ownerOf(request.principal), request.params.statementId)
      return isRefusal(statement) ? reply.refuse(statement) : statement
    },
  )
}

const statementActRoutes = (app: App, deps: Dependencies, { prefix, config }: Door): void => {
  const one = `${prefix}/credit-statements/:statementId`
  app.post(
    `${one}/codes`,
    {
      // The answer holds a secret of minutes; kept for a retry it would live a day.
      config: { ...config, rateLimit: RATE_LIMITS.creditStatements, idempotency: 'off' },
      schema: { params: StatementParams, response: { 201: CreditCodeShown } },
    },
    async (request, reply) => {
      const code = await showCode(deps, ownerOf(request.principal), request.params.statementId)
      return isRefusal(code) ? reply.refuse(code) : reply.status(201).send(code)
    },
  )
  app.post(
    `${one}/revocation`,
    { config, schema: { params: StatementParams, response: { 200: CreditStatementDetail } } },
    async (request, reply) => {
      const statement = await revokeStatement(deps, ownerOf(request.principal), request.params.statementId)
      return isRefusal(statement) ? reply.refuse(statement) : statement
    },
  )
}

const readerRoutes = (app: App, deps: Dependencies): void => {
  const path = '/v1/institution/given-credit-statements'
  app.get(
    path,
    { config: SHARING, schema: { querystring: PageQuery, response: { 200: GivenStatementList } } },
    async (request, reply) => {
      const list = await listGiven(deps, actingMember(request), request.query.cursor)
      return isRefusal(list) ? reply.refuse(list) : list
    },
  )
  app.post(
    `${path}/:statementId/readings`,
    {
      // Somebody's record is not kept for a retry: asked again it is the same reading.
      config: { ...SHARING, rateLimit: RATE_LIMITS.creditReadings, idempotency: 'off' },
      schema: { params: StatementParams, body: CreditReadingRequest, response: { 200: CreditReading } },
    },
    async (request, reply) => {
      const asked = { ...request.params, ...request.body }
      const reading = await readGiven(deps, actingMember(request), asked)
      return isRefusal(reading) ? reply.refuse(reading) : reading
    },
  )
  app.post(
    '/v1/credit-statements/readings',
    {
      config: { access: 'public', rateLimit: RATE_LIMITS.creditReadings },
      schema: { headers: AgainHeader, body: CreditCodeReadingRequest, response: { 200: CreditReading } },
    },
    async (request, reply) => {
      const reading = await readByCode(deps, request.body, request.headers['idempotency-key'])
      return isRefusal(reading) ? reply.refuse(reading) : reading
    },
  )
}
