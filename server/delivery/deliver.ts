import { encodeId } from '#domain/id'
import { decideAfterTry, type FarAnswer } from '#domain/delivery'
import type { DeliveryKind, DeliveryPort } from '#server/gateways/index'
import type { Dependencies } from '#server/platform/index'

import type { DueDelivery } from './due-delivery'
import { giveBackRefused, settleDelivered } from './settle-delivery'

const BATCH_SIZE = 10
/** Longer than a far end is waited for; a try whose process died is made again after this, and begins with a query. */
const LEASE_SECONDS = 60

export type Ports = ReadonlyMap<DeliveryKind, DeliveryPort>
export type TryOutcome = 'delivered' | 'refused' | 'again' | 'noGateway'

/** Makes every try that is due, each delivery in one process at a time. Reports what became of each. */
export const deliverDue = async (
  deps: Dependencies,
  ports: Ports,
  report: (outcome: TryOutcome) => void,
): Promise<void> => {
  for (;;) {
    const due = await takeDue(deps)
    await Promise.all(due.map(async (one) => report(await tryOnce(deps, ports, one))))
    if (due.length < BATCH_SIZE) return
  }
}

const takeDue = async ({ sql, clock }: Dependencies): Promise<DueDelivery[]> => {
  const now = clock.now()
  return sql<DueDelivery[]>`
    WITH due AS (
      SELECT voucher_id FROM delivery WHERE settled_at IS NULL AND attempt_after <= ${now}
      ORDER BY attempt_after LIMIT ${BATCH_SIZE} FOR UPDATE SKIP LOCKED
    ), taken AS (
      UPDATE delivery SET attempts = attempts + 1, attempt_after = ${new Date(now.getTime() + LEASE_SECONDS * 1000)} FROM due
      WHERE delivery.voucher_id = due.voucher_id RETURNING delivery.*
    )
    SELECT taken.voucher_id, shop_id, attempts, recipient_sealed, asked_at, kind, name_zh, name_en, voucher.payable_fen
    FROM taken JOIN voucher USING (voucher_id) JOIN goods USING (goods_id)`
}

const tryOnce = async (deps: Dependencies, ports: Ports, due: DueDelivery): Promise<TryOutcome> => {
  const port = ports.get(due.kind)
  const { answer, isQueried } =
    port === undefined
      ? { answer: { state: 'silent' } as const, isQueried: false }
      : await askFarEnd(deps, port, due)
  const now = deps.clock.now()
  const next = decideAfterTry({ answer, isQueried, tries: due.attempts, spread: Math.random(), now })
  switch (next.step) {
    case 'delivered':
      await settleDelivered(deps, due)
      return 'delivered'
    case 'giveBack':
      await giveBackRefused(deps, due, next.reason)
      return 'refused'
    case 'again':
      await deps.sql`
        UPDATE delivery SET attempt_after = ${next.after} WHERE voucher_id = ${due.voucher_id} AND settled_at IS NULL`
      return port === undefined ? 'noGateway' : 'again'
  }
}

/** Only the first try asks without a query; a no to that is queried at once, because only a queried no gives anything back. */
const askFarEnd = async (
  deps: Dependencies,
  port: DeliveryPort,
  due: DueDelivery,
): Promise<{ answer: FarAnswer; isQueried: boolean }> => {
  const deliveryId = encodeId('vch', due.voucher_id)
  const query = async () => ({ answer: await port.query(deliveryId, deps.clock.now()), isQueried: true })
  const known = due.attempts > 1 ? await query() : undefined
  if (known !== undefined && known.answer.state !== 'unknown') return known
  // Her account closed and took the recipient with it: what the far end never heard of cannot be asked for any more.
  if (due.recipient_sealed === null)
    return known ? { answer: { state: 'refused', reason: 'closed' }, isQueried: true } : query()
  const recipient = deps.crypto
    .open('delivery-recipient', due.recipient_sealed, due.voucher_id)
    .toString('utf8')
  const answer = await port.deliver(
    {
      ...{ deliveryId, kind: due.kind, recipient, goods: { zh: due.name_zh, en: due.name_en } },
      ...{ amountFen: Number(due.payable_fen), askedAt: due.asked_at.toISOString() },
    },
    deps.clock.now(),
  )
  return answer.state === 'refused' ? query() : { answer, isQueried: false }
}
