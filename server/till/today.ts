import { refuse, type Refusal, type Today, type TodayShop, type TodayTake } from '#contract'
import { cityDayOf, endOfCityDay, startOfCityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { undoEnd } from '#domain/voucher'
import type { Dependencies, MemberPrincipal, Queryable } from '#server/platform/index'

/** More than anybody reads through in a day; the figures count all, and the day's statement lists all. */
const TAKES_SHOWN_MAX = 500

interface ShopRow {
  shop_id: string
  name_zh: string
  name_en: string
  redemptions: number
  fen: bigint
  clash_takes: number
  clash_fen: bigint
  earlier_takes: number
  earlier_fen: bigint
}

/** Whose day it is, and the moments it lies between. */
interface Day {
  readonly member: MemberPrincipal
  readonly since: Date
  readonly before: Date
}

/**
 * What the shops this member works in took today, by whatever way, the latest first; or one of them. The figures are those of the day's
 * statement, reckoned from the same facts. Refuses request.not-found for a shop that is none of hers.
 */
export const readToday = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  member: MemberPrincipal,
  asked: { shopId?: string },
): Promise<Today | Refusal> => {
  const now = clock.now()
  const day = cityDayOf(now)
  const of = { member, since: startOfCityDay(day), before: endOfCityDay(day) }
  const rows = await selectShops(sql, of)
  const shops = rows.map(presentShop)
  const shown = asked.shopId === undefined ? rows : rows.filter((row) => isShop(row, asked.shopId))
  if (asked.shopId !== undefined && shown.length === 0) return refuse('request.not-found', '/query/shopId')
  const chosen = shown.map(presentShop)
  const items = await selectTakes(
    sql,
    of,
    shown.map(({ shop_id: shopId }) => shopId),
  )
  return { day, at: now.toISOString(), shops, ...sumOf(chosen), items }
}

const isShop = ({ shop_id: shopId }: ShopRow, wireId: string | undefined): boolean =>
  encodeId('shp', shopId) === wireId

/**
 * Shops that are open, and those closed since that came to something today. What was taken back counts for nothing on its own day, and
 * takes from today's sum where it was redeemed on the day before.
 */
const selectShops = (sql: Queryable, { member, since, before }: Day): Promise<ShopRow[]> => sql<ShopRow[]>`
  WITH taken AS (
    SELECT shop_id, voucher_id, count(*) FILTER (WHERE kind = 'redemption') AS redeemed, count(*) FILTER (WHERE kind = 'reversal') AS undone,
      sum(fen) AS fen, count(*) FILTER (WHERE kind = 'loss') AS losses, coalesce(sum(fen) FILTER (WHERE kind = 'loss'), 0) AS loss_fen
    FROM statement_facts(${member.institutionId}::uuid, ${since}, ${before}) AS fact GROUP BY shop_id, voucher_id
  )
  SELECT shop_id, name_zh, name_en, coalesce(sum(redeemed - undone) FILTER (WHERE redeemed > 0), 0)::int AS redemptions,
    coalesce(sum(fen), 0)::bigint AS fen, coalesce(sum(losses), 0)::int AS clash_takes, coalesce(sum(loss_fen), 0)::bigint AS clash_fen,
    coalesce(sum(undone) FILTER (WHERE redeemed = 0), 0)::int AS earlier_takes,
    coalesce(-sum(fen - loss_fen) FILTER (WHERE redeemed = 0 AND undone > 0), 0)::bigint AS earlier_fen
  FROM shop LEFT JOIN taken USING (shop_id)
  WHERE institution_id = ${member.institutionId} AND (closed_at IS NULL OR voucher_id IS NOT NULL)
    AND (${member.role !== 'cashier'} OR EXISTS (SELECT FROM member_shop
      WHERE member_shop.member_id = ${member.memberId} AND member_shop.shop_id = shop.shop_id))
  GROUP BY shop_id ORDER BY opened_at, shop_id`

interface TakeRow {
  voucher_id: string
  shop_id: string
  shop_zh: string
  shop_en: string
  goods_zh: string
  goods_en: string
  channel: string
  redeemed_at: Date
  reversed_at: Date | null
  payable_fen: bigint
  offline_until: Date | null
  display_name: string | null
}

const selectTakes = async (
  sql: Queryable,
  { since, before }: Day,
  shopIds: readonly string[],
): Promise<TodayTake[]> => {
  const rows = await sql<TakeRow[]>`
    SELECT redemption.voucher_id, redemption.shop_id, shop.name_zh AS shop_zh, shop.name_en AS shop_en, goods.name_zh AS goods_zh,
      goods.name_en AS goods_en, redemption.channel, redeemed_at, reversed_at, voucher.payable_fen, voucher.offline_until,
      display_name
    FROM redemption JOIN shop USING (shop_id) JOIN voucher USING (voucher_id) JOIN goods USING (goods_id)
    LEFT JOIN institution_member AS member ON member.member_id = redemption.member_id
    WHERE redemption.shop_id = ANY (${shopIds}::text[]::uuid[]) AND redeemed_at >= ${since} AND redeemed_at < ${before}
    ORDER BY redeemed_at DESC, redemption.voucher_id LIMIT ${TAKES_SHOWN_MAX}`
  return rows.map(presentTake)
}

const WAYS: Readonly<Record<string, TodayTake['by']>> = { partner: 'partner', gateway: 'delivery' }

const undoEndOf = ({ redeemed_at: redeemedAt, offline_until: offlineUntil }: TakeRow): Date | null =>
  undoEnd({ redeemedAt, offlineUntil })

const presentTake = (row: TakeRow): TodayTake => ({
  voucherId: encodeId('vch', row.voucher_id),
  goods: { zh: row.goods_zh, en: row.goods_en },
  shopId: encodeId('shp', row.shop_id),
  shop: { zh: row.shop_zh, en: row.shop_en },
  by: WAYS[row.channel] ?? 'till',
  cashier: row.display_name,
  redeemedAt: row.redeemed_at.toISOString(),
  payableFen: Number(row.payable_fen),
  undoneAt: row.reversed_at?.toISOString() ?? null,
  // What a partner's server redeemed, its own server takes back.
  undoTo: row.display_name === null ? null : (undoEndOf(row)?.toISOString() ?? null),
})

const presentShop = (row: ShopRow): TodayShop => ({
  shopId: encodeId('shp', row.shop_id),
  name: { zh: row.name_zh, en: row.name_en },
  redemptions: row.redemptions,
  payableFen: Number(row.fen),
  afterClash: { takes: row.clash_takes, fen: Number(row.clash_fen) },
  undoneOfBefore: { takes: row.earlier_takes, fen: Number(row.earlier_fen) },
})

type Figures = Pick<Today, 'redemptions' | 'payableFen' | 'afterClash' | 'undoneOfBefore'>

const sumOf = (shops: readonly Figures[]): Figures => {
  const sum = (figure: (shop: Figures) => number): number =>
    shops.reduce((total, shop) => total + figure(shop), 0)
  return {
    redemptions: sum(({ redemptions }) => redemptions),
    payableFen: sum(({ payableFen }) => payableFen),
    afterClash: {
      takes: sum(({ afterClash }) => afterClash.takes),
      fen: sum(({ afterClash }) => afterClash.fen),
    },
    undoneOfBefore: {
      takes: sum(({ undoneOfBefore }) => undoneOfBefore.takes),
      fen: sum(({ undoneOfBefore }) => undoneOfBefore.fen),
    },
  }
}
