import { FormatRegistry, Kind, type TSchema } from '@sinclair/typebox'
import { TypeCompiler } from '@sinclair/typebox/compiler'
import { Value } from '@sinclair/typebox/value'
import type { FastifySchema, FastifySchemaCompiler } from 'fastify'

/** RFC 3339 with an offset; whether the moment exists is decided by the domain's parser. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/
if (!FormatRegistry.Has('date-time')) FormatRegistry.Set('date-time', (text) => DATE_TIME.test(text))

/** A request that does not fit its schema. `where` is a JSON pointer into the request: /body/…, /query/…, /params/…. */
export class SchemaMismatch extends Error {
  constructor(readonly where: string) {
    super(`The request does not fit its schema at ${where}.`)
    this.name = 'SchemaMismatch'
  }
}

/**
 * Validates by the TypeBox schemas themselves. Bodies are taken as sent, never coerced or trimmed; query, path and
 * header values are texts, so numbers and booleans in them are converted first.
 */
export const compileSchemaCheck: FastifySchemaCompiler<FastifySchema> = ({ schema, httpPart }) => {
  if (!isTypeBox(schema)) throw new Error('Request schemas are TypeBox schemas.')
  const check = TypeCompiler.Compile(schema)
  const part = httpPart === 'querystring' ? 'query' : (httpPart ?? 'body')
  return (input: unknown) => {
    const value = part === 'body' ? input : Value.Convert(schema, input)
    if (check.Check(value)) return { value }
    const path = check.Errors(value).First()?.path ?? ''
    return { error: new SchemaMismatch(`/${part}${path}`) }
  }
}

function isTypeBox(schema: unknown): schema is TSchema {
  return typeof schema === 'object' && schema !== null && Kind in schema
}
