import { refuse, type Goods, type GoodsDetail, type GoodsKind, type GoodsList, type Refusal } from '#contract'
import { decodeId, encodeId } from '#domain/id'
import type { Dependencies, Queryable } from '#server/platform/index'

/** More than a person looks through. */
const GOODS_SHOWN_MAX = 200

interface ShelfRow {
  goods_id: string
  kind: GoodsKind
  name_zh: string
  name_en: string
  picture_digest: Buffer | null
  price_points: bigint
  left_now: bigint
  per_person_max: number
  sold_to: Date | null
  voucher_days: number
  is_offline: boolean
  sponsor_zh: string
  sponsor_en: string
}

interface DetailRow extends ShelfRow {
  detail_zh: string
  detail_en: string
  is_on_sale: boolean
  shops: readonly { id: string; zh: string; en: string; address: string }[]
}

/** What anybody may see of goods; how many are left is what stock and budget both allow. */
const shelfColumns = (sql: Queryable) => sql`
  goods_id, kind, goods.name_zh, goods.name_en, picture_digest, price_points, per_person_max, sold_to, voucher_days, is_offline,
  CASE payable_fen WHEN 0 THEN stock_left ELSE least(stock_left, budget_left_fen / payable_fen) END AS left_now,
  sponsor.name_zh AS sponsor_zh, sponsor.name_en AS sponsor_en`

/** What can be taken now, what is left before what is sold out, the cheapest first. */
export const listShelf = async ({ sql, clock }: Dependencies): Promise<GoodsList> => {
  const now = clock.now()
  const rows = await sql<ShelfRow[]>`
    SELECT ${shelfColumns(sql)} FROM goods JOIN institution AS sponsor ON sponsor.institution_id = sponsor_id
    WHERE withdrawn_at IS NULL AND goods_is_on_sale(goods, ${now}::timestamptz)
    ORDER BY stock_left = 0 OR budget_left_fen < payable_fen, price_points, goods_id LIMIT ${GOODS_SHOWN_MAX}`
  return { items: rows.map(presentGoods) }
}

/** One of them, also after its sale: whoever holds a voucher of it still reads where it counts. Refuses request.not-found. */
export const readGoods = async (
  { sql, clock }: Dependencies,
  wireId: string,
): Promise<GoodsDetail | Refusal> => {
  const now = clock.now()
  const [row] = await sql<DetailRow[]>`
    SELECT ${shelfColumns(sql)}, detail_zh, detail_en,
      goods_is_on_sale(goods, ${now}::timestamptz) AS is_on_sale,
      (SELECT coalesce(json_agg(json_build_object('id', shop_id, 'zh', shop.name_zh, 'en', shop.name_en, 'address', address)
          ORDER BY shop.name_zh, shop_id), '[]')
        FROM goods_outlet JOIN shop USING (shop_id)
        WHERE goods_outlet.goods_id = goods.goods_id AND goods.kind = 'coupon') AS shops
    FROM goods JOIN institution AS sponsor ON sponsor.institution_id = sponsor_id
    WHERE goods_id = ${decodeId('gds', wireId) ?? null}`
  if (row === undefined) return refuse('request.not-found')
  return {
    ...presentGoods(row),
    detail: { zh: row.detail_zh, en: row.detail_en },
    isOnSale: row.is_on_sale,
    shops: row.shops.map(({ id, zh, en, address }) => ({
      shopId: encodeId('shp', id),
      name: { zh, en },
      address,
    })),
  }
}

const presentGoods = (row: ShelfRow): Goods => ({
  goodsId: encodeId('gds', row.goods_id),
  kind: row.kind,
  name: { zh: row.name_zh, en: row.name_en },
  pictureDigest: row.picture_digest?.toString('hex') ?? null,
  pricePoints: Number(row.price_points),
  left: Number(row.left_now),
  perPersonMax: row.per_person_max,
  soldTo: row.sold_to?.toISOString() ?? null,
  voucherDays: row.voucher_days,
  isOffline: row.is_offline,
  sponsor: { zh: row.sponsor_zh, en: row.sponsor_en },
})
