import { refuse, type Refusal, type Surrender, type SurrenderedBlock, type SurrenderPage } from '#contract'
import { decodeId, encodeId } from '#domain/id'
import { mayBeSurrendered } from '#domain/surrender'
import type { Dependencies, MemberPrincipal, Queryable } from '#server/platform/index'

import { surrenderableOf } from './surrenderable'

interface SurrenderRow {
  surrender_id: string
  compliance_year: number
  reduction_milligrams: bigint
  surrendered_at: Date
}

const A_PAGE = 20

/** The surrender made under a request key; undefined when there is none. */
export const readSurrender = async (
  sql: Queryable,
  { institutionId, requestKey }: { institutionId: string; requestKey: string },
): Promise<Surrender | undefined> => {
  const [row] = await sql<SurrenderRow[]>`
    ${selectSurrender(sql)} WHERE institution_id = ${institutionId} AND request_key = ${requestKey}`
  return row === undefined ? undefined : present(sql, row)
}

/**
 * What an institution could surrender now, what it could not for its sites or suspended projects, and what it surrendered, the latest
 * first, 20 a page. Refuses request.invalid for a cursor that is not ours.
 */
export const listSurrenders = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  { institutionId }: MemberPrincipal,
  cursor: string | undefined,
): Promise<SurrenderPage | Refusal> => {
  const before = cursor === undefined ? null : decodeId('sur', cursor)
  if (before === undefined) return refuse('request.invalid', '/query/cursor')
  const rows = await sql<SurrenderRow[]>`
    ${selectSurrender(sql)} WHERE institution_id = ${institutionId} AND (${before}::uuid IS NULL OR surrender_id < ${before}::uuid)
    ORDER BY surrender_id DESC LIMIT ${A_PAGE + 1}`
  const page = rows.slice(0, A_PAGE)
  const last = rows.length > A_PAGE ? page.at(-1) : undefined
  const { parts, entries } = await surrenderableOf(sql, { institutionId, now: clock.now() })
  const lengthOf = (isFree: boolean): bigint =>
    parts
      .filter((part) => mayBeSurrendered(part, entries) === isFree)
      .reduce((sum, { serials }) => sum + (serials.to - serials.from + 1n), 0n)
  return {
    freeMilligrams: String(lengthOf(true)),
    barredMilligrams: String(lengthOf(false)),
    items: await Promise.all(page.map((row) => present(sql, row))),
    nextCursor: last === undefined ? null : encodeId('sur', last.surrender_id),
  }
}

const selectSurrender = (sql: Queryable) => sql`
  SELECT surrender_id, compliance_year, reduction_milligrams, surrendered_at FROM surrender`

const present = async (sql: Queryable, row: SurrenderRow): Promise<Surrender> => ({
  surrenderId: encodeId('sur', row.surrender_id),
  complianceYear: row.compliance_year,
  milligrams: String(row.reduction_milligrams),
  surrenderedAt: row.surrendered_at.toISOString(),
  serials: await blocksOf(sql, row.surrender_id),
})

interface BlockRow {
  serial_from: bigint
  serial_to: bigint
  month: string
  project_id: string | null
  report_no: number | null
}

/** The serials that went with it, those that follow on as one. */
const blocksOf = async (sql: Queryable, surrenderId: string): Promise<SurrenderedBlock[]> => {
  const rows = await sql<BlockRow[]>`
    SELECT lower(part) AS serial_from, upper(part) - 1 AS serial_to, month, project_id, report_no
    FROM (
      SELECT to_char(coalesce(issued.city_month, date_trunc('month', run.operator_day)), 'YYYY-MM') AS month, project_id, report_no,
        unnest(range_agg(int8range(move.serial_from, move.serial_to, '[]'))) AS part
      FROM ledger_transfer JOIN serial_move AS move USING (transfer_id)
      LEFT JOIN project_issuance AS issued ON issued.issuance_id = move.run_id LEFT JOIN run ON run.run_id = move.run_id
      WHERE kind = 'surrender' AND cause_id = ${surrenderId}
      GROUP BY 1, project_id, report_no
    ) AS block ORDER BY serial_from`
  return rows.map((row) => ({
    from: String(row.serial_from),
    to: String(row.serial_to),
    month: row.month,
    project:
      row.project_id === null || row.report_no === null
        ? null
        : { projectId: encodeId('prj', row.project_id), reportNo: row.report_no },
  }))
}
