import { refuse, type Redemption, type RedemptionList, type Refusal } from '#contract'
import { cityDayOf, startOfCityDay } from '#domain/calendar'
import { decodeId } from '#domain/id'
import { decideUndo } from '#domain/voucher'
import { endLots } from '#server/points/index'
import { inTransaction, type Dependencies, type MemberPrincipal } from '#server/platform/index'

import { presentRedemption, selectRedemption, type RedemptionRow } from './redemption-row'
import { findOpenTill } from './tills'

/** More than a shop takes in a day; the day's statement has all. */
const REDEMPTIONS_SHOWN_MAX = 500

/** What the till's shop took today, the latest first. Refuses till.unknown. */
export const listToday = async (
  { sql, clock }: Dependencies,
  member: MemberPrincipal,
  tillId: string,
): Promise<RedemptionList | Refusal> => {
  const till = await findOpenTill(sql, member, tillId)
  if (till === undefined) return refuse('till.unknown')
  const rows = await sql<RedemptionRow[]>`
    ${selectRedemption(sql)}
    WHERE redemption.shop_id = ${till.shopId} AND redeemed_at >= ${startOfCityDay(cityDayOf(clock.now()))}
    ORDER BY redeemed_at DESC, redemption.voucher_id LIMIT ${REDEMPTIONS_SHOWN_MAX}`
  return { items: rows.map(presentRedemption) }
}

/**
 * Takes back what this shop redeemed, within ten minutes, whoever of it took it: the points return to their lots, the money to its
 * budget, and the voucher stays dead; said again it stays so. Refuses till.unknown, request.not-found, redemption.undo-too-late.
 */
export const undoRedemption = async (
  { sql, clock }: Dependencies,
  member: MemberPrincipal,
  asked: { tillId: string; voucherId: string },
): Promise<Redemption | Refusal> => {
  const till = await findOpenTill(sql, member, asked.tillId)
  if (till === undefined) return refuse('till.unknown')
  const voucherId = decodeId('vch', asked.voucherId) ?? null
  return inTransaction(sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) => {
    await transaction`SELECT FROM redemption WHERE voucher_id = ${voucherId} FOR NO KEY UPDATE`
    const read = () => transaction<RedemptionRow[]>`
      ${selectRedemption(transaction)} WHERE redemption.voucher_id = ${voucherId} AND redemption.shop_id = ${till.shopId}`
    const [before] = await read()
    if (before === undefined) return refuse('request.not-found')
    const now = clock.now()
    const decision = decideUndo(
      { redeemedAt: before.redeemed_at, isReversed: before.reversed_at !== null },
      now,
    )
    if (decision === 'redemption.undo-too-late') return refuse(decision)
    if (decision === 'undo') {
      await transaction`SELECT redemption_reverse(${voucherId}::uuid, ${member.memberId}::uuid, ${now}::timestamptz)`
      // Points that come back to an account closed meanwhile are nobody's to spend.
      const [closed] = await transaction<{ account_id: string }[]>`
        SELECT account_id FROM voucher JOIN account USING (account_id)
        WHERE voucher_id = ${voucherId} AND closed_at IS NOT NULL`
      if (closed) await endLots(transaction, closed.account_id, now)
    }
    const [after] = await read()
    if (after === undefined) throw new Error('a locked redemption is gone')
    return presentRedemption(after)
  })
}
