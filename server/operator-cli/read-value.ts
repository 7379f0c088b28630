import { FormatRegistry, type Static, type TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
FormatRegistry.Set('date-time', (text) => RFC_3339.test(text))

/** A value read from outside: itself where it fits the schema, else the place of its first fault. */
export const readValue = <T extends TSchema>(
  schema: T,
  value: unknown,
): { readonly value: Static<T> } | { readonly fault: string } => {
  if (Value.Check(schema, value)) return { value }
  const fault = Value.Errors(schema, value).First()
  return { fault: `${fault?.path ?? ''}: ${fault?.message ?? 'of another form'}` }
}

/** A JSON text as a value, undefined where it is none. */
export const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
