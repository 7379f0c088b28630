import { refuse, type Redemption, type Refusal } from '#contract'
import { decodeId } from '#domain/id'
import { decideUndo } from '#domain/voucher'
import { whileActing } from '#server/institution/index'
import { tell } from '#server/message/index'
import type { Dependencies, MemberPrincipal } from '#server/platform/index'

import { presentRedemption, selectRedemption, type RedemptionRow } from './redemption-row'
import { reverseRedemption } from './reverse-redemption'
import { findOpenTill } from './tills'

/**
 * Takes back what this shop redeemed, within ten minutes, whoever of it took it: the points return to their lots, the money to its
 * budget, and the voucher stays dead; said again it stays so. Refuses till.unknown, request.not-found, redemption.undo-too-late,
 * redemption.form-out.
 */
export const undoRedemption = (
  { sql, clock }: Dependencies,
  member: MemberPrincipal,
  asked: { tillId: string; voucherId: string },
): Promise<Redemption | Refusal> =>
  whileActing({ sql }, member, async (transaction) => {
    const till = await findOpenTill(transaction, member, asked.tillId)
    if (till === undefined) return refuse('till.unknown')
    const voucherId = decodeId('vch', asked.voucherId) ?? null
    const read = () => transaction<RedemptionRow[]>`
      ${selectRedemption(transaction)} WHERE redemption.voucher_id = ${voucherId} AND redemption.shop_id = ${till.shopId}`
    const [known] = await read()
    if (known === undefined) return refuse('request.not-found')
    await transaction`SELECT FROM account WHERE account_id = ${known.account_id} FOR KEY SHARE`
    await transaction`SELECT FROM voucher WHERE voucher_id = ${voucherId} FOR NO KEY UPDATE`
    await transaction`SELECT FROM redemption WHERE voucher_id = ${voucherId} FOR NO KEY UPDATE`
    const [before] = await read()
    if (before === undefined) throw new Error('a redemption that was just read is gone')
    // Nothing is taken back before it was taken, whatever our clock was set to since.
    const now = new Date(Math.max(clock.now().getTime(), before.redeemed_at.getTime()))
    const decision = decideUndo(
      {
        redeemedAt: before.redeemed_at,
        isReversed: before.reversed_at !== null,
        offlineUntil: before.offline_until,
      },
      now,
    )
    if (decision === 'redemption.undo-too-late' || decision === 'redemption.form-out') return refuse(decision)
    if (decision === 'undo') {
      const { voucher_id: subjectId, account_id: accountId } = before
      const undone = await reverseRedemption(transaction, { voucherId: subjectId, by: member.memberId, now })
      // Turned back into reductions, by a clock that was ahead of this one.
      if (!undone) return refuse('redemption.undo-too-late')
      await tell(transaction, { kind: 'voucherUndone', accountId, subjectId }, now)
    }
    const [after] = await read()
    if (after === undefined) throw new Error('a locked redemption is gone')
    return presentRedemption(after)
  })
