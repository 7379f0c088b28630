import build from 'fast-json-stringify'
import type { FastifySchema, FastifySerializerCompiler } from 'fastify'

type Write = (answer: unknown) => string

const writers = new WeakMap<object, Write>()

/**
 * Compiles how an answer is written from its schema, once a process: routes share most schemas with each other, and services of one process all
 * of them. `compileSchemaCheck` is its counterpart for what comes in.
 */
export const compileAnswerWriter: FastifySerializerCompiler<FastifySchema> = ({ schema }) => {
  const known = writers.get(schema)
  if (known) return known
  const write: Write = build(schema)
  writers.set(schema, write)
  return write
}
