import { refuse, type Refusal, type Shop, type ShopList, type ShopRequest } from '#contract'
import { decodeId, encodeId } from '#domain/id'
import {
  appendAudit,
  newId,
  principalKey,
  type Dependencies,
  type MemberPrincipal,
} from '#server/platform/index'

import { whileActing } from './while-acting'

interface ShopRow {
  shop_id: string
  name_zh: string
  name_en: string
  address: string
  opened_at: Date
  closed_at: Date | null
}

/** The institution's shops, closed ones last. */
export const listShops = async (
  { sql }: Pick<Dependencies, 'sql'>,
  { institutionId }: MemberPrincipal,
): Promise<ShopList> => {
  const rows = await sql<ShopRow[]>`
    SELECT shop_id, name_zh, name_en, address, opened_at, closed_at FROM shop WHERE institution_id = ${institutionId}
    ORDER BY closed_at DESC NULLS FIRST, name_zh, shop_id`
  return { items: rows.map(presentShop) }
}

/** Opens a shop of this institution. Refuses institution.not-merchant, access.not-signed-in. */
export const openShop = (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  member: MemberPrincipal,
  { name, address, requestId }: ShopRequest & { requestId: string },
): Promise<Shop | Refusal> =>
  whileActing({ sql }, member, async (transaction) => {
    const now = clock.now()
    const [shop] = await transaction<ShopRow[]>`
      INSERT INTO shop (shop_id, institution_id, name_zh, name_en, address, opened_at)
      SELECT ${newId(clock)}::uuid, institution_id, ${name.zh}::text, ${name.en}::text, ${address}::text, ${now}::timestamptz
      FROM institution WHERE institution_id = ${member.institutionId} AND is_merchant
      RETURNING shop_id, name_zh, name_en, address, opened_at, closed_at`
    if (shop === undefined) return refuse('institution.not-merchant')
    const subject = encodeId('shp', shop.shop_id)
    const of = { occurredAt: now, actor: principalKey(member), subject, requestId }
    await appendAudit(transaction, { ...of, action: 'shop.opened', detail: {} })
    return presentShop(shop)
  })

/** Closes a shop for good; one that is closed already is left as it is. Refuses request.not-found, access.not-signed-in. */
export const closeShop = (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  member: MemberPrincipal,
  { shopId, requestId }: { shopId: string; requestId: string },
): Promise<Shop | Refusal> =>
  whileActing({ sql }, member, async (transaction) => {
    const [shop] = await transaction<ShopRow[]>`
      SELECT shop_id, name_zh, name_en, address, opened_at, closed_at FROM shop
      WHERE shop_id = ${decodeId('shp', shopId) ?? null} AND institution_id = ${member.institutionId} FOR UPDATE`
    const now = clock.now()
    if (shop === undefined) return refuse('request.not-found')
    if (shop.closed_at !== null) return presentShop(shop)
    await transaction`UPDATE shop SET closed_at = ${now} WHERE shop_id = ${shop.shop_id}`
    const of = { occurredAt: now, actor: principalKey(member), subject: shopId, requestId }
    await appendAudit(transaction, { ...of, action: 'shop.closed', detail: {} })
    return presentShop({ ...shop, closed_at: now })
  })

const presentShop = (row: ShopRow): Shop => ({
  shopId: encodeId('shp', row.shop_id),
  name: { zh: row.name_zh, en: row.name_en },
  address: row.address,
  openedAt: row.opened_at.toISOString(),
  closedAt: row.closed_at?.toISOString() ?? null,
})
