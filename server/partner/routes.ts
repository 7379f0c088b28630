import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'

import { AskedOrder, isRefusal, OrderNo, OrderRequest, PartnerOrder, wire, type Refusal } from '#contract'
import type { OrderStep } from '#domain/partner'
import { residentOf } from '#server/identity/index'
import { RATE_LIMITS, partnerOf, type App, type Dependencies } from '#server/platform/index'
import { createTakeQueue } from '#server/voucher/index'

import { askOrder } from './ask-order'
import { moveOrder, readOrder } from './move-order'
import { approveAsked, declineAsked, forgetSpentApprovals, readAsked } from './my-orders'

const OrderParams = Type.Object({ institutionId: wire.WireId('org'), orderNo: OrderNo })
/** As scanned or typed; what is no code is refused in words, not by the shape of a path. */
const CodeParams = Type.Object({ code: Type.String({ minLength: 1, maxLength: 40 }) })

const PATH = '/v1/partners/:institutionId/orders/:orderNo'
const STEPS: readonly OrderStep[] = ['spend', 'redemption', 'refund', 'release']
/** Seconds after which somebody who typed too many codes that were none may try again. */
const MISSES_SECONDS = 600

/** What partners ask for and do, and what residents say to it. */
export const partnerRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  deps.jobs.register({
    name: 'partner.forget-codes',
    cron: '*/10 * * * *',
    run: () => forgetSpentApprovals(deps),
  })
  orderRoutes(app, deps)
  residentRoutes(app, deps)
}

const orderRoutes = (app: App, deps: Dependencies): void => {
  const config = { access: 'partner' } as const
  const one = { params: OrderParams, response: { 200: PartnerOrder } }
  app.get(PATH, { config, schema: one }, async (request, reply) => {
    const order = await readOrder(deps, partnerOf(request), request.params.orderNo)
    return isRefusal(order) ? reply.refuse(order) : order
  })
  const asking = { ...config, rateLimit: RATE_LIMITS.partnerAsks } as const
  app.post(PATH, { config: asking, schema: { ...one, body: OrderRequest } }, async (request, reply) => {
    const signedBody = request.signedBody ?? ''
    const order = await askOrder(deps, partnerOf(request), { ...request.params, ...request.body, signedBody })
    return isRefusal(order) ? reply.refuse(order) : order
  })
  for (const step of STEPS)
    app.post(`${PATH}/${step}`, { config, schema: one }, async (request, reply) => {
      const order = await moveOrder(deps, partnerOf(request), { orderNo: request.params.orderNo, step })
      return isRefusal(order) ? reply.refuse(order) : order
    })
}

const residentRoutes = (app: App, deps: Dependencies): void => {
  const queue = createTakeQueue(deps)
  const path = '/v1/me/partner-orders/:code'
  // Said twice it is said once: nothing needs to be kept for a retry.
  const one = {
    config: { access: 'resident', idempotency: 'off', rateLimit: RATE_LIMITS.approvals },
    schema: { params: CodeParams, response: { 200: AskedOrder } },
  } as const
  const asked = (request: FastifyRequest, { code }: { code: string }) => ({
    accountId: residentOf(request).accountId,
    code,
  })
  app.get(path, one, async (request, reply) => {
    const order = await readAsked(deps, asked(request, request.params))
    return isRefusal(order) ? reply.refuse(order, waitAfter(order)) : order
  })
  app.post(`${path}/approval`, one, async (request, reply) => {
    const order = await approveAsked(deps, queue, asked(request, request.params))
    return isRefusal(order) ? reply.refuse(order, waitAfter(order)) : order
  })
  app.post(`${path}/decline`, one, async (request, reply) => {
    const order = await declineAsked(deps, asked(request, request.params))
    return isRefusal(order) ? reply.refuse(order, waitAfter(order)) : order
  })
}

const waitAfter = ({ refused }: Refusal): { retryAfterSeconds?: number } => {
  if (refused === 'approval.too-many-misses') return { retryAfterSeconds: MISSES_SECONDS }
  return refused === 'request.too-many' ? { retryAfterSeconds: 1 } : {}
}
