import { Type } from '@sinclair/typebox'

import {
  isRefusal,
  OfflineForm,
  OfflineSnapshot,
  Redemption,
  RedemptionRequest,
  Till,
  TillAnswer,
  TillLogOutcomes,
  TillLogRequest,
  TillRequest,
  Today,
  VoucherCode,
  VoucherCodeRequest,
  wire,
} from '#contract'
import { rolesThatMay } from '#domain/institution'
import { residentOf } from '#server/identity/index'
import { actingMember } from '#server/institution/index'
import { keyOf, RATE_LIMITS, type App, type Dependencies } from '#server/platform/index'

import { institutionTillRoutes } from './institution-routes'
import { forgetSpentCodes, issueCode } from './issue-code'
import { createRedeem } from './redeem'
import { issueOfflineForm } from './offline-form'
import { takeSnapshot } from './offline-snapshot'
import { undoRedemption } from './redemptions'
import { takeLog } from './take-log'
import { registerTill } from './tills'
import { readToday } from './today'

const VoucherParams = Type.Object({ voucherId: wire.WireId('vch') })
const TodayQuery = Type.Object({ shopId: Type.Optional(wire.WireId('shp')) }, { additionalProperties: false })
const TillParams = Type.Object({ tillId: wire.WireId('til') })
const UndoParams = Type.Object({ ...TillParams.properties, ...VoucherParams.properties })

/** A resident's codes, tills and what they take, and what mall operators do with collected points. */
export const tillRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  deps.jobs.register({ name: 'till.forget-codes', cron: '*/10 * * * *', run: () => forgetSpentCodes(deps) })
  app.post(
    '/v1/me/vouchers/:voucherId/codes',
    {
      // A code kept for a retry would outlive its minute.
      config: { access: 'resident', idempotency: 'off', rateLimit: RATE_LIMITS.voucherCodes },
      schema: { params: VoucherParams, body: VoucherCodeRequest, response: { 201: VoucherCode } },
    },
    async (request, reply) => {
      const { accountId } = residentOf(request)
      const code = await issueCode(deps, { ...request.params, ...request.body, accountId })
      return isRefusal(code) ? reply.refuse(code) : reply.status(201).send(code)
    },
  )
  app.post(
    '/v1/me/vouchers/:voucherId/offline-form',
    {
      config: { access: 'resident', idempotency: 'off', rateLimit: RATE_LIMITS.offlineForms },
      schema: { params: VoucherParams, response: { 201: OfflineForm } },
    },
    async (request, reply) => {
      const asked = { ...request.params, accountId: residentOf(request).accountId }
      const form = await issueOfflineForm(deps, asked)
      return isRefusal(form) ? reply.refuse(form) : reply.status(201).send(form)
    },
  )
  workRoutes(app, deps)
  offlineRoutes(app, deps)
  institutionTillRoutes(app, deps)
}

const workRoutes = (app: App, deps: Dependencies): void => {
  const redeem = createRedeem(deps)
  const access = { access: 'member', roles: rolesThatMay('workTill') } as const
  app.post(
    '/v1/tills',
    { config: access, schema: { body: TillRequest, response: { 201: Till } } },
    async (request, reply) => {
      const asked = { ...request.body, requestId: request.id }
      const till = await registerTill(deps, actingMember(request), asked)
      return isRefusal(till) ? reply.refuse(till) : reply.status(201).send(till)
    },
  )
  app.post(
    '/v1/tills/:tillId/redemptions',
    {
      config: { ...access, idempotency: 'own' },
      schema: { params: TillParams, body: RedemptionRequest, response: { 200: TillAnswer } },
    },
    async (request, reply) => {
      const asked = { ...request.params, ...request.body, requestKey: keyOf(request.idempotencyKey) }
      const answer = await redeem(actingMember(request), asked)
      if (!isRefusal(answer)) return answer
      return reply.refuse(answer, answer.refused === 'till.too-many-misses' ? { retryAfterSeconds: 60 } : {})
    },
  )
  app.get(
    '/v1/institution/today',
    { config: access, schema: { querystring: TodayQuery, response: { 200: Today } } },
    async (request, reply) => {
      const today = await readToday(deps, actingMember(request), request.query)
      return isRefusal(today) ? reply.refuse(today) : today
    },
  )
  app.post(
    '/v1/tills/:tillId/redemptions/:voucherId/undo',
    { config: access, schema: { params: UndoParams, response: { 200: Redemption } } },
    async (request, reply) => {
      const redemption = await undoRedemption(deps, actingMember(request), request.params)
      return isRefusal(redemption) ? reply.refuse(redemption) : redemption
    },
  )
}

const offlineRoutes = (app: App, deps: Dependencies): void => {
  const access = { access: 'member', roles: rolesThatMay('workTill') } as const
  app.post(
    '/v1/tills/:tillId/snapshots',
    {
      config: { ...access, idempotency: 'off', rateLimit: RATE_LIMITS.tillSnapshots },
      schema: { params: TillParams, response: { 201: OfflineSnapshot } },
    },
    async (request, reply) => {
      const snapshot = await takeSnapshot(deps, actingMember(request), request.params.tillId)
      return isRefusal(snapshot) ? reply.refuse(snapshot) : reply.status(201).send(snapshot)
    },
  )
  app.post(
    '/v1/tills/:tillId/log',
    {
      // An entry is known by its place: telling it again is answered as the first time.
      config: { ...access, idempotency: 'off' },
      schema: { params: TillParams, body: TillLogRequest, response: { 200: TillLogOutcomes } },
    },
    async (request, reply) => {
      const outcomes = await takeLog(deps, actingMember(request), { ...request.params, ...request.body })
      return isRefusal(outcomes) ? reply.refuse(outcomes) : outcomes
    },
  )
}
