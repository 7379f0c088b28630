import type { RefusalReason } from '#domain/delivery'
import { tell } from '#server/message/index'
import { inTransaction, type Dependencies, type Transaction } from '#server/platform/index'
import { giveBack } from '#server/voucher/index'

import type { DueDelivery } from './due-delivery'

/** The far end has delivered: the voucher is redeemed at its counter, once, and its institution is owed. */
export const settleDelivered = (deps: Dependencies, due: DueDelivery): Promise<void> =>
  settle(deps, due, { outcome: 'delivered', reason: null }, async (sql, accountId, now) => {
    const [done] = await sql<{ redeemed: boolean }[]>`
      SELECT voucher_redeem(${due.voucher_id}::uuid, ${due.shop_id}::uuid, NULL, NULL, 'gateway', ${`delivery/${due.voucher_id}`},
        ${now}::timestamptz) AS redeemed`
    if (done?.redeemed !== true) throw new Error('a voucher that was being delivered ended by another way')
    await tell(sql, { kind: 'delivered', accountId, subjectId: due.voucher_id }, now)
  })

/** The far end has said no, and again when it was queried: everything goes back. In a closed account it ends with the day. */
export const giveBackRefused = (deps: Dependencies, due: DueDelivery, reason: RefusalReason): Promise<void> =>
  settle(deps, due, { outcome: 'refused', reason }, async (sql, accountId, now) => {
    await giveBack(sql, { voucherIds: [due.voucher_id], from: ['issued'], ending: 'refunded', now })
    await tell(sql, { kind: 'deliveryRefused', accountId, subjectId: due.voucher_id }, now)
  })

/** Whoever settles it first does the work; the recipient is forgotten with it. */
const settle = (
  { sql, clock }: Dependencies,
  { voucher_id: voucherId }: DueDelivery,
  { outcome, reason }: { outcome: 'delivered' | 'refused'; reason: RefusalReason | null },
  work: (sql: Transaction, accountId: string, now: Date) => Promise<void>,
): Promise<void> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) => {
    const [voucher] = await transaction<{ account_id: string }[]>`
      SELECT account_id FROM voucher WHERE voucher_id = ${voucherId}`
    if (voucher === undefined) throw new Error('a voucher that is being delivered is gone')
    await transaction`SELECT FROM account WHERE account_id = ${voucher.account_id} FOR KEY SHARE`
    await transaction`SELECT FROM voucher WHERE voucher_id = ${voucherId} FOR NO KEY UPDATE`
    const now = clock.now()
    const settled = await transaction`
      UPDATE delivery SET outcome = ${outcome}, reason = ${reason}, settled_at = ${now}, recipient_sealed = NULL
      WHERE voucher_id = ${voucherId} AND settled_at IS NULL RETURNING 1`
    if (settled.length > 0) await work(transaction, voucher.account_id, now)
  })
