import { FormatRegistry, Kind, type TSchema } from '@sinclair/typebox'
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler'
import { Value } from '@sinclair/typebox/value'
import type { FastifySchema, FastifySchemaCompiler } from 'fastify'

import { parseInstant } from '#domain/calendar'

/** RFC 3339 with an offset that is in use somewhere (at most 14 hours), in years both JavaScript and PostgreSQL write with four digits. */
const DATE_TIME =
  /^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)$/
/**
 * Whether the text is a moment that exists: no 30 February and no second 60, which a Date cannot hold though PostgreSQL takes it. Every
 * month has 28 days; the calendar is asked for the few beyond, because a push brings two moments a ride.
 */
const isInstant = (text: string): boolean =>
  DATE_TIME.test(text) && (Number(text.slice(8, 10)) <= 28 || typeof parseInstant(text) !== 'string')
if (!FormatRegistry.Has('date-time')) FormatRegistry.Set('date-time', isInstant)

/** A request that does not fit its schema. `where` is a JSON pointer into the request: /body/…, /query/…, /params/…. */
export class SchemaMismatch extends Error {
  constructor(readonly where: string) {
    super(`The request does not fit its schema at ${where}.`)
    this.name = 'SchemaMismatch'
  }
}

/** Compiled once a process: routes share schemas, and services of one process all of them. */
const checks = new WeakMap<TSchema, TypeCheck<TSchema>>()

/**
 * Validates by the TypeBox schemas themselves. Bodies are taken as sent, never coerced or trimmed; query, path and
 * header values are texts, so numbers and booleans in them are converted first.
 */
export const compileSchemaCheck: FastifySchemaCompiler<FastifySchema> = ({ schema, httpPart }) => {
  if (!isTypeBox(schema)) throw new Error('Request schemas are TypeBox schemas.')
  const check = checks.get(schema) ?? TypeCompiler.Compile(countingCharacters(schema))
  checks.set(schema, check)
  const part = httpPart === 'querystring' ? 'query' : (httpPart ?? 'body')
  return (input: unknown) => {
    const value = part === 'body' ? input : Value.Convert(schema, input)
    const path = check.Check(value) ? unwrittenIn(value) : (check.Errors(value).First()?.path ?? '')
    if (path === undefined) return { value }
    return { error: new SchemaMismatch(`/${part}${path}`) }
  }
}

/**
 * The same schema, whose `minLength` and `maxLength` count characters as JSON Schema and PostgreSQL do (code points), not the halves of them
 * that JavaScript counts: one emoji is one. A text that has a format is plain ASCII and stays as it is.
 */
const countingCharacters = <T>(schema: T): T => {
  if (Array.isArray(schema)) return schema.map(countingCharacters) as T
  if (typeof schema !== 'object' || schema === null || schema instanceof RegExp) return schema
  const copy = Object.fromEntries(
    Reflect.ownKeys(schema).map((key) => [key, countingCharacters(Reflect.get(schema, key))]),
  )
  return (isCountedText(copy) ? withLengthFormat(copy) : copy) as T
}

interface CountedText {
  readonly minLength?: number
  readonly maxLength?: number
}

const isCountedText = (schema: object): schema is CountedText =>
  isTypeBox(schema) &&
  schema[Kind] === 'String' &&
  schema['format'] === undefined &&
  (schema['minLength'] !== undefined || schema['maxLength'] !== undefined)

/** TypeBox asks a format by its name, so every pair of lengths is one. */
const withLengthFormat = ({ minLength = 0, maxLength = Infinity, ...rest }: CountedText): object => {
  const format = `characters ${minLength} to ${maxLength}`
  if (!FormatRegistry.Has(format))
    FormatRegistry.Set(format, (text) => {
      // Halves are never fewer than characters and never more than twice as many, so most texts are not walked.
      if (text.length < minLength || text.length > 2 * maxLength) return false
      if (text.length >= 2 * minLength && text.length <= maxLength) return true
      const characters = [...text].length
      return characters >= minLength && characters <= maxLength
    })
  return { ...rest, format }
}

/**
 * What nobody types: controls but for tab and line ends, marks that turn a line's direction round, halves of surrogates, and what Unicode
 * keeps from being a character. NUL no text column keeps, others no spreadsheet opens, and others make a name read as another.
 */
const UNWRITTEN =
  // eslint-disable-next-line no-control-regex -- they are what is meant
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uD800-\uDFFF\p{Noncharacter_Code_Point}]/u

/** Whether none of it is in any text of a value that did not come as a request, such as the claims of a mandate. */
export const isWritten = (value: unknown): boolean => unwrittenIn(value) === undefined

/** Where a text holds one of them. */
const unwrittenIn = (value: unknown, path = ''): string | undefined => {
  if (typeof value === 'string') return UNWRITTEN.test(value) ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = UNWRITTEN.test(key) ? path : unwrittenIn(inner, `${path}/${key}`)
    if (found !== undefined) return found
  }
  return undefined
}

function isTypeBox(schema: unknown): schema is TSchema {
  return typeof schema === 'object' && schema !== null && Kind in schema
}
