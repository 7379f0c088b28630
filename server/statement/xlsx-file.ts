import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'

import ExcelJS from 'exceljs'

import type { Queryable } from '#server/platform/index'

import { cellsOf, COLUMNS, totalOf, type FileOf } from './file-columns'
import { linesByPage } from './statement-lines'

/**
 * The statement as a workbook of one sheet, written while it is read. Its cells are those of the CSV file, amounts as numbers; texts are
 * texts there and need no apostrophe. The archive notes when it was packed, so the digest is of the CSV file.
 */
export const xlsxOf = (sql: Queryable, statement: FileOf & { madeAt: Date }): Readable => {
  const out = new PassThrough()
  write(sql, statement, out).catch((error: unknown) =>
    out.destroy(error instanceof Error ? error : undefined),
  )
  return out
}

const write = async (
  sql: Queryable,
  statement: FileOf & { madeAt: Date },
  out: PassThrough,
): Promise<void> => {
  const { madeAt: created } = statement
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true })
  Object.assign(book, { created, modified: created, creator: 'Suitan', lastModifiedBy: 'Suitan' })
  const sheet = book.addWorksheet('对账单', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = COLUMNS.map(({ name, title, width }) => ({ key: name, header: title, width }))
  sheet.getRow(1).font = { bold: true }
  for await (const rows of linesByPage(sql, statement)) {
    for (const row of rows) sheet.addRow([...cellsOf(row, statement.day)]).commit()
    await roomIn(out)
  }
  const total = sheet.addRow([...totalOf(statement)])
  total.font = { bold: true }
  total.commit()
  await book.commit()
}

/** The workbook's writer does not wait for a slow reader, so this does; a reader who has gone is waited for no more. */
const roomIn = async (out: PassThrough): Promise<void> => {
  if (out.destroyed) throw new Error('whoever asked for the workbook has gone')
  if (out.writableNeedDrain) await Promise.race([once(out, 'drain'), once(out, 'close')])
}
