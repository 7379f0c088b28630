import { Type, type Static } from '@sinclair/typebox'
import { CityDay, Name, Nullable, SceneId } from './primitives'

/** What the official outline asks for beyond the sum; records from before the platform took applications have none. */
const MethodologyOutline = Type.Object({
  references: Type.Array(Name),
  terms: Type.Array(Type.Object({ term: Name, meaning: Name })),
  boundary: Name,
  additionality: Name,
  parameters: Type.Array(
    Type.Object({ symbol: Type.String(), name: Name, unit: Name, source: Name, monitored: Type.Boolean() }),
  ),
  author: Type.Object({ name: Name, creditCode: Nullable(Type.String()) }),
})

/**
 * A published methodology as the public reads it. Factors are integers with their unit in the name: µg per metre (97 g/km =
 * 97,000 µg/m) or mg per boarding.
 */
export const Methodology = Type.Object({
  code: Type.String(),
  version: Type.Integer({ minimum: 1 }),
  schemeId: Type.String(),
  sceneId: SceneId,
  class: Type.String(),
  name: Name,
  status: Type.Union([Type.Literal('published'), Type.Literal('disabled'), Type.Literal('retired')]),
  disabledReason: Nullable(Name),
  validFrom: CityDay,
  validTo: Nullable(CityDay),
  applicability: Name,
  baseline: Nullable(Name),
  formula: Nullable(
    Type.Union([
      Type.Object({ kind: Type.Literal('perMetre'), microgramsPerMeter: Type.Integer({ minimum: 1 }) }),
      Type.Object({ kind: Type.Literal('perBoarding'), milligramsPerBoarding: Type.Integer({ minimum: 1 }) }),
    ]),
  ),
  /** The figures as published: what would be emitted otherwise, what is emitted this way, and the net that is credited. */
  factors: Type.Array(
    Type.Object({
      role: Type.Union([Type.Literal('baseline'), Type.Literal('project'), Type.Literal('net')]),
      name: Name,
      value: Type.String(),
      unit: Name,
      source: Name,
    }),
  ),
  /** How the net figure came about, in words; never part of a sum. */
  derivation: Nullable(Name),
  monitoring: Name,
  exclusions: Type.Array(Name),
  uses: Type.Array(Type.String()),
  source: Name,
  confidence: Type.Union([Type.Literal('C'), Type.Literal('S'), Type.Literal('A'), Type.Literal('D')]),
  outline: Type.Optional(MethodologyOutline),
})
export type Methodology = Static<typeof Methodology>
export const MethodologyList = Type.Object({ items: Type.Array(Methodology) })
export type MethodologyList = Static<typeof MethodologyList>
