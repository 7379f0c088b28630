import { Type } from '@sinclair/typebox'

import {
  ConsentFeed,
  ConsentProof,
  DeleteOrderList,
  DeletionReceipt,
  DeletionReceiptRequest,
  isRefusal,
  wire,
} from '#contract'
import { operatorOf, type App, type Dependencies } from '#server/platform/index'

import { listDeleteOrders } from './list-delete-orders'
import { proveConsent } from './prove-consent'
import { readFeed } from './read-feed'
import { receiptDeletion } from './receipt-deletion'

const ENTRIES_PER_PAGE = 500
const ENTRIES_PER_PAGE_MAX = 1_000

const OperatorParams = Type.Object({ operatorId: wire.OperatorId })
const OrderParams = Type.Object({ operatorId: wire.OperatorId, deleteOrderId: wire.WireId('dlo') })
const FeedQuery = Type.Object({
  after: Type.Optional(wire.Cursor),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: ENTRIES_PER_PAGE_MAX })),
})
const ProofQuery = Type.Object({
  operatorDay: wire.CityDay,
  rideNo: Type.String({ minLength: 1, maxLength: 64, pattern: '^[\\x21-\\x7e]+$' }),
})

/** An operator's side of consent: the feed, the orders to delete, the proof. */
export async function consentFeedRoutes(app: App, deps: Dependencies): Promise<void> {
  app.get(
    '/v1/operators/:operatorId/consents',
    {
      config: { access: 'operator' },
      schema: { params: OperatorParams, querystring: FeedQuery, response: { 200: ConsentFeed } },
    },
    async (request, reply) => {
      const { after = '0', limit = ENTRIES_PER_PAGE } = request.query
      const page = await readFeed(deps, operatorOf(request), { after, limit })
      return isRefusal(page) ? reply.refuse(page) : page
    },
  )
  app.get(
    '/v1/operators/:operatorId/consents/proof',
    {
      config: { access: 'operator' },
      schema: { params: OperatorParams, querystring: ProofQuery, response: { 200: ConsentProof } },
    },
    async (request, reply) => {
      const proof = await proveConsent(deps, operatorOf(request), request.query)
      return isRefusal(proof) ? reply.refuse(proof) : proof
    },
  )
  app.get(
    '/v1/operators/:operatorId/delete-orders',
    {
      config: { access: 'operator' },
      schema: { params: OperatorParams, response: { 200: DeleteOrderList } },
    },
    (request) => listDeleteOrders(deps, operatorOf(request)),
  )
  app.post(
    '/v1/operators/:operatorId/delete-orders/:deleteOrderId/receipt',
    {
      config: { access: 'operator' },
      schema: { params: OrderParams, body: DeletionReceiptRequest, response: { 200: DeletionReceipt } },
    },
    async (request, reply) => {
      const receipt = await receiptDeletion(deps, operatorOf(request), {
        deleteOrderId: request.params.deleteOrderId,
        receipt: request.body,
        body: request.signedBody ?? '',
        requestId: request.id,
      })
      return isRefusal(receipt) ? reply.refuse(receipt) : receipt
    },
  )
}
