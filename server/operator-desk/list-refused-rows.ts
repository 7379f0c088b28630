import { refusalWords, type RefusedRowList } from '#contract'
import type { Queryable } from '#server/platform/index'

const PUSHES_MAX = 10
const ROWS_OF_PUSH_MAX = 5

interface RowOfRefusal {
  push_id: string
  line: number
  field: string | null
  refused_at: Date
}

/**
 * Rows refused for one reason, the newest push first: five of each of the last ten pushes that had any. Rows older than ninety days are
 * forgotten, and then there are none.
 */
export const listRefusedRows = async (
  sql: Queryable,
  { operatorNo, code }: { readonly operatorNo: number; readonly code: string },
): Promise<RefusedRowList> => {
  const rows = await sql<RowOfRefusal[]>`
    SELECT refused.push_id, line, field, refused_at
    FROM (
      SELECT push_id, received_at FROM push
      WHERE operator_no = ${operatorNo} AND EXISTS (
        SELECT FROM push_tally AS tally
        WHERE tally.operator_no = push.operator_no AND tally.push_id = push.push_id AND tally.code = ${code})
      ORDER BY received_at DESC, push_id LIMIT ${PUSHES_MAX}
    ) AS newest
    CROSS JOIN LATERAL (
      SELECT push_id, line, field, refused_at FROM row_refusal
      WHERE operator_no = ${operatorNo} AND push_id = newest.push_id AND code = ${code}
      ORDER BY line LIMIT ${ROWS_OF_PUSH_MAX}
    ) AS refused
    ORDER BY received_at DESC, refused.push_id, line`
  return {
    code,
    ...refusalWords(code),
    items: rows.map(({ push_id, line, field, refused_at }) => ({
      pushId: push_id,
      line,
      field,
      refusedAt: refused_at.toISOString(),
    })),
  }
}
