import { refuse, type PartnerOrder, type Refusal } from '#contract'
import { decideOrderStep, type OrderStep } from '#domain/partner'
import { decideUndo } from '#domain/voucher'
import { holdGivingAccount } from '#server/identity/index'
import { tell } from '#server/message/index'
import {
  inTransaction,
  type Dependencies,
  type PartnerPrincipal,
  type Transaction,
} from '#server/platform/index'
import { reverseRedemption } from '#server/till/index'
import { giveBack, issueHeld } from '#server/voucher/index'

import { keepAct } from './keep-act'
import { presentOrder, selectOrder, stateOf, type OrderRow } from './order-row'

/** One of the partner's orders. Refuses request.not-found. */
export const readOrder = async (
  { sql, crypto, clock }: Dependencies,
  { institutionId }: PartnerPrincipal,
  orderNo: string,
): Promise<PartnerOrder | Refusal> => {
  const [row] = await sql<OrderRow[]>`
    ${selectOrder(sql)} WHERE asked.institution_id = ${institutionId} AND order_no = ${orderNo}`
  return row === undefined ? refuse('request.not-found') : presentOrder(crypto, row, clock.now())
}

/**
 * Takes a partner's step on its order; one it took before is answered with the order as it stands now. Refuses request.not-found,
 * order.not-in-state, order.on-hold, redemption.undo-too-late.
 */
export const moveOrder = (
  deps: Dependencies,
  partner: PartnerPrincipal,
  { orderNo, step }: { orderNo: string; step: OrderStep },
): Promise<PartnerOrder | Refusal> =>
  inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 5 }, async (sql) => {
    const row = await lockOrder(sql, partner, orderNo)
    if (row === undefined) return refuse('request.not-found')
    const now = deps.clock.now()
    const taken = await sql`SELECT FROM partner_act WHERE order_id = ${row.order_id} AND step = ${step}`
    if (taken.length > 0) return presentOrder(deps.crypto, row, now)
    const decision = decideOrderStep(stateOf(row, now), step)
    if (decision !== 'act') return refuse(decision)
    const refused = await STEPS[step](sql, row, now)
    if (refused) return refused
    await keepAct(sql, partner, { orderId: row.order_id, step, body: null, now })
    const [after] = await sql<OrderRow[]>`${selectOrder(sql)} WHERE asked.order_id = ${row.order_id}`
    if (after === undefined) throw new Error('a locked order is gone')
    return presentOrder(deps.crypto, after, now)
  })

/** The account before the order, the order before its voucher, and read again once all are held. */
const lockOrder = async (
  sql: Transaction,
  { institutionId }: PartnerPrincipal,
  orderNo: string,
): Promise<OrderRow | undefined> => {
  const read = () => sql<OrderRow[]>`
    ${selectOrder(sql)} WHERE asked.institution_id = ${institutionId} AND order_no = ${orderNo}`
  const [before] = await read()
  if (before === undefined) return undefined
  await sql`SELECT FROM account WHERE account_id = ${before.account_id} FOR KEY SHARE`
  await sql`SELECT FROM partner_order WHERE order_id = ${before.order_id} FOR NO KEY UPDATE`
  await sql`SELECT FROM voucher WHERE voucher_id = ${before.voucher_id} FOR NO KEY UPDATE`
  return (await read())[0]
}

type TakeStep = (sql: Transaction, row: OrderRow, now: Date) => Promise<Refusal | undefined>

const spend: TakeStep = async (sql, row, now) => {
  const { voucherId, accountId } = approvedOf(row)
  // The partner is not told more.
  if (await holdGivingAccount(sql, accountId, now)) return refuse('order.on-hold')
  await issueHeld(sql, voucherId, now)
  await tell(sql, { kind: 'orderSpent', accountId, subjectId: voucherId }, now)
  return undefined
}

const redeem: TakeStep = async (sql, row, now) => {
  const { voucherId, accountId } = approvedOf(row)
  // The partner is not told more.
  if (await holdGivingAccount(sql, accountId, now)) return refuse('order.on-hold')
  const [done] = await sql<{ redeemed: boolean }[]>`
    SELECT voucher_redeem(${voucherId}::uuid, ${row.shop_id}::uuid, NULL, NULL, 'partner', ${`order/${row.order_no}`},
      ${now}::timestamptz) AS redeemed`
  // Only a shop that closed or was suspended meanwhile is left as a reason.
  return done?.redeemed === true ? undefined : refuse('order.not-in-state', '/shopId')
}

const refund: TakeStep = async (sql, row, now) => {
  const { voucherId, accountId } = approvedOf(row)
  if (row.redeemed_at === null)
    await giveBack(sql, { voucherIds: [voucherId], from: ['issued'], ending: 'refunded', now })
  else {
    // Of what a partner's order uses no form is ever signed.
    const decision = decideUndo({ redeemedAt: row.redeemed_at, isReversed: false, offlineUntil: null }, now)
    if (decision === 'redemption.undo-too-late') return refuse(decision)
    const redeemedAt = row.redeemed_at.getTime()
    const at = new Date(Math.max(now.getTime(), redeemedAt))
    if (!(await reverseRedemption(sql, { voucherId, by: null, now: at })))
      return refuse('redemption.undo-too-late')
  }
  await tell(sql, { kind: 'orderRefunded', accountId, subjectId: voucherId }, now)
  return undefined
}

const release: TakeStep = async (sql, row, now) => {
  if (row.voucher_id === null)
    await sql`UPDATE partner_order SET withdrawn_at = ${now} WHERE order_id = ${row.order_id}`
  else await giveBack(sql, { voucherIds: [row.voucher_id], from: ['held'], ending: 'released', now })
  return undefined
}

const STEPS: Readonly<Record<OrderStep, TakeStep>> = { spend, redemption: redeem, refund, release }

const approvedOf = (row: OrderRow): { voucherId: string; accountId: string } => {
  const { voucher_id: voucherId, account_id: accountId } = row
  if (voucherId === null || accountId === null) throw new Error('an order moved on without approval')
  return { voucherId, accountId }
}
