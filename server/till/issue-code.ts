import { randomInt } from 'node:crypto'

import { refuse, type Refusal, type VoucherCode, type VoucherCodeRequest } from '#contract'
import { decodeId } from '#domain/id'
import { CODE_GRACE_SECONDS, CODE_SECONDS, onlineCodeOf } from '#domain/voucher'
import { holdGivingAccount } from '#server/identity/index'
import { inTransaction, type Dependencies } from '#server/platform/index'
import { isOfOrder } from '#server/voucher/index'

import { INSTITUTION_MISSES, missesCountSince } from './guess'
import { phoneSecretOf } from './phone-key'

/** Spent codes are known this long, so that a till can tell an old one from a guessed one. */
const SPENT_KEPT_SECONDS = 3600

/**
 * A new code for her voucher. The one before lives on for its own minute, because it may be under a scanner now – unless somebody took a
 * picture of it. What a partner's order uses is shown at no till. Refuses request.not-found, voucher.not-usable, voucher.of-order, what
 * `holdGivingAccount` does.
 */
export const issueCode = (
  { sql, clock, crypto }: Dependencies,
  asked: VoucherCodeRequest & { accountId: string; voucherId: string },
): Promise<VoucherCode | Refusal> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const now = clock.now()
    const refused = await holdGivingAccount(transaction, asked.accountId, now)
    if (refused) return refused
    const voucherId = decodeId('vch', asked.voucherId) ?? null
    const [voucher] = await transaction<
      {
        voucher_id: string
        voucher_no: bigint
        is_shown: boolean
        is_of_order: boolean
        is_delivered: boolean
      }[]
    >`
      SELECT voucher_id, voucher_no, state = 'issued' AND valid_to > ${now} AS is_shown, ${isOfOrder(transaction)} AS is_of_order, kind <> 'coupon' AS is_delivered
      FROM voucher JOIN goods USING (goods_id)
      WHERE voucher_id = ${voucherId} AND account_id = ${asked.accountId}`
    if (voucher === undefined) return refuse('request.not-found')
    if (voucher.is_of_order) return refuse('voucher.of-order')
    if (voucher.is_delivered) return refuse('voucher.delivered')
    if (!voucher.is_shown) return refuse('voucher.not-usable')
    if (asked.reason === 'screenshot')
      await transaction`
        UPDATE voucher_code SET expires_at = greatest(issued_at, ${now}::timestamptz)
        WHERE voucher_id = ${voucherId} AND expires_at > ${now}`
    const digits = onlineCodeOf(
      String(randomInt(10 ** 8)).padStart(8, '0') + String(randomInt(10 ** 8)).padStart(8, '0'),
    )
    await transaction`
      INSERT INTO voucher_code (code_index, voucher_id, issued_at, expires_at)
      VALUES (${crypto.blindIndex('voucher-code', digits)}, ${voucherId}, ${now},
        ${new Date(now.getTime() + (CODE_SECONDS + CODE_GRACE_SECONDS) * 1000)})`
    return {
      digits,
      issuedAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + CODE_SECONDS * 1000).toISOString(),
      phoneKey: {
        voucherNo: String(voucher.voucher_no),
        secret: phoneSecretOf(crypto, voucher.voucher_id).toString('base64url'),
      },
    }
  })

/** Forgets codes and misses that tell a till nothing any more. */
export const forgetSpentCodes = async ({ sql, clock }: Dependencies): Promise<void> => {
  const before = new Date(clock.now().getTime() - SPENT_KEPT_SECONDS * 1000)
  await sql`DELETE FROM voucher_code WHERE expires_at < ${before}`
  await sql`DELETE FROM till_miss WHERE missed_at < ${missesCountSince(clock.now(), INSTITUTION_MISSES)}`
}
