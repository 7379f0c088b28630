import type { Membership, MemberRole, ShopName } from '#contract'
import type postgres from 'postgres'

import { encodeId } from '#domain/id'
import type { Queryable } from '#server/platform/index'

export interface MembershipRow {
  member_id: string
  institution_id: string
  name_zh: string
  name_en: string
  role: MemberRole
  display_name: string
  is_mall_operator: boolean
  is_merchant: boolean
  is_sponsor: boolean
  is_operator: boolean
  suspended_at: Date | null
  shops: readonly ShopRow[]
}

export interface ShopRow {
  readonly id: string
  readonly zh: string
  readonly en: string
}

/** Select list and tables of a MembershipRow; a condition on `member` follows. */
export const selectMembership = (sql: Queryable) => sql`
  SELECT member.member_id, institution_id, name_zh, name_en, role, display_name, is_mall_operator, is_merchant, is_sponsor,
    operator_id IS NOT NULL AS is_operator, suspended_at, ${shopsOfMember(sql)} AS shops
  FROM institution_member AS member JOIN institution USING (institution_id)
  WHERE member.dismissed_at IS NULL`

/** The open shops `member` works in, as JSON in order of name: a cashier's own, all of the institution for the others. */
export const shopsOfMember = (sql: Queryable) =>
  openShops(
    sql,
    sql`EXISTS (SELECT FROM member_shop WHERE member_shop.member_id = member.member_id AND member_shop.shop_id = shop.shop_id)`,
  )

/** The same where `member` is an invitation. */
export const shopsOfInvited = (sql: Queryable) => openShops(sql, sql`shop_id = ANY (member.shop_ids)`)

const openShops = (sql: Queryable, isCashiersOwn: postgres.PendingQuery<postgres.Row[]>) => sql`
  (SELECT coalesce(json_agg(json_build_object('id', shop_id, 'zh', shop.name_zh, 'en', shop.name_en)
      ORDER BY shop.name_zh, shop_id), '[]')
    FROM shop WHERE shop.institution_id = member.institution_id AND shop.closed_at IS NULL
      AND (member.role <> 'cashier' OR ${isCashiersOwn}))`

export const shopNames = (shops: readonly ShopRow[]): ShopName[] =>
  shops.map(({ id, zh, en }) => ({ shopId: encodeId('shp', id), name: { zh, en } }))

export const presentMembership = (row: MembershipRow): Membership => ({
  memberId: encodeId('mem', row.member_id),
  institutionId: encodeId('org', row.institution_id),
  institution: { zh: row.name_zh, en: row.name_en },
  role: row.role,
  displayName: row.display_name,
  isMallOperator: row.is_mall_operator,
  isMerchant: row.is_merchant,
  isSponsor: row.is_sponsor,
  isOperator: row.is_operator,
  shops: shopNames(row.shops),
})
