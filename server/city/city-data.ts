import { Type, type Static, type TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

import notices from './shanghai/notices.json'
import operators from './shanghai/operators.json'
import providers from './shanghai/providers.json'
import scenes from './shanghai/scenes.json'

const Words = Type.Object({ zh: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) })

const Scenes = Type.Array(
  Type.Object({
    sceneId: Type.String(),
    name: Words,
    quantityUnit: Type.Union([Type.Literal('metre'), Type.Literal('boarding'), Type.Literal('kilowatthour')]),
    distanceMetersMax: Type.Integer({ minimum: 1 }),
    disabledReason: Words,
    source: Type.String(),
  }),
)
const Operators = Type.Array(Type.Object({ operatorId: Type.String(), name: Words }))
const Providers = Type.Array(
  Type.Object({
    sceneId: Type.String(),
    operatorId: Type.String(),
    channelRank: Type.Integer({ minimum: 1 }),
    channel: Words,
  }),
)
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
} as const
