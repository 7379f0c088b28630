import type { StatementLine, StatementLineKind, StatementLinePage } from '#contract'
import { encodeId } from '#domain/id'
import { maskedVoucherNo } from '#domain/statement'
import type { Queryable } from '#server/platform/index'

/** Which lines: those of a day up to a version, with the payers' names as that version has them. */
export interface LinesOf {
  readonly statementId: string
  readonly institutionId: string
  readonly day: string
  readonly version: number
  /** Only what this sponsor is to pay. */
  readonly sponsorId?: string
  /** Only those of goods that this institution lists or pays for. */
  readonly concerning?: string
}

export interface LineRow {
  line_no: number
  version: number
  kind: StatementLineKind
  recorded_at: Date
  taken_at: Date | null
  shop_id: string
  shop_zh: string
  shop_en: string
  goods_zh: string
  goods_en: string
  voucher_no: string
  channel: string
  sponsor_id: string
  sponsor_zh: string
  sponsor_en: string
  fen: bigint
}

/** Lines after one, in order, so many at most. Names of shops and goods never change; those of institutions do. */
export const readLines = (
  sql: Queryable,
  { statementId, institutionId, day, version, sponsorId, concerning }: LinesOf,
  { after, limit }: { after: number; limit: number },
): Promise<LineRow[]> =>
  sql<LineRow[]>`
    SELECT line_no, line.version, line.kind, recorded_at, taken_at, shop_id, shop.name_zh AS shop_zh, shop.name_en AS shop_en,
      goods.name_zh AS goods_zh, goods.name_en AS goods_en, voucher_no::text, channel, line.sponsor_id, sponsor_zh, sponsor_en, line.fen
    FROM statement_line AS line JOIN shop USING (shop_id) JOIN voucher USING (voucher_id) JOIN goods USING (goods_id)
    JOIN statement_share AS share ON share.statement_id = ${statementId} AND share.sponsor_id = line.sponsor_id
    WHERE line.institution_id = ${institutionId} AND city_day = ${day} AND line.version <= ${version} AND line_no > ${after}
      AND (${sponsorId ?? null}::uuid IS NULL OR line.sponsor_id = ${sponsorId ?? null})
      ${concerning === undefined ? sql`` : sql`AND ${concerning} IN (goods.institution_id, goods.sponsor_id)`}
    ORDER BY line_no LIMIT ${limit}`

const ROWS_A_PAGE = 1000

/** All lines, page by page: fifty thousand need no more memory than a thousand, and no connection waits with a slow reader. */
export async function* linesByPage(sql: Queryable, of: LinesOf): AsyncGenerator<readonly LineRow[]> {
  for (let after = 0; ;) {
    const rows = await readLines(sql, of, { after, limit: ROWS_A_PAGE })
    if (rows.length > 0) yield rows
    if (rows.length < ROWS_A_PAGE) return
    after = rows.at(-1)?.line_no ?? 0
  }
}

export const pageOfLines = async (
  sql: Queryable,
  of: LinesOf,
  page: { after: number; limit: number },
): Promise<StatementLinePage> => {
  const rows = await readLines(sql, of, page)
  return {
    items: rows.map(presentLine),
    next: rows.length < page.limit ? null : (rows.at(-1)?.line_no ?? null),
  }
}

export const presentLine = (row: LineRow): StatementLine => ({
  line: row.line_no,
  version: row.version,
  kind: row.kind,
  recordedAt: row.recorded_at.toISOString(),
  takenAt: row.taken_at?.toISOString() ?? null,
  shopId: encodeId('shp', row.shop_id),
  shop: { zh: row.shop_zh, en: row.shop_en },
  goods: { zh: row.goods_zh, en: row.goods_en },
  voucherNo: maskedVoucherNo(row.voucher_no),
  channel: row.channel,
  sponsorId: encodeId('org', row.sponsor_id),
  sponsor: { zh: row.sponsor_zh, en: row.sponsor_en },
  fen: Number(row.fen),
})
