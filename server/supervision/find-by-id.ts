import type { SearchHit } from '#contract'
import { encodeId } from '#domain/id'
import type { Queryable } from '#server/platform/index'

type ProjectHit = Extract<SearchHit, { kind: 'project' }>
type VoucherHit = Extract<SearchHit, { kind: 'voucher' }>

/** A project that was handed in, and what it was issued; drafts are their owner's alone. */
export const findProject = async (sql: Queryable, projectId: string): Promise<ProjectHit[]> => {
  const rows = await sql<
    {
      state: ProjectHit['state']
      opened_at: Date
      project_kind: string | null
      issued: string
      serials: { from: string; to: string }[]
    }[]
  >`
    SELECT state, opened_at, record ->> 'kind' AS project_kind,
      (SELECT coalesce(sum(reduction_milligrams), 0)::text FROM project_issuance AS made
        WHERE made.project_id = project.project_id) AS issued,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('from', serial_from::text, 'to', serial_to::text) ORDER BY report_no), '[]')
        FROM project_issuance AS made WHERE made.project_id = project.project_id) AS serials
    FROM project WHERE project_id = ${projectId} AND round > 0`
  return rows.map((row) => ({
    kind: 'project',
    projectId: encodeId('prj', projectId),
    projectKind: row.project_kind ?? '',
    state: row.state,
    openedAt: row.opened_at.toISOString(),
    issuedMilligrams: row.issued,
    serials: row.serials,
  }))
}

/** A voucher and where it was redeemed; whose it is, is not said. */
export const findVoucher = async (sql: Queryable, voucherId: string): Promise<VoucherHit[]> => {
  const rows = await sql<
    {
      state: VoucherHit['state']
      goods_zh: string
      goods_en: string
      price_points: bigint
      held_at: Date
      issued_at: Date | null
      ended_at: Date | null
      redeemed_at: Date | null
      shop_zh: string | null
      shop_en: string | null
      channel: string | null
    }[]
  >`
    SELECT voucher.state, goods.name_zh AS goods_zh, goods.name_en AS goods_en, voucher.price_points, held_at, issued_at, voucher.ended_at,
      redeemed_at, shop.name_zh AS shop_zh, shop.name_en AS shop_en, channel
    FROM voucher JOIN goods USING (goods_id) LEFT JOIN redemption USING (voucher_id)
    LEFT JOIN shop ON shop.shop_id = redemption.shop_id
    WHERE voucher_id = ${voucherId}`
  return rows.map((row) => ({
    kind: 'voucher',
    voucherId: encodeId('vch', voucherId),
    goods: { zh: row.goods_zh, en: row.goods_en },
    state: row.state,
    pricePoints: Number(row.price_points),
    heldAt: row.held_at.toISOString(),
    issuedAt: row.issued_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    redeemed:
      row.redeemed_at === null
        ? null
        : {
            at: row.redeemed_at.toISOString(),
            shop: { zh: row.shop_zh ?? '', en: row.shop_en ?? '' },
            channel: row.channel ?? '',
          },
  }))
}
