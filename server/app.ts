import { randomUUID } from 'node:crypto'

import rateLimit from '@fastify/rate-limit'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'

import { accountRoutes } from '#server/account/index'
import { anomalyRoutes } from '#server/anomaly/index'
import { cityContext } from '#server/city/index'
import { clawBackRoutes } from '#server/claw-back/index'
import { consentRoutes } from '#server/consent/index'
import { consentFeedRoutes } from '#server/consent-feed/index'
import { creditRecordRoutes } from '#server/credit-record/index'
import { exclusionRoutes } from '#server/exclusion/index'
import { expertRoutes } from '#server/expert/index'
import { deliveryRoutes } from '#server/delivery/index'
import { fileChannel } from '#server/file-channel/index'
import { fraudRoutes } from '#server/fraud/index'
import { deskRoutes } from '#server/desk/index'
import { groupRoutes } from '#server/group/index'
import { identityRoutes } from '#server/identity/index'
import { institutionRoutes } from '#server/institution/index'
import { instrumentRoutes } from '#server/instrument/index'
import { intakeRoutes } from '#server/intake/index'
import { issuanceRoutes } from '#server/issuance/index'
import { mallRoutes } from '#server/mall/index'
import { messageRoutes } from '#server/message/index'
import { methodologyRoutes } from '#server/methodology/index'
import { operatorDeskRoutes } from '#server/operator-desk/index'
import { partnerRoutes } from '#server/partner/index'
import {
  answerError,
  compileAnswerWriter,
  compileSchemaCheck,
  installAccess,
  installConnectionEnd,
  installDigestCheck,
  installDocumentation,
  installIdempotency,
  installJsonBody,
  installProbes,
  installProblems,
  installRequestLog,
  installResponseHeaders,
  type App,
  type Context,
  type Dependencies,
} from '#server/platform/index'
import { pointsRoutes } from '#server/points/index'
import { projectRoutes } from '#server/project/index'
import { proposalRoutes } from '#server/proposal/index'
import { reconciliationRoutes } from '#server/reconciliation/index'
import { rideRoutes } from '#server/ride/index'
import { sceneRoutes } from '#server/scene/index'
import { settlingJobs } from '#server/settling/index'
import { staffRoutes } from '#server/staff/index'
import { statementRoutes } from '#server/statement/index'
import { surrenderRoutes } from '#server/surrender/index'
import { supervisionRoutes } from '#server/supervision/index'
import { tillRoutes } from '#server/till/index'
import { voucherRoutes } from '#server/voucher/index'
import { yearReportRoutes } from '#server/year-report/index'

/** The contexts of the service, each a plugin of its own; the order carries no meaning. */
const CONTEXTS: readonly Context[] = [
  cityContext,
  accountRoutes,
  anomalyRoutes,
  clawBackRoutes,
  consentRoutes,
  consentFeedRoutes,
  creditRecordRoutes,
  deliveryRoutes,
  deskRoutes,
  exclusionRoutes,
  expertRoutes,
  fileChannel,
  fraudRoutes,
  groupRoutes,
  identityRoutes,
  institutionRoutes,
  instrumentRoutes,
  intakeRoutes,
  issuanceRoutes,
  mallRoutes,
  messageRoutes,
  methodologyRoutes,
  operatorDeskRoutes,
  partnerRoutes,
  pointsRoutes,
  projectRoutes,
  proposalRoutes,
  reconciliationRoutes,
  rideRoutes,
  sceneRoutes,
  settlingJobs,
  staffRoutes,
  statementRoutes,
  surrenderRoutes,
  supervisionRoutes,
  tillRoutes,
  voucherRoutes,
  yearReportRoutes,
]

const BODY_BYTES_MAX = 64 * 1024

/** By what Fastify names a plugin; for one without it searches every module that is loaded. */
const PLUGIN_NAME = Symbol.for('fastify.display-name')

/** Longer than any push takes to stream in; a client that stalls longer is cut off. */
const REQUEST_SECONDS_MAX = 300

/** The whole HTTP service around `deps`, not yet listening. Tests inject into it or let it listen on a free port. */
export async function buildApp(deps: Dependencies, contexts: readonly Context[] = CONTEXTS): Promise<App> {
  const app: App = fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    logController: new fastify.LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_SECONDS_MAX * 1000,
    trustProxy: deps.config.trustedProxies.length > 0 ? deps.config.trustedProxies : false,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    // A URL that does not parse never reaches the hooks, but is answered in the same form.
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(compileSchemaCheck)
  app.setSerializerCompiler(compileAnswerWriter)
  installProblems(app)
  installRequestLog(app)
  installResponseHeaders(app, deps.config)
  installConnectionEnd(app)
  installAccess(app, deps)
  installDigestCheck(app)
  installJsonBody(app)
  await app.register(rateLimit, { global: false })
  installIdempotency(app, deps)
  await installDocumentation(app, deps.config)
  installProbes(app, deps)
  for (const context of contexts) {
    const plugin = async (scope: FastifyInstance): Promise<void> => context(scope as App, deps)
    await app.register(Object.assign(plugin, { [PLUGIN_NAME]: context.name }))
  }
  return app
}
