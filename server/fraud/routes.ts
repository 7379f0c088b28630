import { Type } from '@sinclair/typebox'

import {
  FraudAnswerRequest,
  FraudProgress,
  FraudProgressRequest,
  FraudReceipt,
  FraudReportRequest,
  isRefusal,
  StaffFraudReport,
  StaffFraudReportList,
  wire,
} from '#contract'
import { RATE_LIMITS, staffOf, type App, type Dependencies } from '#server/platform/index'

import { forgetFraud } from './forget-fraud'
import { answerFraud, lookAtFraud, readFraud } from './handle-fraud'
import { listFraud, readProgress } from './list-fraud'
import { reportFraud } from './report-fraud'

const HANDLING = { access: 'staff', roles: ['centre', 'exchange', 'bureau'] } as const
const ALL = '/v1/staff/fraud-reports'
const ONE = `${ALL}/:reportId`
const FraudQuery = Type.Object(
  { state: Type.Union([Type.Literal('open'), Type.Literal('answered')]) },
  { additionalProperties: false },
)
const FraudParams = Type.Object({ reportId: wire.WireId('frd') })
/** Nobody is signed in, so the key is all that makes a retry known: long enough that nobody else draws it. */
const KeyHeader = Type.Object({
  'idempotency-key': Type.String({ pattern: '^[\\x21-\\x7e]{16,128}$' }),
})

/** Reports of suspected fraud: anybody's side and staff's. */
export const fraudRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  publicRoutes(app, deps)
  deskRoutes(app, deps)
  deps.jobs.register({ name: 'fraud.forget', cron: '40 3 * * *', run: () => forgetFraud(deps) })
}

const publicRoutes = (app: App, deps: Dependencies): void => {
  app.post(
    '/v1/fraud-reports',
    {
      config: { access: 'public', rateLimit: RATE_LIMITS.fraudReports },
      schema: { headers: KeyHeader, body: FraudReportRequest, response: { 201: FraudReceipt } },
    },
    async (request, reply) => {
      const requestKey = request.headers['idempotency-key']
      const receipt = await reportFraud(deps, { ...request.body, requestKey, requestId: request.id })
      return isRefusal(receipt) ? reply.refuse(receipt) : reply.status(201).send(receipt)
    },
  )
  app.post(
    '/v1/fraud-reports/progress',
    {
      config: { access: 'public', rateLimit: RATE_LIMITS.fraudProgress },
      schema: { body: FraudProgressRequest, response: { 200: FraudProgress } },
    },
    async (request, reply) => {
      const progress = await readProgress(deps, request.body.number)
      return isRefusal(progress) ? reply.refuse(progress) : progress
    },
  )
}

const deskRoutes = (app: App, deps: Dependencies): void => {
  const schema = { params: FraudParams, response: { 200: StaffFraudReport } }
  app.get(
    ALL,
    { config: HANDLING, schema: { querystring: FraudQuery, response: { 200: StaffFraudReportList } } },
    (request) => listFraud(deps, request.query.state),
  )
  app.get(ONE, { config: HANDLING, schema }, async (request, reply) => {
    const asked = { ...request.params, requestId: request.id }
    const report = await readFraud(deps, staffOf(request), asked)
    return isRefusal(report) ? reply.refuse(report) : report
  })
  app.post(`${ONE}/look`, { config: HANDLING, schema }, async (request, reply) => {
    const asked = { ...request.params, requestId: request.id }
    const report = await lookAtFraud(deps, staffOf(request), asked)
    return isRefusal(report) ? reply.refuse(report) : report
  })
  app.post(
    `${ONE}/answer`,
    { config: HANDLING, schema: { ...schema, body: FraudAnswerRequest } },
    async (request, reply) => {
      const asked = { ...request.params, ...request.body, requestId: request.id }
      const report = await answerFraud(deps, staffOf(request), asked)
      return isRefusal(report) ? reply.refuse(report) : report
    },
  )
}
