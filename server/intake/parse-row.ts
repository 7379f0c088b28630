import { TypeCompiler } from '@sinclair/typebox/compiler'

import { RideRow, type RefusalCode } from '#contract'
import { parseInstant } from '#domain/calendar'
import '#server/platform/index'

import { PUSH_LIMITS } from './limits'
import { countMembers, scanLine, type LineShape } from './scan-line'

/** Why a row is refused: a code of the catalogue and, where it is one field's fault, that field as a JSON pointer. */
export interface RowFault {
  readonly code: RefusalCode
  readonly field?: string
}

const schema = TypeCompiler.Compile(RideRow)
const shape: LineShape = { depth: 0, members: 0, hasPoint: false }

/**
 * Reads the line `bytes[from, to)` (valid UTF-8, no line feed) as one ride row. Refuses `row.malformed`, `row.too-deep`,
 * `row.duplicate-key`, `row.time-without-offset`, `row.distance-implausible` (a number no distance can be) and `row.field-invalid`.
 */
export function parseRow(bytes: Buffer, from: number, to: number): RideRow | RowFault {
  scanLine(bytes, from, to, shape)
  if (shape.depth > PUSH_LIMITS.depthMax) return { code: 'row.too-deep' }
  const text = bytes.toString('utf8', from, to)
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { code: 'row.malformed' }
  if (countMembers(value) !== shape.members) return { code: 'row.duplicate-key' }
  if (!schema.Check(value)) return schemaFault(value)
  return (shape.hasPoint ? fractionFault(text) : undefined) ?? value
}

export function isRowFault(row: RideRow | RowFault): row is RowFault {
  return 'code' in row
}

/**
 * A number that is no whole one as written, though reading it as a float made it one: 12345.00000000000000000001. JSON.parse has
 * lost it by then; a row holds whole numbers only, and its texts hold none of these patterns behind a bare colon.
 */
const FRACTION = /"(\w+)"\s*:\s*-?\d+(?:\.\d*[1-9]|(?:\.\d+)?[eE])/

function fractionFault(text: string): RowFault | undefined {
  const field = FRACTION.exec(text)?.[1]
  if (field === undefined) return undefined
  const code = field === 'distanceMeters' ? 'row.distance-implausible' : 'row.field-invalid'
  return { code, field: `/${field}` }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function schemaFault(value: object): RowFault {
  const error = schema.Errors(value).First()
  const path = error?.path ?? ''
  if (path === '/distanceMeters' && typeof error?.value === 'number') {
    return { code: 'row.distance-implausible', field: path }
  }
  if (
    path.endsWith('/at') &&
    typeof error?.value === 'string' &&
    parseInstant(error.value) === 'withoutOffset'
  ) {
    return { code: 'row.time-without-offset', field: path }
  }
  return { code: 'row.field-invalid', field: knownField(path) }
}

const KNOWN_FIELDS: ReadonlySet<string> = new Set(
  Object.entries(RideRow.properties).flatMap(([name, member]) => [
    `/${name}`,
    ...('properties' in member ? Object.keys(member.properties).map((inner) => `/${name}/${inner}`) : []),
  ]),
)

/** A key somebody gave a name in a program. Digits are left out: a phone number must not be kept as one. */
const PROGRAM_NAME = /^[A-Za-z]{1,32}$/

/**
 * A field we do not know is a stranger's text and may be a person's: it is named and kept where it looks like a programmer's word,
 * otherwise only the place it stands in.
 */
function knownField(path: string): string {
  if (KNOWN_FIELDS.has(path)) return path
  const last = path.lastIndexOf('/')
  const parent = path.slice(0, last)
  if ((parent === '' || KNOWN_FIELDS.has(parent)) && PROGRAM_NAME.test(path.slice(last + 1))) return path
  return KNOWN_FIELDS.has(parent) ? parent : '/'
}
