import { refuse, type Refusal, type SerialBlock, type SerialBlockPage } from '#contract'
import { decodeId } from '#domain/id'
import type { Dependencies, MemberPrincipal, Queryable } from '#server/platform/index'

interface BlockRow {
  serial_from: bigint
  serial_to: bigint
  operator_zh: string
  operator_en: string
  operator_day: string
  run_no: number
  code: string
}

/** Serials that came by steps of a turning back, as (run_id, part), a range each; those of a run that follow on are one. */
export const blocksOf = (sql: Queryable, stepIds: readonly string[]) => sql`
  SELECT run_id, unnest(range_agg(int8range(serial_from, serial_to, '[]'))) AS part
  FROM ledger_transfer JOIN serial_move USING (transfer_id)
  WHERE kind = 'points-turned-back' AND cause_id = ANY (${[...stepIds]}::text[]::uuid[]) GROUP BY run_id`

/** The blocks after a serial, in order, so many at most. */
export const readBlocks = async (
  sql: Queryable,
  stepIds: readonly string[],
  { after, limit }: { after: bigint; limit: number },
): Promise<SerialBlock[]> => {
  const rows = await sql<BlockRow[]>`
    SELECT lower(part) AS serial_from, upper(part) - 1 AS serial_to, operator.name_zh AS operator_zh, operator.name_en AS operator_en,
      run.operator_day::text, run.run_no, methodology.code
    FROM (${blocksOf(sql, stepIds)}) AS block JOIN run USING (run_id) JOIN operator USING (operator_no) JOIN methodology USING (methodology_no)
    WHERE lower(part) > ${String(after)}::bigint ORDER BY lower(part) LIMIT ${limit}`
  return rows.map((row) => ({
    from: String(row.serial_from),
    to: String(row.serial_to),
    operator: { zh: row.operator_zh, en: row.operator_en },
    operatorDay: row.operator_day,
    runNo: row.run_no,
    methodologyCode: row.code,
  }))
}

/** Every serial that came by one of the institution's own turnings back, page by page. Refuses request.not-found. */
export const listSerials = async (
  { sql }: Pick<Dependencies, 'sql'>,
  { institutionId }: MemberPrincipal,
  { turnBackId, after, limit }: { turnBackId: string; after: bigint; limit: number },
): Promise<SerialBlockPage | Refusal> => {
  const steps = await sql<{ turn_back_id: string }[]>`
    SELECT step.turn_back_id FROM turn_back AS first JOIN turn_back AS step USING (institution_id, request_key)
    WHERE first.turn_back_id = ${decodeId('tbk', turnBackId) ?? null} AND institution_id = ${institutionId}`
  if (steps.length === 0) return refuse('request.not-found')
  const stepIds = steps.map(({ turn_back_id: id }) => id)
  const items = await readBlocks(sql, stepIds, { after, limit })
  return { items, next: items.length < limit ? null : (items.at(-1)?.from ?? null) }
}
