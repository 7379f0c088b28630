import { Type } from '@sinclair/typebox'

import {
  CityCodeRequest,
  CityCodeVerification,
  Closure,
  ClosureRequest,
  DataReadList,
  GuardianCode,
  Guardianship,
  GuardianshipList,
  GuardianshipRequest,
  isRefusal,
  Me,
  Notice,
  OpenAccountRequest,
  SchemeTotals,
  wire,
} from '#contract'
import { createHosts } from '#server/gateways/index'
import { residentOf, signedInOf } from '#server/identity/index'
import { RATE_LIMITS, type App, type Dependencies } from '#server/platform/index'

import { allowGroups } from './allow-groups'
import { closeAccount } from './close-account'
import { consentForWard } from './consent-for-ward'
import { giveLateIssues } from './give-late-issues'
import { endGrownGuardianships, listGuardianships, withdrawGuardianship } from './guardianships'
import { forgetGuardianCodes, issueGuardianCode } from './issue-guardian-code'
import { listDataReads } from './list-data-reads'
import { openAccount } from './open-account'
import { presentCityCode } from './present-city-code'
import { readNotice } from './read-notice'
import { createTotalsReader } from './scheme-totals'
import { createExportSender } from './send-export'

const GuardianshipParams = Type.Object({ guardianshipId: wire.WireId('gua') })

export const accountRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  publicRoutes(app, deps)
  openingRoutes(app, deps)
  leavingRoutes(app, deps)
  accountJobs(deps)
}

const accountJobs = (deps: Dependencies): void => {
  const faults = deps.metrics.counter({
    name: 'suitan_late_issue_faults_total',
    help: 'Tries to pass on what was issued to a closed account that failed; the audit names the account',
  })
  deps.jobs.register({
    name: 'account.give-late-issues',
    cron: '15 * * * *',
    run: () =>
      giveLateIssues(deps, (fault) => {
        faults.inc()
        deps.log.error({ err: fault }, 'what was issued to a closed account cannot be passed on')
      }),
  })
  deps.jobs.register({
    name: 'account.end-grown-guardianships',
    cron: '1 0 * * *',
    run: () => endGrownGuardianships(deps),
  })
  deps.jobs.register({
    name: 'account.forget-guardian-codes',
    cron: '*/10 * * * *',
    run: async () => void (await forgetGuardianCodes(deps)),
  })
}

const publicRoutes = (app: App, deps: Dependencies): void => {
  const readTotals = createTotalsReader(deps)
  app.get(
    '/v1/scheme/totals',
    { config: { access: 'public' }, schema: { response: { 200: SchemeTotals } } },
    () => readTotals(),
  )
  app.get('/v1/notice', { config: { access: 'public' }, schema: { response: { 200: Notice } } }, () =>
    readNotice(deps),
  )
}

const openingRoutes = (app: App, deps: Dependencies): void => {
  const hosts = createHosts(deps.config.hosts)

  app.post(
    '/v1/me/account',
    { config: { access: 'visitor' }, schema: { body: OpenAccountRequest, response: { 201: Me } } },
    async (request, reply) => {
      const me = await openAccount(deps, signedInOf(request), request.body)
      return isRefusal(me) ? reply.refuse(me) : reply.status(201).send(me)
    },
  )

  app.post(
    '/v1/me/guardian-codes',
    // The answer holds a secret of ten minutes; kept for a retry it would live a day.
    { config: { access: 'visitor', idempotency: 'off' }, schema: { response: { 200: GuardianCode } } },
    async (request, reply) => {
      const code = await issueGuardianCode(deps, signedInOf(request))
      return isRefusal(code) ? reply.refuse(code) : code
    },
  )

  app.post(
    '/v1/me/guardianships',
    {
      config: { access: 'resident' },
      schema: { body: GuardianshipRequest, response: { 200: Guardianship } },
    },
    async (request, reply) => {
      const guardianship = await consentForWard(deps, residentOf(request), request.body.code)
      if (!isRefusal(guardianship)) return guardianship
      const isThrottled = guardianship.refused === 'request.too-many'
      return reply.refuse(guardianship, isThrottled ? { retryAfterSeconds: 600 } : {})
    },
  )

  app.get(
    '/v1/me/guardianships',
    { config: { access: 'resident' }, schema: { response: { 200: GuardianshipList } } },
    (request) => listGuardianships(deps, residentOf(request).accountId),
  )

  app.delete(
    '/v1/me/guardianships/:guardianshipId',
    {
      config: { access: 'resident' },
      schema: { params: GuardianshipParams, response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      const { guardianshipId } = request.params
      const refused = await withdrawGuardianship(deps, residentOf(request).accountId, guardianshipId)
      return refused ? reply.refuse(refused) : reply.status(204).send(null)
    },
  )

  for (const [method, isAllowed] of [
    ['PUT', true],
    ['DELETE', false],
  ] as const)
    app.route({
      method,
      url: '/v1/me/guardianships/:guardianshipId/groups',
      config: { access: 'resident' },
      schema: { params: GuardianshipParams, response: { 200: Guardianship } },
      handler: async (request, reply) => {
        const asked = { ...request.params, isAllowed }
        const guardianship = await allowGroups(deps, residentOf(request).accountId, asked)
        return isRefusal(guardianship) ? reply.refuse(guardianship) : guardianship
      },
    })

  app.post(
    '/v1/me/city-code',
    {
      config: { access: 'resident' },
      schema: { body: CityCodeRequest, response: { 200: CityCodeVerification } },
    },
    async (request, reply) => {
      const verification = await presentCityCode(deps, hosts, residentOf(request), request.body.token)
      return isRefusal(verification) ? reply.refuse(verification) : verification
    },
  )
}

const leavingRoutes = (app: App, deps: Dependencies): void => {
  app.post(
    '/v1/me/closure',
    { config: { access: 'resident' }, schema: { body: ClosureRequest, response: { 200: Closure } } },
    async (request, reply) => {
      const closure = await closeAccount(deps, residentOf(request), {
        ...request.body,
        requestId: request.id,
      })
      return isRefusal(closure) ? reply.refuse(closure) : closure
    },
  )

  const sendExport = createExportSender(deps)
  app.get(
    '/v1/me/export',
    {
      config: { access: 'resident', rateLimit: RATE_LIMITS.exports },
      schema: {
        response: {
          200: Type.Unknown({ description: 'everything held about her, one JSON object, streamed' }),
        },
      },
    },
    (request, reply) => sendExport(reply, residentOf(request).accountId),
  )

  app.get(
    '/v1/me/reads',
    { config: { access: 'resident' }, schema: { response: { 200: DataReadList } } },
    (request) => listDataReads(deps, residentOf(request).accountId),
  )
}
