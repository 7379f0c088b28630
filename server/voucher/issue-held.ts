import type { Transaction } from '#server/platform/index'

/** A hold becomes a voucher that can be used, from now to the end of its last day. Its row is locked, and it was decided that it may. */
export const issueHeld = async (sql: Transaction, voucherId: string, now: Date): Promise<void> => {
  await sql`
    UPDATE voucher SET state = 'issued', issued_at = ${now}, valid_to = voucher_end(${now}, voucher_days)
    FROM goods WHERE voucher_id = ${voucherId} AND goods.goods_id = voucher.goods_id`
}
