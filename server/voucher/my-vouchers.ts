import {
  isRefusal,
  refuse,
  type Refusal,
  type Voucher,
  type VoucherList,
  type VoucherRequest,
} from '#contract'
import { decideConfirmation, decideReturn } from '#domain/voucher'
import { decodeId } from '#domain/id'
import { inTransaction, type Dependencies, type Queryable, type Transaction } from '#server/platform/index'

import { giveBack } from './give-back'
import type { TakeQueue } from './take-queue'
import { presentVoucher, selectVoucher, type VoucherRow } from './voucher-row'

/** Living ones first, then what ended last; older ones are in her export. */
const VOUCHERS_SHOWN_MAX = 100

export const listVouchers = async ({ sql, clock }: Dependencies, accountId: string): Promise<VoucherList> => {
  const rows = await sql<VoucherRow[]>`
    ${selectVoucher(sql)} WHERE voucher.account_id = ${accountId}
    ORDER BY voucher.ended_at DESC NULLS FIRST, held_at DESC, voucher_id DESC LIMIT ${VOUCHERS_SHOWN_MAX}`
  return { items: rows.map((row) => presentVoucher(row, clock.now())) }
}

/** One of hers. Refuses request.not-found. */
export const readVoucher = async (
  { sql, clock }: Dependencies,
  accountId: string,
  wireId: string,
): Promise<Voucher | Refusal> => {
  const row = await findVoucher(sql, accountId, wireId)
  return row === undefined ? refuse('request.not-found') : presentVoucher(row, clock.now())
}

/** Takes goods for her points, or holds them while she decides. Refuses what the queue's `take` does. */
export const takeGoods = async (
  deps: Dependencies,
  queue: TakeQueue,
  { accountId, goodsId, step, requestKey }: VoucherRequest & { accountId: string; requestKey: string },
): Promise<Voucher | Refusal> => {
  const wanted = decodeId('gds', goodsId)
  if (wanted === undefined) return refuse('request.not-found')
  const taken = await queue.take({ accountId, goodsId: wanted, requestKey, isAtOnce: step === 'take' })
  if (isRefusal(taken)) return taken
  const [row] = await deps.sql<VoucherRow[]>`${selectVoucher(deps.sql)} WHERE voucher_id = ${taken}`
  if (row === undefined) throw new Error('a voucher that was just taken is gone')
  return presentVoucher(row, deps.clock.now())
}

/** Her last word on a hold; said again it is left as it is. Refuses request.not-found, voucher.hold-ended. */
export const confirmVoucher = (
  deps: Dependencies,
  accountId: string,
  wireId: string,
): Promise<Voucher | Refusal> =>
  onHerVoucher(deps, accountId, wireId, async (transaction, row, now) => {
    const decision = decideConfirmation({ state: row.state, heldUntil: row.held_until }, now)
    if (decision === 'voucher.hold-ended') return refuse(decision)
    if (decision === 'issue')
      await transaction`
        UPDATE voucher SET state = 'issued', issued_at = ${now}, valid_to = voucher_end(${now}, voucher_days)
        FROM goods WHERE voucher_id = ${row.voucher_id} AND goods.goods_id = voucher.goods_id`
    return undefined
  })

/** She gives it back or lets a hold go: the points return, once. Refuses request.not-found, voucher.already-redeemed, voucher.form-out. */
export const returnVoucher = (
  deps: Dependencies,
  accountId: string,
  wireId: string,
): Promise<Voucher | Refusal> =>
  onHerVoucher(deps, accountId, wireId, async (transaction, row, now) => {
    const decision = decideReturn(
      { state: row.state, validTo: row.valid_to, offlineUntil: row.offline_until },
      now,
    )
    if (decision === 'voucher.already-redeemed' || decision === 'voucher.form-out') return refuse(decision)
    if (decision !== 'alreadyEnded')
      await giveBack(transaction, { voucherIds: [row.voucher_id], from: [row.state], ending: decision, now })
    return undefined
  })

/** Locks her voucher, does the work, and answers with the voucher as it is then. */
const onHerVoucher = (
  { sql, clock }: Dependencies,
  accountId: string,
  wireId: string,
  work: (transaction: Transaction, row: VoucherRow, now: Date) => Promise<Refusal | undefined>,
): Promise<Voucher | Refusal> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) => {
    const voucherId = decodeId('vch', wireId) ?? null
    await transaction`
      SELECT FROM voucher WHERE voucher_id = ${voucherId} AND account_id = ${accountId} FOR NO KEY UPDATE`
    const before = await findVoucher(transaction, accountId, wireId)
    if (before === undefined) return refuse('request.not-found')
    const now = clock.now()
    const refused = await work(transaction, before, now)
    if (refused) return refused
    const after = await findVoucher(transaction, accountId, wireId)
    if (after === undefined) throw new Error('a locked voucher is gone')
    return presentVoucher(after, now)
  })

const findVoucher = async (
  sql: Queryable,
  accountId: string,
  wireId: string,
): Promise<VoucherRow | undefined> => {
  const [row] = await sql<VoucherRow[]>`
    ${selectVoucher(sql)} WHERE voucher_id = ${decodeId('vch', wireId) ?? null} AND voucher.account_id = ${accountId}`
  return row
}
