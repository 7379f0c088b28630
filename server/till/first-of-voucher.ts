import { holdActing } from '#server/institution/index'
import { inTransaction, isDatabaseLoss, type Dependencies } from '#server/platform/index'

import { callTillGuess, type GuessVerdict } from './guess'
import type { Scan, Seen } from './look'
import { selectRedemption, type RedemptionRow } from './redemption-row'

interface Showing {
  readonly scan: Scan
  /** Of an open till, with a voucher. */
  readonly seen: Seen
  readonly channel: 'code' | 'phoneCode'
}

/**
 * The redemption this scan made; `not` when another came first or the voucher cannot be redeemed any more; `missed` or `stopped` where the
 * guesses that came before it leave no room for a right one.
 */
export type FirstOfVoucher = (
  showing: Showing,
) => Promise<RedemptionRow | 'not' | Exclude<GuessVerdict, 'right'>>

/**
 * Of those who show one voucher at once the first asks the database and the others wait for what becomes of it, so that a voucher's row is
 * never waited for by ourselves; other processes wait for it as ever. One who fails makes way for the next, unless the database is gone;
 * one who finds the voucher taken answers for all who wait, also where she saw it untaken just before: they read what became of it, and do
 * not find it out one after the other.
 */
export const createFirstOfVoucher = (deps: Dependencies): FirstOfVoucher => {
  const underWay = new Map<string, Promise<'taken' | 'free'>>()
  return async (showing) => {
    const { voucher_id: voucherId } = showing.seen
    for (let before = underWay.get(voucherId); before !== undefined; before = underWay.get(voucherId)) {
      if ((await before) === 'taken') return 'not'
    }
    const mine = redeem(deps, showing)
    const end = mine.then(
      (row) => (typeof row === 'string' && row !== 'taken' ? ('free' as const) : ('taken' as const)),
      (error: unknown) => {
        if (isDatabaseLoss(error)) throw error
        return 'free' as const
      },
    )
    end.catch(() => undefined)
    underWay.set(voucherId, end)
    const row = await mine.finally(() => underWay.delete(voucherId))
    return row === 'taken' ? 'not' : row
  }
}

const redeem = (
  deps: Dependencies,
  { scan, seen, channel }: Showing,
): Promise<Awaited<ReturnType<FirstOfVoucher>> | 'taken'> =>
  // Beside a long log of another till it may meet its rows in another order.
  inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) => {
    const phoneVoucherId = channel === 'phoneCode' ? seen.voucher_id : null
    const guess = { memberId: scan.memberId, phoneVoucherId, isRight: true }
    // Sent one behind the other, each sees what those before did: a dismissal or suspension under way is waited for, and has closed her till by then.
    const [, [done], [row]] = await Promise.all([
      holdActing(transaction, scan.memberId),
      transaction<{ verdict: GuessVerdict; redeemed: boolean }[]>`
        SELECT verdict, CASE WHEN verdict = 'right' AND EXISTS (SELECT FROM till JOIN shop USING (shop_id) JOIN institution USING (institution_id)
          WHERE till_id = ${seen.open_till_id} AND revoked_at IS NULL AND suspended_at IS NULL) THEN
          voucher_redeem(${seen.voucher_id}::uuid, ${seen.open_shop_id}::uuid,
          ${seen.open_till_id}::uuid, ${scan.memberId}::uuid, ${channel}, ${scan.requestKey}, ${deps.clock.now()}::timestamptz) ELSE false END AS redeemed
        FROM ${callTillGuess(deps, guess)} AS verdict`,
      transaction<RedemptionRow[]>`
        ${selectRedemption(transaction)} WHERE redemption.voucher_id = ${seen.voucher_id}`,
    ])
    if (done === undefined) throw new Error('a function returned no row')
    if (done.verdict !== 'right') return done.verdict
    if (row === undefined) return 'not'
    return done.redeemed ? row : 'taken'
  })
