import type { PendingQuery, Row } from 'postgres'

import type { StatementDispute, StatementDisputeList } from '#contract'
import { decodeId, encodeId } from '#domain/id'
import { stateOf, type Saying } from '#domain/statement'
import type { MemberPrincipal, Queryable } from '#server/platform/index'

import { readActs } from './read-statements'

type Condition = PendingQuery<Row[]>

/** So many are shown, those that wait first. */
const DISPUTES_MAX = 200

/**
 * Statements that were ever disputed and concern this mall operator or sponsor, those that wait for an answer first and the latest before
 * the others; or one of them. One with lines concerns those whose goods are in it. One without concerns those with whom the merchant does
 * business: who list or pay for goods it agreed to, or that were taken; goods that merely name its shop open none of its papers.
 */
export const listDisputes = (
  { sql }: { sql: Queryable },
  { institutionId }: MemberPrincipal,
  statementId?: string,
): Promise<StatementDisputeList> => {
  const isOwn = sql`${institutionId} IN (goods.institution_id, goods.sponsor_id)`
  const dealings = sql`SELECT FROM goods JOIN goods_shop USING (goods_id) JOIN shop USING (shop_id)
    WHERE shop.institution_id = statement.institution_id AND ${isOwn} AND listed_at < statement.made_at
      AND (goods.institution_id = statement.institution_id
        OR EXISTS (SELECT FROM goods_consent AS consent WHERE consent.goods_id = goods.goods_id
          AND consent.institution_id = statement.institution_id AND is_agreed)
        OR EXISTS (SELECT FROM voucher WHERE voucher.goods_id = goods.goods_id))`
  const only =
    statementId === undefined
      ? sql``
      : sql`AND statement.statement_id = ${decodeId('stm', statementId) ?? null}`
  const concerns = sql`(own.lines > 0 OR statement.lines = 0 AND EXISTS (${dealings})) ${only}`
  return readDisputes(sql, { isOwn, concerns })
}

/** All of them, for the centre; `fen` is what the whole statement comes to. */
export const listAllDisputes = ({ sql }: { sql: Queryable }): Promise<StatementDisputeList> =>
  readDisputes(sql, { isOwn: sql`true`, concerns: sql`true` })

const readDisputes = async (
  sql: Queryable,
  { isOwn, concerns }: { isOwn: Condition; concerns: Condition },
): Promise<StatementDisputeList> => {
  const rows = await sql<
    {
      statement_id: string
      merchant_zh: string
      merchant_en: string
      city_day: string
      version: number
      last_act: Saying
      is_latest: boolean
      fen: bigint
    }[]
  >`
    SELECT statement.statement_id, statement.merchant_zh, statement.merchant_en, statement.city_day::text, statement.version, last.act AS last_act,
      newer.statement_id IS NULL AS is_latest,
      own.fen
    FROM statement
    CROSS JOIN LATERAL (SELECT act, acted_at FROM statement_act WHERE statement_act.statement_id = statement.statement_id
      ORDER BY act_no DESC LIMIT 1) AS last
    CROSS JOIN LATERAL (SELECT count(*) AS lines, coalesce(sum(line.fen), 0)::bigint AS fen
      FROM statement_line AS line JOIN voucher USING (voucher_id) JOIN goods USING (goods_id)
      WHERE line.institution_id = statement.institution_id AND line.city_day = statement.city_day
        AND line.version <= statement.version AND ${isOwn}) AS own
    LEFT JOIN statement AS newer ON newer.institution_id = statement.institution_id AND newer.city_day = statement.city_day
      AND newer.version = statement.version + 1
    WHERE statement.statement_id IN (SELECT disputed.statement_id FROM statement_act AS disputed WHERE act = 'disputed')
      AND ${concerns}
    ORDER BY last.act = 'disputed' AND newer.statement_id IS NULL DESC, last.acted_at DESC, statement.statement_id LIMIT ${DISPUTES_MAX}`
  const items = await Promise.all(
    rows.map(async (row): Promise<StatementDispute> => ({
      statementId: encodeId('stm', row.statement_id),
      merchant: { zh: row.merchant_zh, en: row.merchant_en },
      day: row.city_day,
      version: row.version,
      state: stateOf({ last: row.last_act, isLatest: row.is_latest }),
      fen: Number(row.fen),
      acts: await readActs(sql, row.statement_id),
    })),
  )
  return { items }
}
