import { setTimeout } from 'node:timers/promises'

import { isRefusal, refuse, type AskedOrder, type Refusal } from '#contract'
import { readApprovalCode } from '#domain/partner'
import { readBalance } from '#server/points/index'
import { createTurns, inTransaction, type Dependencies, type Transaction } from '#server/platform/index'
import { giveBack, type TakeQueue } from '#server/voucher/index'

import { presentAsked, selectOrder, stateOf, type OrderRow } from './order-row'

/** Ten wrong codes in ten minutes are no typing errors: the check digit finds those. Our own figures. */
const MISSES = { max: 10, seconds: 600 }
/** A guess is judged in a few milliseconds; ten seconds are long for another process. Our own figures. */
const TURN = { waitMilliseconds: 50, triesMax: 200 }
/** Codes that nobody can answer any more, and misses, are known this long. */
const SPENT_KEPT_SECONDS = 3600

interface Asked {
  readonly accountId: string
  readonly code: string
}

/** What the code in her hand asks of her. Refuses approval.unknown, approval.used, approval.too-many-misses. */
export const readAsked = async (deps: Dependencies, asked: Asked): Promise<AskedOrder | Refusal> => {
  const row = await findAsked(deps, asked)
  return isRefusal(row) ? row : present(deps, asked.accountId, row)
}

/**
 * Her yes: points and goods are held for the partner. Whoever says yes first is the one it is about, and her saying it again changes
 * nothing. Refuses what `readAsked` does, approval.ended, and what the queue's `take` does: then no point was taken and she may say yes
 * again while the code lives.
 */
export const approveAsked = async (
  deps: Dependencies,
  queue: TakeQueue,
  asked: Asked,
): Promise<AskedOrder | Refusal> => {
  const { sql, clock } = deps
  const { accountId } = asked
  const before = await findAsked(deps, asked)
  if (isRefusal(before)) return before
  if (before.voucher_id !== null) return present(deps, accountId, before)
  const orderId = before.order_id
  const [claimed] = await sql<{ request_key: string }[]>`
    UPDATE partner_order SET account_id = ${accountId} WHERE order_id = ${orderId} AND coalesce(account_id, ${accountId}) = ${accountId}
      AND declined_at IS NULL AND withdrawn_at IS NULL AND ask_until > ${clock.now()}
    RETURNING partner_order_key(order_id) AS request_key`
  if (claimed === undefined) return refuse('approval.ended')
  const requestKey = claimed.request_key
  const taken = await queue.take({ accountId, goodsId: before.goods_id, requestKey, isAtOnce: false })
  if (isRefusal(taken)) return taken
  await letGoIfEnded(deps, orderId, taken.voucher_id)
  return readAsked(deps, asked)
}

/** Her no, also as long as the partner has not spent what she approved. Refuses what `readAsked` does, approval.ended. */
export const declineAsked = async (deps: Dependencies, asked: Asked): Promise<AskedOrder | Refusal> => {
  const found = await findAsked(deps, asked)
  if (isRefusal(found)) return found
  const refused = await inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 5 }, (sql) =>
    decline(sql, { ...asked, found, now: deps.clock.now() }),
  )
  return refused ?? readAsked(deps, asked)
}

const decline = async (
  sql: Transaction,
  { accountId, found, now }: Asked & { found: OrderRow; now: Date },
): Promise<Refusal | undefined> => {
  await sql`SELECT FROM partner_order WHERE order_id = ${found.order_id} FOR NO KEY UPDATE`
  await sql`SELECT FROM voucher WHERE voucher_id = ${found.voucher_id} FOR NO KEY UPDATE`
  const [row] = await sql<OrderRow[]>`${selectOrder(sql)} WHERE asked.order_id = ${found.order_id}`
  if (row === undefined) throw new Error('a locked order is gone')
  if (row.account_id !== null && row.account_id !== accountId) return refuse('approval.used')
  const state = stateOf(row, now)
  if (state === 'asked')
    await sql`UPDATE partner_order SET declined_at = ${now} WHERE order_id = ${row.order_id}`
  else if (state === 'held' && row.voucher_id !== null)
    await giveBack(sql, { voucherIds: [row.voucher_id], from: ['held'], ending: 'released', now })
  else if (state !== 'declined' && state !== 'released') return refuse('approval.ended')
  return undefined
}

