import { isUtf8 } from 'node:buffer'

import { TypeCompiler } from '@sinclair/typebox/compiler'

import { ReadingRow, refuse, type Refusal, type RefusalCode } from '#contract'
import { parseCityDay } from '#domain/calendar'
import type { Reading } from '#domain/project'
import { countMembers, scanLine, type LineShape } from '#server/intake/index'

/** What one push or file of readings may be. */
export const READING_LIMITS = { rowsMax: 10_000, lineBytesMax: 512, bodyBytesMax: 2 * 1024 * 1024 } as const

export interface LineFault {
  readonly code: RefusalCode
  readonly field?: string
}

const LINE_FEED = 0x0a
const schema = TypeCompiler.Compile(ReadingRow)
const FIELDS = new Set(Object.keys(ReadingRow.properties).map((name) => `/${name}`))

/**
 * The lines of a body of readings, each as a reading or what is wrong with it. Refuses push.empty, push.too-many-rows,
 * request.unsupported-media when it is not UTF-8.
 */
export const readLines = (body: Buffer): readonly (Reading | LineFault)[] | Refusal => {
  if (!isUtf8(body)) return refuse('request.unsupported-media', 'Content-Type')
  const lines: (Reading | LineFault)[] = []
  for (let from = 0; from < body.length;) {
    const feed = body.indexOf(LINE_FEED, from)
    const to = feed < 0 ? body.length : feed
    if (lines.length === READING_LIMITS.rowsMax) return refuse('push.too-many-rows')
    lines.push(readLine(body, from, to))
    from = to + 1
  }
  return lines.length === 0 ? refuse('push.empty') : lines
}

export const isLineFault = (line: Reading | LineFault): line is LineFault => 'code' in line

const readLine = (body: Buffer, from: number, to: number): Reading | LineFault => {
  if (to - from > READING_LIMITS.lineBytesMax) return { code: 'row.too-long' }
  const shape: LineShape = { depth: 0, members: 0, hasPoint: false }
  scanLine(body, from, to, shape)
  if (shape.depth > 1) return { code: 'row.too-deep' }
  const text = body.toString('utf8', from, to)
  const row = parseJson(text)
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return { code: 'row.malformed' }
  if (countMembers(row) !== shape.members) return { code: 'row.duplicate-key' }
  if (!schema.Check(row)) {
    const path = schema.Errors(row).First()?.path ?? ''
    // A field we do not know is a stranger's text and is not kept.
    return { code: 'row.field-invalid', field: FIELDS.has(path) ? path : '/' }
  }
  const day = parseCityDay(row.day)
  if (day === undefined) return { code: 'row.field-invalid', field: '/day' }
  // What was written with a point or an exponent is no whole number as it stands, whatever a float made of it.
  if (/:\s*-?\d+[.eE]/.test(text)) return { code: 'row.field-invalid', field: '/quantity' }
  const { meterNo, measure, quantity, revision = 0 } = row
  return { meterNo, measure, quantity, revision, day }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
