import {
  isRefusal,
  refuse,
  type Refusal,
  type Voucher,
  type VoucherList,
  type VoucherRequest,
} from '#contract'
import { decideConfirmation, decideReturn } from '#domain/voucher'
import { decodeId, encodeId } from '#domain/id'
import { holdGivingAccount } from '#server/identity/index'
import { inTransaction, type Dependencies, type Queryable, type Transaction } from '#server/platform/index'

import { giveBack } from './give-back'
import { issueHeld } from './issue-held'
import type { TakeQueue } from './take-queue'
import { giveTitle } from './titles'
import { isOnItsWay, presentVoucher, selectVoucher, type VoucherRow } from './voucher-row'

const VOUCHERS_A_PAGE = 100

/** Living ones first, then what ended last, 100 a page. Refuses `request.invalid` for a cursor that is not ours. */
export const listVouchers = async (
  { sql, clock }: Dependencies,
  accountId: string,
  cursor?: string,
): Promise<VoucherList | Refusal> => {
  const after = cursor === undefined ? LATEST : readCursor(cursor)
  if (after === undefined) return refuse('request.invalid', '/query/cursor')
  const place = sql`coalesce(voucher.ended_at, 'infinity'), held_at, voucher_id`
  const rows = await sql<VoucherRow[]>`
    ${selectVoucher(sql)} WHERE voucher.account_id = ${accountId}
      AND (${place}) < (${after.endedAt}::text::timestamptz, ${after.heldAt}::text::timestamptz, ${after.voucherId}::uuid)
    ORDER BY coalesce(voucher.ended_at, 'infinity') DESC, held_at DESC, voucher_id DESC LIMIT ${VOUCHERS_A_PAGE + 1}`
  const page = rows.slice(0, VOUCHERS_A_PAGE)
  const last = rows.length > VOUCHERS_A_PAGE ? page.at(-1) : undefined
  const now = clock.now()
  return {
    items: page.map((row) => presentVoucher(row, now)),
    nextCursor: last === undefined ? null : writeCursor(last),
  }
}

/** Where a page ended: what ends meanwhile comes before it and shifts nothing. */
interface Place {
  readonly endedAt: string
  readonly heldAt: string
  readonly voucherId: string
}

const LATEST: Place = { endedAt: 'infinity', heldAt: 'infinity', voucherId: 'f'.repeat(32) }

const writeCursor = ({ ended_at: endedAt, held_at: heldAt, voucher_id: voucherId }: VoucherRow): string =>
  [endedAt?.getTime() ?? '', heldAt.getTime(), encodeId('vch', voucherId)].join('.')

const readCursor = (cursor: string): Place | undefined => {
  const [, endedMs, heldMs, wireId = ''] = /^(\d{1,14}|)\.(\d{1,14})\.(\w+)$/.exec(cursor) ?? []
  const voucherId = decodeId('vch', wireId)
  if (voucherId === undefined) return undefined
  return {
    endedAt: endedMs === '' ? 'infinity' : new Date(Number(endedMs)).toISOString(),
    heldAt: new Date(Number(heldMs)).toISOString(),
    voucherId,
  }
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

/**
 * Takes goods for her points, or holds them while she decides; a title is given with it, also when that was asked before and the first try
 * ended in between; where her account was stopped meanwhile it stays `issued`, still to be given. Refuses what the queue's `take` does.
 */
export const takeGoods = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  queue: TakeQueue,
  { accountId, goodsId, step, requestKey }: VoucherRequest & { accountId: string; requestKey: string },
): Promise<Voucher | Refusal> => {
  const wanted = decodeId('gds', goodsId)
  if (wanted === undefined) return refuse('request.not-found')
  const taken = await queue.take({ accountId, goodsId: wanted, requestKey, isAtOnce: step === 'take' })
  if (isRefusal(taken)) return taken
  if (taken.kind !== 'title' || taken.state !== 'issued') return presentVoucher(taken, clock.now())
  const now = clock.now()
  await giveTitle(sql, taken.voucher_id, now)
  const given = await findVoucher(sql, accountId, encodeId('vch', taken.voucher_id))
  if (given === undefined) throw new Error('a title that was just taken is gone')
  return presentVoucher(given, now)
}

/**
 * Her last word on a hold; said again it is left as it is. Refuses request.not-found, voucher.hold-ended, voucher.of-order,
 * account.suspended.
 */
export const confirmVoucher = (
  deps: Dependencies,
  accountId: string,
  wireId: string,
): Promise<Voucher | Refusal> =>
  onHerVoucher(deps, accountId, wireId, async (transaction, row, now) => {
    if (row.is_of_order) return refuse('voucher.of-order')
    const decision = decideConfirmation({ state: row.state, heldUntil: row.held_until }, now)
    if (decision === 'voucher.hold-ended') return refuse(decision)
    if (decision !== 'issue') return undefined
    const refused = await holdGivingAccount(transaction, accountId, now)
    if (refused) return refused
    await issueHeld(transaction, row.voucher_id, now)
    if (row.kind === 'title') await giveTitle(transaction, row.voucher_id, now)
    return undefined
  })

/**
 * She gives it back or lets a hold go: the points return, once. What a partner has spent is the partner's to give back. Refuses
 * request.not-found, voucher.already-redeemed, voucher.form-out, voucher.of-order, voucher.being-delivered.
 */
export const returnVoucher = (
  deps: Dependencies,
  accountId: string,
  wireId: string,
): Promise<Voucher | Refusal> =>
  onHerVoucher(deps, accountId, wireId, async (transaction, row, now) => {
    if (row.is_of_order && row.state === 'issued') return refuse('voucher.of-order')
    if (isOnItsWay(row)) return refuse('voucher.being-delivered')
    const decision = decideReturn(
      { state: row.state, validTo: row.valid_to, offlineUntil: row.offline_until },
      now,
    )
    if (decision === 'voucher.already-redeemed' || decision === 'voucher.form-out') return refuse(decision)
    if (decision === 'alreadyEnded') return undefined
    // A title that is not given yet has no last day.
    const ending = row.kind === 'title' && decision === 'expired' ? 'refunded' : decision
    await giveBack(transaction, { voucherIds: [row.voucher_id], from: [row.state], ending, now })
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
    // Her account before her voucher, as closing and suspending take them.
    await transaction`SELECT FROM account WHERE account_id = ${accountId} FOR KEY SHARE`
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
