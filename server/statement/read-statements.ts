import {
  refuse,
  type Refusal,
  type Statement,
  type StatementAct,
  type StatementList,
  type StatementShare,
  type StatementSummary,
} from '#contract'
import { addMonths, firstDayOf, type CityMonth } from '#domain/calendar'
import { decodeId, encodeId } from '#domain/id'
import { stateOf, type Saying } from '#domain/statement'
import type { Dependencies, MemberPrincipal, Queryable } from '#server/platform/index'

import type { LinesOf } from './statement-lines'

export interface StatementRow {
  statement_id: string
  institution_id: string
  city_day: string
  version: number
  latest_id: string
  last_act: Saying | null
  merchant_zh: string
  merchant_en: string
  lines: number
  payable_fen: bigint
  added_lines: number
  added_fen: bigint
  paid_fen: bigint
  is_paid: boolean
  due_on: string
  digest: Buffer
  made_at: Date
}

/** Select list and tables of a StatementRow; a condition on `statement` follows. */
export const selectStatement = (sql: Queryable) => sql`
  SELECT statement.statement_id, statement.institution_id, statement.city_day::text, version, latest.statement_id AS latest_id, merchant_zh,
    merchant_en, lines, payable_fen, added_lines, added_fen, due_on::text, digest, made_at,
    (SELECT act FROM statement_act WHERE statement_act.statement_id = statement.statement_id ORDER BY act_no DESC LIMIT 1) AS last_act,
    due.paid_fen, due.is_paid
  FROM statement
  CROSS JOIN LATERAL (SELECT statement_id FROM statement AS newer WHERE newer.institution_id = statement.institution_id
    AND newer.city_day = statement.city_day ORDER BY newer.version DESC LIMIT 1) AS latest
  CROSS JOIN LATERAL (SELECT coalesce(sum(paid_fen), 0)::bigint AS paid_fen, coalesce(bool_and(fen = paid_fen), true) AS is_paid
    FROM statement_due WHERE statement_due.institution_id = statement.institution_id
      AND statement_due.city_day = statement.city_day) AS due`

/** The merchant's statements of a month's days, the latest day first, each in its latest version. */
export const listStatements = async (
  { sql }: Pick<Dependencies, 'sql'>,
  { institutionId }: MemberPrincipal,
  month: CityMonth,
): Promise<StatementList> => {
  const rows = await sql<StatementRow[]>`
    ${selectStatement(sql)} WHERE statement.institution_id = ${institutionId} AND latest.statement_id = statement.statement_id
      AND statement.city_day >= ${firstDayOf(month)} AND statement.city_day < ${firstDayOf(addMonths(month, 1))}
    ORDER BY statement.city_day DESC`
  return { items: rows.map(presentSummary) }
}

/** One version of one of the merchant's own statements; undefined for any other. */
export const findStatement = async (
  sql: Queryable,
  { institutionId }: MemberPrincipal,
  statementId: string,
): Promise<StatementRow | undefined> => {
  const [row] = await sql<StatementRow[]>`
    ${selectStatement(sql)} WHERE statement.statement_id = ${decodeId('stm', statementId) ?? null}
      AND statement.institution_id = ${institutionId}`
  return row
}

/** One version of a merchant's statement that has something for this sponsor to pay, with how much; undefined for any other. */
export const findShare = async (
  sql: Queryable,
  { institutionId }: MemberPrincipal,
  statementId: string,
): Promise<{ row: StatementRow; fen: bigint } | undefined> => {
  const [found] = await sql<(StatementRow & { share_fen: bigint })[]>`
    SELECT found.*, share.fen AS share_fen FROM (${selectStatement(sql)}
      WHERE statement.statement_id = ${decodeId('stm', statementId) ?? null}) AS found
    JOIN statement_share AS share ON share.statement_id = found.statement_id AND share.sponsor_id = ${institutionId}`
  return found && { row: found, fen: found.share_fen }
}

/** Refuses request.not-found. */
export const readStatement = async (
  { sql }: { sql: Queryable },
  member: MemberPrincipal,
  statementId: string,
): Promise<Statement | Refusal> => {
  const row = await findStatement(sql, member, statementId)
  if (row === undefined) return refuse('request.not-found')
  const [counts, shares, shops, acts] = await Promise.all([
    readCounts(sql, row),
    readShares(sql, row),
    readShops(sql, row),
    readActs(sql, row.statement_id),
  ])
  return {
    ...presentSummary(row),
    merchant: { zh: row.merchant_zh, en: row.merchant_en },
    madeAt: row.made_at.toISOString(),
    latestId: encodeId('stm', row.latest_id),
    addedLines: row.added_lines,
    addedFen: Number(row.added_fen),
    digest: row.digest.toString('hex'),
    ...{ counts, shares, shops, acts },
  }
}

