import type { Dependencies } from '#server/platform/index'

/** The parts of an export that fit in memory, by the name they have in the file. */
export type Section = readonly [name: string, read: () => Promise<unknown>]

/** What she took for points, what she approved for partners, and what was sent where. */
export const mallSections = (
  { sql, crypto }: Pick<Dependencies, 'sql' | 'crypto'>,
  accountId: string,
): readonly Section[] => [
  [
    'vouchers',
    () => sql`
      SELECT goods.name_zh AS goods, voucher.price_points AS points, state, held_at AS "heldAt", issued_at AS "issuedAt",
        valid_to AS "validTo", ended_at AS "endedAt", shop.name_zh AS "redeemedIn"
      FROM voucher JOIN goods USING (goods_id) LEFT JOIN redemption USING (voucher_id) LEFT JOIN shop USING (shop_id)
      WHERE account_id = ${accountId} ORDER BY held_at`,
  ],
  [
    'partnerOrders',
    () => sql`
      SELECT institution.name_zh AS partner, shop.name_zh AS shop, goods.name_zh AS goods, asked_at AS "askedAt", voucher.state,
        voucher.price_points AS points
      FROM partner_order JOIN institution ON institution.institution_id = partner_order.institution_id
      JOIN shop ON shop.shop_id = partner_order.shop_id JOIN goods ON goods.goods_id = partner_order.goods_id
      LEFT JOIN voucher ON voucher.account_id = partner_order.account_id AND voucher.request_key = partner_order_key(order_id)
      WHERE partner_order.account_id = ${accountId} ORDER BY asked_at`,
  ],
  ['deliveries', () => readDeliveries({ sql, crypto }, accountId)],
]

const readDeliveries = async (
  { sql, crypto }: Pick<Dependencies, 'sql' | 'crypto'>,
  accountId: string,
): Promise<unknown> => {
  const rows = await sql<{ id: string; sealed: Buffer | null; [column: string]: unknown }[]>`
    SELECT voucher_id AS id, recipient_sealed AS sealed, goods.name_zh AS goods, asked_at AS "askedAt", outcome, reason,
      settled_at AS "settledAt"
    FROM delivery JOIN voucher USING (voucher_id) JOIN goods USING (goods_id) WHERE account_id = ${accountId} ORDER BY asked_at`
  return rows.map(({ id, sealed, ...columns }) => {
    const recipient = sealed === null ? null : crypto.open('delivery-recipient', sealed, id).toString('utf8')
    return { recipient, ...columns }
  })
}
