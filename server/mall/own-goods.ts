import type { GoodsKind, GoodsPartners, OwnGoods, OwnGoodsList } from '#contract'
import { encodeId } from '#domain/id'
import type { Dependencies, MemberPrincipal, Queryable } from '#server/platform/index'

import { farEnds } from './far-ends'

export interface OwnGoodsRow {
  goods_id: string
  institution_id: string
  kind: GoodsKind
  name_zh: string
  name_en: string
  detail_zh: string
  detail_en: string
  picture_digest: Buffer | null
  price_points: bigint
  payable_fen: bigint
  per_person_max: number
  sold_from: Date
  sold_to: Date | null
  voucher_days: number
  is_offline: boolean
  mall_zh: string
  mall_en: string
  sponsor_id: string
  sponsor_zh: string
  sponsor_en: string
  shops: readonly { id: string; zh: string; en: string }[]
  stock_total: bigint
  stock_left: bigint
  budget_fen: bigint
  budget_left_fen: bigint
  listed_at: Date
  withdrawn_at: Date | null
  consents:
    readonly { id: string; zh: string; en: string; agreed: boolean | null; at: string | null }[] | null
  vouchers: Readonly<Record<string, number>> | null
}

/** Goods this institution lists or pays for, the newest first. */
export const listOwnGoods = async (
  { sql }: Pick<Dependencies, 'sql'>,
  { institutionId }: MemberPrincipal,
): Promise<OwnGoodsList> => {
  const rows = await sql<OwnGoodsRow[]>`
    ${selectOwnGoods(sql)} WHERE ${institutionId} IN (goods.institution_id, goods.sponsor_id) ORDER BY listed_at DESC, goods_id`
  return { items: rows.map(presentOwnGoods) }
}

/** Select list and tables of an OwnGoodsRow; a condition on `goods` follows. */
export const selectOwnGoods = (sql: Queryable) => sql`
  SELECT goods.*, mall.name_zh AS mall_zh, mall.name_en AS mall_en, sponsor.name_zh AS sponsor_zh, sponsor.name_en AS sponsor_en,
    (SELECT coalesce(json_agg(json_build_object('id', shop_id, 'zh', shop.name_zh, 'en', shop.name_en) ORDER BY shop.name_zh, shop_id), '[]')
      FROM goods_shop JOIN shop USING (shop_id) WHERE goods_shop.goods_id = goods.goods_id) AS shops,
    (SELECT json_agg(json_build_object('id', named.institution_id, 'zh', named.name_zh, 'en', named.name_en, 'agreed', is_agreed,
        'at', answered_at) ORDER BY is_agreed IS TRUE, is_agreed IS NOT NULL, named.name_zh, named.institution_id)
      FROM goods_consent JOIN institution AS named USING (institution_id)
      WHERE goods_consent.goods_id = goods.goods_id) AS consents,
    (SELECT json_object_agg(state, n) FROM (SELECT state, count(*) AS n FROM voucher
      WHERE voucher.goods_id = goods.goods_id AND state IN ('held', 'issued', 'redeemed') GROUP BY state) AS counted) AS vouchers
  FROM goods JOIN institution AS mall ON mall.institution_id = goods.institution_id
  JOIN institution AS sponsor ON sponsor.institution_id = goods.sponsor_id`

export const presentOwnGoods = (row: OwnGoodsRow): OwnGoods => ({
  goodsId: encodeId('gds', row.goods_id),
  kind: row.kind,
  name: { zh: row.name_zh, en: row.name_en },
  detail: { zh: row.detail_zh, en: row.detail_en },
  pictureDigest: row.picture_digest?.toString('hex') ?? null,
  pricePoints: Number(row.price_points),
  payableFen: Number(row.payable_fen),
  perPersonMax: row.per_person_max,
  soldFrom: row.sold_from.toISOString(),
  soldTo: row.sold_to?.toISOString() ?? null,
  voucherDays: row.voucher_days,
  isOffline: row.is_offline,
  mallOperatorId: encodeId('org', row.institution_id),
  mallOperator: { zh: row.mall_zh, en: row.mall_en },
  sponsorId: encodeId('org', row.sponsor_id),
  sponsor: { zh: row.sponsor_zh, en: row.sponsor_en },
  shops: row.shops.map(({ id, zh, en }) => ({ shopId: encodeId('shp', id), name: { zh, en } })),
  stockTotal: Number(row.stock_total),
  stockLeft: Number(row.stock_left),
  budgetFen: Number(row.budget_fen),
  budgetLeftFen: Number(row.budget_left_fen),
  listedAt: row.listed_at.toISOString(),
  withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  consents: (row.consents ?? []).map(({ id, zh, en, agreed, at }) => ({
    institutionId: encodeId('org', id),
    institution: { zh, en },
    isAgreed: agreed,
    answeredAt: at === null ? null : new Date(at).toISOString(),
  })),
  held: row.vouchers?.['held'] ?? 0,
  issued: row.vouchers?.['issued'] ?? 0,
  redeemed: row.vouchers?.['redeemed'] ?? 0,
})

/** Whom goods can be listed with: a far end's counter is no shop for coupons. */
export const listPartners = async ({
  sql,
  config,
}: Pick<Dependencies, 'sql' | 'config'>): Promise<GoodsPartners> => {
  const ends = await farEnds(sql, config)
  const sponsors = await sql<{ id: string; zh: string; en: string }[]>`
    SELECT institution_id AS id, name_zh AS zh, name_en AS en FROM institution WHERE is_sponsor AND suspended_at IS NULL
    ORDER BY name_zh, institution_id`
  const shops = await sql<{ id: string; zh: string; en: string; owner_zh: string; owner_en: string }[]>`
    SELECT shop_id AS id, shop.name_zh AS zh, shop.name_en AS en, merchant.name_zh AS owner_zh, merchant.name_en AS owner_en
    FROM shop JOIN institution AS merchant USING (institution_id)
    WHERE closed_at IS NULL AND suspended_at IS NULL AND is_merchant AND shop_id <> ALL (${ends.map(({ shopId }) => shopId)}::uuid[])
    ORDER BY merchant.name_zh, shop.name_zh, shop_id`
  return {
    sponsors: sponsors.map(({ id, zh, en }) => ({ institutionId: encodeId('org', id), name: { zh, en } })),
    shops: shops.map(({ id, zh, en, owner_zh, owner_en }) => ({
      shopId: encodeId('shp', id),
      name: { zh, en },
      merchant: { zh: owner_zh, en: owner_en },
    })),
    deliveries: ends.map(({ kind, nameZh: zh, nameEn: en }) => ({ kind, deliveredBy: { zh, en } })),
  }
}
