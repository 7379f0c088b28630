import { Type } from '@sinclair/typebox'

import { isRefusal, Voucher, VoucherList, VoucherRequest, wire } from '#contract'
import { residentOf } from '#server/identity/index'
import type { App, Dependencies } from '#server/platform/index'

import { endDueVouchers } from './end-due-vouchers'
import { confirmVoucher, listVouchers, readVoucher, returnVoucher, takeGoods } from './my-vouchers'
import { createTakeQueue } from './take-queue'

/** An abandoned hold is on the shelf again this long after it ran out. */
const ENDED_EVERY_SECONDS = 10

const VoucherParams = Type.Object({ voucherId: wire.WireId('vch') })

/** A resident's vouchers, and the work that ends those whose time is over. */
export const voucherRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  const queue = createTakeQueue(deps)
  deps.jobs.register({
    name: 'voucher.end-due',
    everySeconds: ENDED_EVERY_SECONDS,
    run: () => endDueVouchers(deps),
  })

  app.get(
    '/v1/me/vouchers',
    { config: { access: 'resident' }, schema: { response: { 200: VoucherList } } },
    (request) => listVouchers(deps, residentOf(request).accountId),
  )
  app.post(
    '/v1/me/vouchers',
    {
      config: { access: 'resident', idempotency: 'own' },
      schema: { body: VoucherRequest, response: { 201: Voucher } },
    },
    async (request, reply) => {
      const requestKey = request.idempotencyKey
      if (requestKey === null) throw new Error('the platform lets no request without a key come here')
      const { accountId } = residentOf(request)
      const voucher = await takeGoods(deps, queue, { ...request.body, accountId, requestKey })
      return isRefusal(voucher) ? reply.refuse(voucher) : reply.status(201).send(voucher)
    },
  )

  const one = {
    config: { access: 'resident' },
    schema: { params: VoucherParams, response: { 200: Voucher } },
  } as const
  app.get('/v1/me/vouchers/:voucherId', one, async (request, reply) => {
    const voucher = await readVoucher(deps, residentOf(request).accountId, request.params.voucherId)
    return isRefusal(voucher) ? reply.refuse(voucher) : voucher
  })
  app.post('/v1/me/vouchers/:voucherId/confirmation', one, async (request, reply) => {
    const voucher = await confirmVoucher(deps, residentOf(request).accountId, request.params.voucherId)
    return isRefusal(voucher) ? reply.refuse(voucher) : voucher
  })
  app.post('/v1/me/vouchers/:voucherId/refund', one, async (request, reply) => {
    const voucher = await returnVoucher(deps, residentOf(request).accountId, request.params.voucherId)
    return isRefusal(voucher) ? reply.refuse(voucher) : voucher
  })
}
