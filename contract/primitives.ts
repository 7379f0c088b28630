import { Type, type TSchema } from '@sinclair/typebox'

/** Ids on the wire: a three or four letter prefix, an underscore, 26 characters of Crockford base 32. */
export const WireId = (prefix: string) =>
  Type.String({ pattern: `^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`, description: `id of kind ${prefix}` })

/** RFC 3339 with offset. */
export const Instant = Type.String({ format: 'date-time', description: 'RFC 3339 with offset' })
/** A day of Asia/Shanghai, YYYY-MM-DD, of the years the service reckons with. */
export const CityDay = Type.String({
  pattern: '^(20[2-9]|21\\d)\\d-\\d{2}-\\d{2}$',
  description: 'day of Asia/Shanghai, 2020–2199',
})
/** A month of Asia/Shanghai, YYYY-MM, of the same years. */
export const CityMonth = Type.String({
  pattern: '^(20[2-9]|21\\d)\\d-(0[1-9]|1[0-2])$',
  description: 'month of Asia/Shanghai, 2020–2199',
})
/** Whole milligrams CO2e of one person or ride: a safe integer. */
export const Milligrams = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'mg CO2e',
})
/** Whole milligrams CO2e summed over a city: decimal digits, may pass 2^53. */
export const MilligramsText = Type.String({
  pattern: '^\\d{1,20}$',
  description: 'mg CO2e as decimal digits',
})
export const Meters = Type.Integer({ minimum: 0, maximum: 10_000_000, description: 'metres' })
export const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
export const SceneId = Type.String({
  pattern: '^[a-z][a-z0-9-]{1,31}$',
  description: 'metro, bus, bike, ferry, …',
})
export const OperatorId = Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$', description: 'carrier company' })
export const Name = Type.Object({ zh: Type.String(), en: Type.String() })

/** Something an eye sees, on one line. */
const WRITTEN = '[^\\s\\u00AD\\u200B-\\u200F\\u2060\\u3164\\uFEFF]'
export const ONE_LINE = `^[^\\t\\n\\r\\u2028\\u2029]*${WRITTEN}[^\\t\\n\\r\\u2028\\u2029]*$`
/** Something an eye sees, on as many lines as it takes. */
export const SOME_LINES = WRITTEN

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const Cursor = Type.String({ maxLength: 200 })
