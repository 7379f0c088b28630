import { refuse, type RedemptionFigures, type RedemptionFiguresQuery, type Refusal } from '#contract'
import {
  addDays,
  dayNumber,
  endOfCityDay,
  parseCityDay,
  startOfCityDay,
  type CityDay,
} from '#domain/calendar'
import { encodeId } from '#domain/id'
import type { Dependencies, MemberPrincipal, Queryable } from '#server/platform/index'

const DAYS_MAX = 31
/** More than anybody compares; what is beyond them is summed. */
const SHOPS_MAX = 100

interface Sum {
  redemptions: bigint
  points: bigint
  fen: bigint
}

/** A shop's day; without a shop, what those beyond the first hundred had together on it. */
interface DayRow extends Sum {
  shop_id: string | null
  day: CityDay
  other_shops: number
}

interface ShopRow {
  shop_id: string
  zh: string
  en: string
  merchant_zh: string
  merchant_en: string
}

/** Whose goods they are, and the first and last day of the range. */
interface Asked {
  readonly institutionId: string
  readonly by: 'institution_id' | 'sponsor_id'
  readonly first: CityDay
  readonly last: CityDay
}

/**
 * What was redeemed at which shop on which day, of the goods this institution lists or pays for; what shops took back does not count.
 * Refuses request.invalid for a range that is none or longer than 31 days.
 */
export const readRedemptionFigures = async (
  { sql }: Pick<Dependencies, 'sql'>,
  { institutionId }: MemberPrincipal,
  asked: RedemptionFiguresQuery,
): Promise<RedemptionFigures | Refusal> => {
  const [first, last] = [parseCityDay(asked.from), parseCityDay(asked.to)]
  if (first === undefined) return refuse('request.invalid', '/query/from')
  if (last === undefined || last < first || dayNumber(last) - dayNumber(first) >= DAYS_MAX)
    return refuse('request.invalid', '/query/to')
  const by = asked.as === 'sponsor' ? 'sponsor_id' : 'institution_id'
  const range = { institutionId, by, first, last } as const
  const rows = await selectDays(sql, range)
  const [shops, clashes] = await Promise.all([selectShops(sql, rows), selectClashes(sql, range)])
  const days = daysFrom(first, last)
  return {
    from: first,
    to: last,
    days: days.map((day) => ({ day, ...sumOf(rows.filter((row) => row.day === day)) })),
    shops: shops.map((shop) => presentShop(shop, rows)).sort((a, b) => b.redemptions - a.redemptions),
    others: {
      shops: rows[0]?.other_shops ?? 0,
      ...sumOf(rows.filter(({ shop_id: shopId }) => shopId === null)),
    },
    clashes,
  }
}

/** The shops come first, by their index on the time of a redemption: goods name theirs, and a shop has those of others too. */
const selectDays = (sql: Queryable, { institutionId, by, first, last }: Asked): Promise<DayRow[]> => sql<
  DayRow[]
>`
  WITH counted AS (
    SELECT redemption.shop_id, (redeemed_at AT TIME ZONE 'Asia/Shanghai')::date::text AS day, count(*) AS redemptions,
      sum(voucher.price_points) AS points, sum(voucher.payable_fen) AS fen
    FROM redemption JOIN voucher USING (voucher_id) JOIN goods USING (goods_id)
    WHERE redemption.shop_id IN (SELECT shop_id FROM goods_shop JOIN goods AS own USING (goods_id) WHERE ${sql(`own.${by}`)} = ${institutionId})
      AND ${sql(`goods.${by}`)} = ${institutionId} AND reversed_at IS NULL
      AND redeemed_at >= ${startOfCityDay(first)} AND redeemed_at < ${endOfCityDay(last)}
    GROUP BY 1, 2
  ), ranked AS (
    SELECT shop_id, row_number() OVER (ORDER BY sum(redemptions) DESC, shop_id) AS place FROM counted GROUP BY shop_id
  )
  SELECT CASE WHEN place <= ${SHOPS_MAX} THEN shop_id END AS shop_id, day, sum(redemptions)::bigint AS redemptions,
    sum(points)::bigint AS points, sum(fen)::bigint AS fen,
    (SELECT count(*)::int FROM ranked WHERE place > ${SHOPS_MAX}) AS other_shops
  FROM counted JOIN ranked USING (shop_id) GROUP BY 1, 2 ORDER BY 2`

const selectShops = (sql: Queryable, rows: readonly DayRow[]): Promise<ShopRow[]> => {
  const ids = [...new Set(rows.flatMap(({ shop_id: id }) => id ?? []))]
  return sql<ShopRow[]>`
    SELECT shop_id, shop.name_zh AS zh, shop.name_en AS en, merchant.name_zh AS merchant_zh, merchant.name_en AS merchant_en
    FROM shop JOIN institution AS merchant USING (institution_id) WHERE shop_id = ANY (${ids}::text[]::uuid[])
    ORDER BY shop.name_zh, shop_id`
}

/** By when the till took the voucher, as with redemptions. */
const selectClashes = async (
  sql: Queryable,
  { institutionId, by, first, last }: Asked,
): Promise<RedemptionFigures['clashes']> => {
  const [row] = await sql<{ vouchers: number; fen: bigint }[]>`
    SELECT count(*)::int AS vouchers, coalesce(sum(loss_fen), 0)::bigint AS fen
    FROM till_log JOIN voucher USING (voucher_id) JOIN goods USING (goods_id)
    WHERE outcome = 'clash' AND ${sql(`goods.${by}`)} = ${institutionId}
      AND occurred_at >= ${startOfCityDay(first)} AND occurred_at < ${endOfCityDay(last)}`
  return { vouchers: row?.vouchers ?? 0, lossFen: Number(row?.fen ?? 0n) }
}

const presentShop = (shop: ShopRow, rows: readonly DayRow[]): RedemptionFigures['shops'][number] => {
  const own = rows.filter(({ shop_id: shopId }) => shopId === shop.shop_id)
  return {
    shopId: encodeId('shp', shop.shop_id),
    name: { zh: shop.zh, en: shop.en },
    merchant: { zh: shop.merchant_zh, en: shop.merchant_en },
    ...sumOf(own),
    days: own.map((row) => ({ day: row.day, ...sumOf([row]) })),
  }
}

const sumOf = (rows: readonly Sum[]) => ({
  redemptions: Number(rows.reduce((sum, { redemptions }) => sum + redemptions, 0n)),
  points: Number(rows.reduce((sum, { points }) => sum + points, 0n)),
  payableFen: Number(rows.reduce((sum, { fen }) => sum + fen, 0n)),
})

const daysFrom = (first: CityDay, last: CityDay): CityDay[] =>
  Array.from({ length: dayNumber(last) - dayNumber(first) + 1 }, (_, index) => addDays(first, index))
