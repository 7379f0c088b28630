import { Type } from '@sinclair/typebox'

import { DeliveryRequest, isRefusal, Voucher, wire } from '#contract'
import { createDeliveryPorts } from '#server/gateways/index'
import { residentOf } from '#server/identity/index'
import { partnerOf, type App, type Dependencies } from '#server/platform/index'
import { readVoucher } from '#server/voucher/index'

import { deliverDue } from './deliver'
import { hastenDelivery, startDelivery } from './start-delivery'

/** A red packet is in her wallet soon after she named it. */
const DELIVER_EVERY_SECONDS = 3

const VoucherParams = Type.Object({ voucherId: wire.WireId('vch') })
const KnockParams = Type.Object({ institutionId: wire.WireId('org'), deliveryId: wire.WireId('vch') })

/** Where she has it sent, a far end's knock, and the work between them. */
export const deliveryRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  const ports = createDeliveryPorts(deps.config.deliveryGateways)
  const tries = deps.metrics.counter({
    name: 'suitan_delivery_tries_total',
    help: 'Tries to have goods delivered, by what became of them: delivered, refused, again, noGateway',
    labelNames: ['outcome'],
  })
  deps.jobs.register({
    name: 'delivery.deliver',
    everySeconds: DELIVER_EVERY_SECONDS,
    run: () => deliverDue(deps, ports, (outcome) => tries.inc({ outcome })),
  })
  app.put(
    '/v1/me/vouchers/:voucherId/recipient',
    {
      // Said again it stays as it was said first.
      config: { access: 'resident', idempotency: 'off' },
      schema: { params: VoucherParams, body: DeliveryRequest, response: { 200: Voucher } },
    },
    async (request, reply) => {
      const { accountId } = residentOf(request)
      const { voucherId } = request.params
      const refused = await startDelivery(deps, { ...request.body, accountId, voucherId })
      const voucher = refused ?? (await readVoucher(deps, accountId, voucherId))
      return isRefusal(voucher) ? reply.refuse(voucher) : voucher
    },
  )
  app.post(
    '/v1/partners/:institutionId/deliveries/:deliveryId/knock',
    { config: { access: 'partner' }, schema: { params: KnockParams, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const { institutionId } = partnerOf(request)
      const refused = await hastenDelivery(deps, { institutionId, deliveryId: request.params.deliveryId })
      return refused ? reply.refuse(refused) : reply.status(204).send(null)
    },
  )
}
