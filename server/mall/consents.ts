import { refuse, type GoodsConsent, type GoodsConsentList, type GoodsKind, type Refusal } from '#contract'
import { decodeId, encodeId } from '#domain/id'
import { whileActing } from '#server/institution/index'
import {
  appendAudit,
  principalKey,
  type Dependencies,
  type MemberPrincipal,
  type Queryable,
} from '#server/platform/index'

/** So many are shown, those that wait first. */
const CONSENTS_MAX = 200

interface ConsentRow {
  goods_id: string
  kind: GoodsKind
  name_zh: string
  name_en: string
  detail_zh: string
  detail_en: string
  picture_digest: Buffer | null
  price_points: bigint
  payable_fen: bigint
  sold_from: Date
  sold_to: Date | null
  voucher_days: number
  is_offline: boolean
  mall_zh: string
  mall_en: string
  sponsor_zh: string
  sponsor_en: string
  is_sponsor: boolean
  shops: readonly { id: string; zh: string; en: string }[]
  is_agreed: boolean | null
  answered_at: Date | null
}

/** Goods of others that name this institution and were not withdrawn: those that wait for its answer first, then the newest. */
export const listConsents = async (
  { sql }: Pick<Dependencies, 'sql'>,
  { institutionId }: MemberPrincipal,
): Promise<GoodsConsentList> => {
  const rows = await sql<ConsentRow[]>`
    ${selectConsent(sql)} WHERE consent.institution_id = ${institutionId} AND withdrawn_at IS NULL
    ORDER BY is_agreed IS NULL DESC, listed_at DESC, goods_id LIMIT ${CONSENTS_MAX}`
  return { items: rows.map(presentConsent) }
}

interface Answer {
  readonly goodsId: string
  readonly isAgreed: boolean
  readonly requestId: string
}

/**
 * An institution that goods name says yes or no to them, or thinks again; said again it stays as it is. A no after a yes ends their sale
 * and nothing else. Refuses request.not-found for goods that do not name it or were withdrawn.
 */
export const answerGoods = (
  { sql, clock }: Dependencies,
  member: MemberPrincipal,
  { goodsId, isAgreed, requestId }: Answer,
): Promise<GoodsConsent | Refusal> =>
  whileActing({ sql }, member, async (transaction) => {
    const id = decodeId('gds', goodsId) ?? null
    const own = transaction`consent.goods_id = ${id} AND consent.institution_id = ${member.institutionId}`
    const [asked] = await transaction<{ is_agreed: boolean | null }[]>`
      SELECT is_agreed FROM goods_consent AS consent JOIN goods USING (goods_id) WHERE ${own} AND withdrawn_at IS NULL
      FOR NO KEY UPDATE OF consent`
    if (asked === undefined) return refuse('request.not-found')
    if (asked.is_agreed !== isAgreed) {
      const now = clock.now()
      await transaction`
        UPDATE goods_consent AS consent SET is_agreed = ${isAgreed}, answered_at = ${now}, member_id = ${member.memberId} WHERE ${own}`
      await appendAudit(transaction, {
        occurredAt: now,
        actor: principalKey(member),
        action: isAgreed ? 'goods.agreed' : 'goods.declined',
        subject: goodsId,
        detail: {},
        requestId,
      })
    }
    const [row] = await transaction<ConsentRow[]>`${selectConsent(transaction)} WHERE ${own}`
    if (row === undefined) throw new Error('goods that were just answered are gone')
    return presentConsent(row)
  })

/** Select list and tables of a ConsentRow; a condition on `consent` and `goods` follows. */
const selectConsent = (sql: Queryable) => sql`
  SELECT goods_id, kind, goods.name_zh, goods.name_en, detail_zh, detail_en, picture_digest, price_points, payable_fen, sold_from, sold_to,
    voucher_days, is_offline, mall.name_zh AS mall_zh, mall.name_en AS mall_en, sponsor.name_zh AS sponsor_zh,
    sponsor.name_en AS sponsor_en, goods.sponsor_id = consent.institution_id AS is_sponsor, is_agreed, answered_at,
    (SELECT coalesce(json_agg(json_build_object('id', shop_id, 'zh', shop.name_zh, 'en', shop.name_en)
        ORDER BY shop.name_zh, shop_id), '[]')
      FROM goods_shop JOIN shop USING (shop_id)
      WHERE goods_shop.goods_id = goods.goods_id AND shop.institution_id = consent.institution_id) AS shops
  FROM goods_consent AS consent JOIN goods USING (goods_id)
  JOIN institution AS mall ON mall.institution_id = goods.institution_id
  JOIN institution AS sponsor ON sponsor.institution_id = goods.sponsor_id`

const presentConsent = (row: ConsentRow): GoodsConsent => ({
  goodsId: encodeId('gds', row.goods_id),
  kind: row.kind,
  name: { zh: row.name_zh, en: row.name_en },
  detail: { zh: row.detail_zh, en: row.detail_en },
  pictureDigest: row.picture_digest?.toString('hex') ?? null,
  pricePoints: Number(row.price_points),
  payableFen: Number(row.payable_fen),
  soldFrom: row.sold_from.toISOString(),
  soldTo: row.sold_to?.toISOString() ?? null,
  voucherDays: row.voucher_days,
  isOffline: row.is_offline,
  mallOperator: { zh: row.mall_zh, en: row.mall_en },
  sponsor: { zh: row.sponsor_zh, en: row.sponsor_en },
  isSponsor: row.is_sponsor,
  shops: row.shops.map(({ id, zh, en }) => ({ shopId: encodeId('shp', id), name: { zh, en } })),
  isAgreed: row.is_agreed,
  answeredAt: row.answered_at?.toISOString() ?? null,
})
