import { createHash } from 'node:crypto'

import { stringify } from 'csv-stringify/sync'

import { harmlessText } from '#domain/statement'
import type { Queryable } from '#server/platform/index'

import { cellsOf, COLUMNS, totalOf, type Cell, type FileOf } from './file-columns'
import { linesByPage } from './statement-lines'

/** So that a spreadsheet reads UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * The statement as CSV (RFC 4180), piece by piece: UTF-8 with a byte order mark, rows ended by CR LF, titles first, one row a line, the
 * total last. The same version gives the same bytes at any time: they are what its digest is of.
 */
export async function* csvOf(sql: Queryable, statement: FileOf): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csv([COLUMNS.map(({ title }) => title)])
  for await (const rows of linesByPage(sql, statement))
    yield csv(rows.map((row) => cellsOf(row, statement.day)))
  yield csv([totalOf(statement)])
}

/** SHA-256 of the CSV file. */
export const digestOfCsv = async (sql: Queryable, statement: FileOf): Promise<Buffer> => {
  const hash = createHash('sha256')
  for await (const piece of csvOf(sql, statement)) hash.update(piece)
  return hash.digest()
}

const csv = (rows: readonly (readonly Cell[])[]): string =>
  stringify(
    rows.map((row) => row.map(asText)),
    { record_delimiter: 'windows' },
  )

/** A minus before an amount is no formula. */
const asText = (cell: Cell, column: number): Cell =>
  typeof cell === 'number' || COLUMNS[column]?.name === 'yuan' ? cell : harmlessText(cell)
