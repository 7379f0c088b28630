import { TypeCompiler } from '@sinclair/typebox/compiler'

import { BookRow, refuse, type Refusal } from '#contract'
import { countMembers, scanLine, type LineShape } from '#server/intake/index'

import { BOOK_LIMITS } from './limits'

const schema = TypeCompiler.Compile(BookRow)
const shape: LineShape = { depth: 0, members: 0, hasPoint: false }
const FIELDS: ReadonlySet<string> = new Set(Object.keys(BookRow.properties).map((name) => `/${name}`))

/**
 * Reads the line `bytes[from, to)` (valid UTF-8, no line feed) as one ride of a book. Refuses `reconciliation.line-invalid` with the
 * line and, where it is one field's fault, that field; a stranger's key is not repeated.
 */
export const parseBookRow = (bytes: Buffer, from: number, to: number, line: number): BookRow | Refusal => {
  const refused = (field = ''): Refusal => refuse('reconciliation.line-invalid', `line ${line}${field}`)
  if (to - from > BOOK_LIMITS.lineBytesMax) return refused()
  scanLine(bytes, from, to, shape)
  // Whole numbers only, as written too; and nothing of a book is nested.
  if (shape.depth !== 1 || shape.hasPoint) return refused()
  const value = parsed(bytes.toString('utf8', from, to))
  if (typeof value !== 'object' || value === null || countMembers(value) !== shape.members) return refused()
  if (schema.Check(value)) return Object.is(value.distanceMeters, -0) ? refused(' /distanceMeters') : value
  const path = schema.Errors(value).First()?.path ?? ''
  return refused(FIELDS.has(path) ? ` ${path}` : '')
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