const presentSummary = (row: StatementRow): StatementSummary => ({
  statementId: encodeId('stm', row.statement_id),
  day: row.city_day,
  version: row.version,
  state: stateOf({ last: row.last_act ?? undefined, isLatest: row.latest_id === row.statement_id }),
  lines: row.lines,
  payableFen: Number(row.payable_fen),
  paidFen: Number(row.paid_fen),
  dueOn: row.due_on,
  isPaid: row.is_paid,
})

const readCounts = async (sql: Queryable, row: StatementRow): Promise<Statement['counts']> => {
  const [counts] = await sql<Statement['counts'][]>`
    SELECT count(*) FILTER (WHERE kind = 'redemption')::int AS redemptions, count(*) FILTER (WHERE kind = 'reversal')::int AS reversals,
      count(*) FILTER (WHERE kind = 'loss')::int AS losses
    FROM statement_line
    WHERE institution_id = ${row.institution_id} AND city_day = ${row.city_day} AND version <= ${row.version}`
  return counts ?? { redemptions: 0, reversals: 0, losses: 0 }
}

const readShares = async (sql: Queryable, row: StatementRow): Promise<StatementShare[]> => {
  const rows = await sql<
    {
      sponsor_id: string
      sponsor_zh: string
      sponsor_en: string
      lines: number
      fen: bigint
      paid_fen: bigint
      reference: string | null
      paid_at: Date | null
    }[]
  >`
    SELECT share.sponsor_id, sponsor_zh, sponsor_en, share.lines, share.fen, due.paid_fen, payment.reference, payment.paid_at
    FROM statement_share AS share
    JOIN statement_due AS due ON due.institution_id = ${row.institution_id} AND due.city_day = ${row.city_day}
      AND due.sponsor_id = share.sponsor_id
    LEFT JOIN LATERAL (SELECT reference, paid_at FROM statement_payment_part AS part JOIN statement_payment USING (payment_id)
      WHERE part.institution_id = due.institution_id AND part.city_day = due.city_day AND part.sponsor_id = due.sponsor_id
      ORDER BY paid_at DESC, payment_id DESC LIMIT 1) AS payment ON true
    WHERE share.statement_id = ${row.statement_id} ORDER BY share.fen DESC, share.sponsor_id`
  return rows.map((share) => ({
    sponsorId: encodeId('org', share.sponsor_id),
    sponsor: { zh: share.sponsor_zh, en: share.sponsor_en },
    lines: share.lines,
    fen: Number(share.fen),
    paidFen: Number(share.paid_fen),
    payment:
      share.reference === null || share.paid_at === null
        ? null
        : { reference: share.reference, paidAt: share.paid_at.toISOString() },
  }))
}

const readShops = async (sql: Queryable, row: StatementRow): Promise<Statement['shops']> => {
  const rows = await sql<{ shop_id: string; zh: string; en: string; lines: number; fen: bigint }[]>`
    SELECT shop_id, name_zh AS zh, name_en AS en, of_shop.lines, of_shop.fen FROM (
      SELECT shop_id, count(*)::int AS lines, sum(fen)::bigint AS fen FROM statement_line
      WHERE institution_id = ${row.institution_id} AND city_day = ${row.city_day} AND version <= ${row.version} GROUP BY shop_id
    ) AS of_shop JOIN shop USING (shop_id) ORDER BY of_shop.fen DESC, shop_id`
  return rows.map(({ shop_id: shopId, zh, en, lines, fen }) => ({
    shopId: encodeId('shp', shopId),
    name: { zh, en },
    lines,
    fen: Number(fen),
  }))
}

/** What was said to a version, in the order it was said. */
export const readActs = async (sql: Queryable, statementId: string): Promise<StatementAct[]> => {
  const rows = await sql<{ act: Saying; zh: string; en: string; text: string | null; acted_at: Date }[]>`
    SELECT act, name_zh AS zh, name_en AS en, text, acted_at
    FROM statement_act JOIN institution_member USING (member_id) JOIN institution USING (institution_id)
    WHERE statement_id = ${statementId} ORDER BY act_no`
  return rows.map(({ act, zh, en, text, acted_at: at }) => ({
    act,
    institution: { zh, en },
    text,
    actedAt: at.toISOString(),
  }))
}

/** Whose lines a version has. */
export const linesOf = (row: StatementRow): LinesOf => ({
  statementId: row.statement_id,
  institutionId: row.institution_id,
  day: row.city_day,
  version: row.version,
})