/** Forgets codes and misses that tell nobody anything any more. */
export const forgetSpentApprovals = async ({ sql, clock }: Dependencies): Promise<void> => {
  const before = new Date(clock.now().getTime() - SPENT_KEPT_SECONDS * 1000)
  await sql`UPDATE partner_order SET code_index = NULL WHERE code_index IS NOT NULL AND ask_until < ${before}`
  await sql`DELETE FROM approval_miss WHERE missed_at < ${before}`
}

const inTurn = createTurns()

/**
 * Her guesses are judged one after the other: of many at once none slips past the limit that the others reach. Whoever waits for the one
 * before, here or in another process, holds no connection meanwhile: many of one account keep nobody else waiting. Refuses
 * request.too-many where another process keeps her waiting for seconds.
 */
const findAsked = (deps: Dependencies, asked: Asked): Promise<OrderRow | Refusal> =>
  inTurn(asked.accountId, async () => {
    for (let tries = 1; tries <= TURN.triesMax; tries += 1) {
      const found = await findIfFree(deps, asked)
      if (found !== undefined) return found
      await setTimeout(TURN.waitMilliseconds)
    }
    return refuse('request.too-many')
  })

/** Undefined while another process judges a guess of hers. */
const findIfFree = (deps: Dependencies, asked: Asked): Promise<OrderRow | Refusal | undefined> =>
  inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) => {
    const [lock] = await transaction<{ is_mine: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended(${`approval ${asked.accountId}`}, 0)) AS is_mine`
    return lock?.is_mine === true ? findByCode(transaction, deps, asked) : undefined
  })

const findByCode = async (
  sql: Transaction,
  { crypto, clock }: Dependencies,
  { accountId, code }: Asked,
): Promise<OrderRow | Refusal> => {
  const since = new Date(clock.now().getTime() - MISSES.seconds * 1000)
  const missed = await sql`SELECT FROM approval_miss WHERE account_id = ${accountId} AND missed_at > ${since}`
  if (missed.length >= MISSES.max) return refuse('approval.too-many-misses')
  const digits = readApprovalCode(code)
  if (digits === undefined) return refuse('approval.unknown')
  const [row] = await sql<OrderRow[]>`
    ${selectOrder(sql)} WHERE asked.code_index = ${crypto.blindIndex('approval-digits', digits)}`
  if (row === undefined) {
    await sql`INSERT INTO approval_miss (account_id, missed_at) VALUES (${accountId}, ${clock.now()})`
    return refuse('approval.unknown')
  }
  return row.account_id === null || row.account_id === accountId ? row : refuse('approval.used')
}

const present = async (deps: Dependencies, accountId: string, row: OrderRow): Promise<AskedOrder> => {
  const { points } = await readBalance(deps, accountId)
  return presentAsked(row, points, deps.clock.now())
}

/** The partner may let go of an order, or its resident decline it, while her yes is on its way: then nothing stays held. */
const letGoIfEnded = ({ sql, clock }: Dependencies, orderId: string, voucherId: string): Promise<void> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) => {
    // Whoever lets go of it or declines it now has either seen the voucher, or is waited for here.
    const [order] = await transaction<{ has_ended: boolean }[]>`
      SELECT coalesce(withdrawn_at, declined_at) IS NOT NULL AS has_ended FROM partner_order WHERE order_id = ${orderId} FOR SHARE`
    if (order?.has_ended === true)
      await giveBack(transaction, {
        voucherIds: [voucherId],
        from: ['held'],
        ending: 'released',
        now: clock.now(),
      })
  })
