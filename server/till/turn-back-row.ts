import { refuse, type Refusal, type TurnBack, type TurnBackPage } from '#contract'
import { decodeId, encodeId } from '#domain/id'
import type { Dependencies, MemberPrincipal, Queryable } from '#server/platform/index'

import { blocksOf, readBlocks } from './turn-back-serials'

/** Each has blocks of serials of its own. */
const TURN_BACKS_A_PAGE = 10

/** So many blocks come with a turning back; it may have thousands. */
const BLOCKS_SHOWN = 60

interface TurnBackRow {
  turn_back_id: string
  points: bigint
  turned_back_at: Date
  vouchers: number
  steps: string[]
}

interface SourceRow {
  month: string
  code: string
  version: number
  name: { zh: string; en: string }
  milligrams: bigint
  blocks: number
}

/** Select list and table of a TurnBackRow, an act with all its steps under the id of its first; a condition on `first` follows. */
const selectTurnBack = (sql: Queryable) => sql`
  SELECT first.turn_back_id, first.turned_back_at, act.points, act.steps,
    (SELECT count(*)::int FROM redemption WHERE redemption.turn_back_id = ANY (act.steps)) AS vouchers
  FROM turn_back AS first
  CROSS JOIN LATERAL (SELECT sum(points)::bigint AS points, array_agg(turn_back_id) AS steps FROM turn_back AS step
    WHERE step.institution_id = first.institution_id AND step.request_key = first.request_key) AS act`

const presentTurnBack = async (sql: Queryable, row: TurnBackRow): Promise<TurnBack> => {
  const sources = await sql<SourceRow[]>`
    SELECT to_char(run.operator_day, 'YYYY-MM') AS month, code, version, definition->'name' AS name,
      sum(upper(part) - lower(part))::bigint AS milligrams, count(*)::int AS blocks
    FROM (${blocksOf(sql, row.steps)}) AS block JOIN run USING (run_id) JOIN methodology USING (methodology_no)
    GROUP BY 1, methodology.methodology_no ORDER BY 1, code, version`
  return {
    turnBackId: encodeId('tbk', row.turn_back_id),
    points: Number(row.points),
    vouchers: row.vouchers,
    turnedBackAt: row.turned_back_at.toISOString(),
    sources: sources.map(({ month, code, version, name, milligrams }) => ({
      month,
      methodology: { code, version, name },
      milligrams: String(milligrams),
    })),
    blocks: sources.reduce((sum, { blocks }) => sum + blocks, 0),
    serials: await readBlocks(sql, row.steps, { after: -1n, limit: BLOCKS_SHOWN }),
  }
}

/** What was turned back under a request key so far. */
export const readTurnBack = async (
  sql: Queryable,
  { institutionId, requestKey }: { institutionId: string; requestKey: string },
): Promise<TurnBack> => {
  const [row] = await sql<TurnBackRow[]>`${selectTurnBack(sql)}
    WHERE first.institution_id = ${institutionId} AND first.request_key = ${requestKey} AND first.step_no = 1`
  if (row === undefined) throw new Error('a turn-back that was just made is gone')
  return presentTurnBack(sql, row)
}

/** What an institution turned back so far, the latest first, 10 a page. Refuses request.invalid for a cursor that is not ours. */
export const listTurnBacks = async (
  { sql }: Pick<Dependencies, 'sql'>,
  { institutionId }: MemberPrincipal,
  cursor: string | undefined,
): Promise<TurnBackPage | Refusal> => {
  const before = cursor === undefined ? null : decodeId('tbk', cursor)
  if (before === undefined) return refuse('request.invalid', '/query/cursor')
  const rows = await sql<TurnBackRow[]>`
    ${selectTurnBack(sql)} WHERE first.institution_id = ${institutionId} AND first.step_no = 1
      AND (${before}::uuid IS NULL OR first.turn_back_id < ${before}::uuid)
    ORDER BY first.turn_back_id DESC LIMIT ${TURN_BACKS_A_PAGE + 1}`
  const page = rows.slice(0, TURN_BACKS_A_PAGE)
  const last = rows.length > TURN_BACKS_A_PAGE ? page.at(-1) : undefined
  return {
    items: await Promise.all(page.map((row) => presentTurnBack(sql, row))),
    nextCursor: last === undefined ? null : encodeId('tbk', last.turn_back_id),
  }
}
