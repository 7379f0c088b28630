import { createHash } from 'node:crypto'

import { refuse, type DeletionReceipt, type DeletionReceiptRequest, type Refusal } from '#contract'
import { isDeletionTimely } from '#domain/consent'
import { decodeId } from '#domain/id'
import {
  appendAudit,
  inTransaction,
  principalKey,
  type Dependencies,
  type OperatorPrincipal,
  type Transaction,
} from '#server/platform/index'

interface Receipted {
  readonly deleteOrderId: string
  readonly receipt: DeletionReceiptRequest
  /** The body as it came. */
  readonly body: string
  readonly requestId: string
}

interface OrderRow {
  scene_id: string
  ended_at: Date
  received_at: Date | null
  deleted_at: Date | null
  deleted_records: bigint | null
}

/**
 * Takes an operator's word that it deleted. What it signed is kept, the number is not any more; both and the entry of the log are there
 * together or not at all. Said again it is answered as before. Refuses `request.not-found` (also for another operator's order),
 * `request.invalid` for a time before the end of the consent or in the future, `consent.receipt-differs`.
 */
export const receiptDeletion = (
  deps: Dependencies,
  operator: OperatorPrincipal,
  { deleteOrderId, receipt, body, requestId }: Receipted,
): Promise<DeletionReceipt | Refusal> =>
  inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const now = deps.clock.now()
    const id = decodeId('dlo', deleteOrderId)
    const order = id === undefined ? undefined : await holdOrder(transaction, operator, id)
    if (id === undefined || order === undefined) return refuse('request.not-found')
    const deletedAt = new Date(receipt.deletedAt)
    if (order.received_at !== null) {
      const isSame =
        order.deleted_at?.getTime() === deletedAt.getTime() &&
        order.deleted_records === BigInt(receipt.deletedRecords)
      return isSame ? onWire(deleteOrderId, receipt, order.received_at) : refuse('consent.receipt-differs')
    }
    if (!isDeletionTimely({ endedAt: order.ended_at, deletedAt, now }))
      return refuse('request.invalid', '/body/deletedAt')
    const { base, signature } = operator.signed
    await transaction`
      INSERT INTO deletion_receipt (instrument_consent_id, received_at, deleted_at, deleted_records, key_id, signature_base,
        signature, body)
      VALUES (${id}, ${now}, ${deletedAt}, ${receipt.deletedRecords}, ${operator.keyId}, ${base}, ${Buffer.from(signature)},
        ${body})`
    await transaction`
      UPDATE instrument_consent SET receipted_at = ${now}, number_sealed = NULL WHERE instrument_consent_id = ${id}`
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(operator),
      action: 'consent.deletion-receipted',
      subject: deleteOrderId,
      detail: {
        sceneId: order.scene_id,
        deletedRecords: receipt.deletedRecords,
        deletedAt: deletedAt.toISOString(),
        receiptDigest: createHash('sha256')
          .update(`${base}\n${Buffer.from(signature).toString('base64')}\n${body}`)
          .digest('hex'),
      },
      requestId,
    })
    return onWire(deleteOrderId, receipt, now)
  })

/** The order with its receipt, if there is one; held, so that of two receipts at once the second hears of the first. */
const holdOrder = async (
  transaction: Transaction,
  { operatorNo }: OperatorPrincipal,
  id: string,
): Promise<OrderRow | undefined> => {
  await transaction`
    SELECT FROM instrument_consent WHERE instrument_consent_id = ${id} AND operator_no = ${operatorNo} FOR UPDATE`
  const [order] = await transaction<OrderRow[]>`
    SELECT scene_id, ended_at, received_at, deleted_at, deleted_records
    FROM instrument_consent JOIN scene USING (scene_no) LEFT JOIN deletion_receipt USING (instrument_consent_id)
    WHERE instrument_consent_id = ${id} AND operator_no = ${operatorNo} AND ended_at IS NOT NULL`
  return order
}

const onWire = (
  deleteOrderId: string,
  { deletedRecords, deletedAt }: DeletionReceiptRequest,
  receivedAt: Date,
): DeletionReceipt => ({
  deleteOrderId,
  deletedRecords,
  deletedAt: new Date(deletedAt).toISOString(),
  receivedAt: receivedAt.toISOString(),
})
