import type { Statement, StatementDue } from '#contract'
import type { Queryable } from '#server/platform/index'

import { linesByPage, presentLine, type LinesOf } from './statement-lines'

/** What a JSON file begins with. */
export type FileHead = { readonly statement: Statement } | { readonly due: StatementDue }

/** The statement, or what a sponsor owes of it, and all its lines as the text of one JSON object, piece by piece. */
export async function* jsonOf(sql: Queryable, of: LinesOf, head: FileHead): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},\n"lines":[`
  let separator = '\n'
  for await (const rows of linesByPage(sql, of)) {
    yield separator + rows.map((row) => JSON.stringify(presentLine(row))).join(',\n')
    separator = ',\n'
  }
  yield ']}\n'
}
