import { Type, type Static, type TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

import classUses from './shanghai/class-uses.json'
import notices from './shanghai/notices.json'
import operators from './shanghai/operators.json'
import providers from './shanghai/providers.json'
import referencePrice from './shanghai/reference-price.json'
import scenes from './shanghai/scenes.json'

const Words = Type.Object({ zh: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) })

const Scenes = Type.Array(
  Type.Object({
    sceneId: Type.String(),
    name: Words,
    kind: Type.Union([Type.Literal('reduction'), Type.Literal('behaviour')]),
    quantityUnit: Type.Union([Type.Literal('metre'), Type.Literal('boarding'), Type.Literal('kilowatthour')]),
    distanceMetersMax: Type.Integer({ minimum: 1 }),
    disabledReason: Words,
    source: Type.String(),
  }),
)
const Operators = Type.Array(
  Type.Object({
    operatorId: Type.String(),
    name: Words,
    /** Whose numbers it knows: their scheme and how they begin. The feed tells it no others. */
    instruments: Type.Array(
      Type.Object({
        scheme: Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' }),
        numberPrefix: Type.String(),
      }),
    ),
  }),
)
const Providers = Type.Array(
  Type.Object({
    sceneId: Type.String(),
    operatorId: Type.String(),
    channelRank: Type.Integer({ minimum: 1 }),
    channel: Words,
    /** The city's approval from before applications were kept here: its last city day where a document names it. Null: none, so apply. */
    approval: Type.Union([
      Type.Object({
        until: Type.Union([Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), Type.Null()]),
        source: Words,
        confidence: Type.Union([Type.Literal('C'), Type.Literal('S')]),
      }),
      Type.Null(),
    ]),
  }),
)
const ClassUses = Type.Array(
  Type.Object({
    class: Type.String(),
    use: Type.String(),
    validFrom: Type.String(),
    validTo: Type.Union([Type.String(), Type.Null()]),
    source: Type.String({ minLength: 1 }),
  }),
)
const ReferencePrice = Type.Object({ fenPerTonne: Type.Integer({ minimum: 1 }), source: Words })
const Notices = Type.Array(
  Type.Object({
    version: Type.String(),
    publishedAt: Type.String(),
    title: Words,
    paragraphs: Type.Array(Words, { minItems: 1 }),
  }),
)

const read = <T extends TSchema>(schema: T, value: unknown, file: string): Static<T> => {
  const problem = Value.Errors(schema, value).First()
  if (problem !== undefined) throw new Error(`${file}${problem.path}: ${problem.message}`)
  return value as Static<T>
}

export const CITY = {
  scenes: read(Scenes, scenes, 'scenes.json'),
  operators: read(Operators, operators, 'operators.json'),
  providers: read(Providers, providers, 'providers.json'),
  notices: read(Notices, notices, 'notices.json'),
  classUses: read(ClassUses, classUses, 'class-uses.json'),
} as const

/** What a tonne is worth on the exchange, for orientation. */
export const REFERENCE_PRICE = read(ReferencePrice, referencePrice, 'reference-price.json')
