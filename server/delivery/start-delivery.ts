import { refuse, type Refusal } from '#contract'
import { decodeId } from '#domain/id'
import type { VoucherState } from '#domain/voucher'
import { holdGivingAccount } from '#server/identity/index'
import { inTransaction, type Dependencies } from '#server/platform/index'

/**
 * She says where her voucher goes: from now on it is the far end's. Said again, with whatever recipient, it stays as it was said first.
 * Refuses request.not-found, voucher.not-usable, what `holdGivingAccount` does.
 */
export const startDelivery = (
  { sql, crypto, clock }: Dependencies,
  asked: { readonly accountId: string; readonly voucherId: string; readonly recipient: string },
): Promise<Refusal | undefined> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) => {
    const now = clock.now()
    const refused = await holdGivingAccount(transaction, asked.accountId, now)
    const [voucher] = await transaction<
      { voucher_id: string; state: VoucherState; valid_to: Date; shop_id: string }[]
    >`
      SELECT voucher.voucher_id, state, valid_to, shop_id FROM voucher JOIN goods USING (goods_id) JOIN goods_shop USING (goods_id)
      WHERE voucher.voucher_id = ${decodeId('vch', asked.voucherId) ?? null} AND account_id = ${asked.accountId} AND kind NOT IN ('coupon', 'title')
      FOR NO KEY UPDATE OF voucher`
    if (voucher === undefined) return refuse('request.not-found')
    const { voucher_id: voucherId, shop_id: shopId } = voucher
    const known = await transaction`SELECT FROM delivery WHERE voucher_id = ${voucherId}`
    if (known.length > 0) return undefined
    if (refused) return refused
    if (voucher.state !== 'issued' || voucher.valid_to <= now) return refuse('voucher.not-usable')
    await transaction`
      INSERT INTO delivery (voucher_id, shop_id, recipient_sealed, asked_at, attempt_after)
      VALUES (${voucherId}, ${shopId}, ${crypto.seal('delivery-recipient', asked.recipient, voucherId)}, ${now}, ${now})`
    return undefined
  })

/** A far end's knock: its delivery is looked after now. What it says is asked back and never taken from the knock. Refuses request.not-found. */
export const hastenDelivery = async (
  { sql, clock }: Dependencies,
  asked: { readonly institutionId: string; readonly deliveryId: string },
): Promise<Refusal | undefined> => {
  const found = await sql`
    UPDATE delivery SET attempt_after = CASE WHEN settled_at IS NULL AND attempts > 0
      THEN least(attempt_after, ${clock.now()}::timestamptz) ELSE attempt_after END
    FROM shop WHERE shop.shop_id = delivery.shop_id AND voucher_id = ${decodeId('vch', asked.deliveryId) ?? null}
      AND institution_id = ${asked.institutionId} RETURNING 1`
  return found.length === 0 ? refuse('request.not-found') : undefined
}
