import { Type } from '@sinclair/typebox'

import { isRefusal, TitleList, Voucher, VoucherList, VoucherRequest, wire } from '#contract'
import { residentOf } from '#server/identity/index'
import { keyOf, type App, type Dependencies } from '#server/platform/index'

import { endDueVouchers } from './end-due-vouchers'
import { confirmVoucher, listVouchers, readVoucher, returnVoucher, takeGoods } from './my-vouchers'
import { createTakeQueue } from './take-queue'
import { giveDueTitles, listTitles } from './titles'

/** An abandoned hold is on the shelf again this long after it ran out. */
const ENDED_EVERY_SECONDS = 10

const VoucherQuery = Type.Object({ cursor: Type.Optional(wire.Cursor) })
const VoucherParams = Type.Object({ voucherId: wire.WireId('vch') })

/** A resident's vouchers, and the work that ends those whose time is over. */
export const voucherRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  const queue = createTakeQueue(deps)
  deps.jobs.register({
    name: 'voucher.end-due',
    everySeconds: ENDED_EVERY_SECONDS,
    run: async () => {
      await giveDueTitles(deps)
      await endDueVouchers(deps)
    },
  })

  app.get(
    '/v1/me/vouchers',
    {
      config: { access: 'resident' },
      schema: { querystring: VoucherQuery, response: { 200: VoucherList } },
    },
    async (request, reply) => {
      const page = await listVouchers(deps, residentOf(request).accountId, request.query.cursor)
      return isRefusal(page) ? reply.refuse(page) : page
    },
  )
  app.post(
    '/v1/me/vouchers',
    {
      config: { access: 'resident', idempotency: 'own' },
      schema: { body: VoucherRequest, response: { 201: Voucher } },
    },
    async (request, reply) => {
      const requestKey = keyOf(request.idempotencyKey)
      const { accountId } = residentOf(request)
      const voucher = await takeGoods(deps, queue, { ...request.body, accountId, requestKey })
      return isRefusal(voucher) ? reply.refuse(voucher) : reply.status(201).send(voucher)
    },
  )

  app.get(
    '/v1/me/titles',
    { config: { access: 'resident' }, schema: { response: { 200: TitleList } } },
    (request) => listTitles(deps, residentOf(request).accountId),
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
