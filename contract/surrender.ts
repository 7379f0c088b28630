import { Type, type Static } from '@sinclair/typebox'

import { CityMonth, Cursor, Instant, MilligramsText, Nullable, WireId } from './primitives'

/** Milligrams to hand over, and the year of the quota they are handed over against. */
export const SurrenderRequest = Type.Object(
  {
    complianceYear: Type.Integer({ minimum: 2021, maximum: 2199 }),
    milligrams: Type.String({ pattern: '^[1-9]\\d{0,17}$' }),
  },
  { additionalProperties: false },
)
export type SurrenderRequest = Static<typeof SurrenderRequest>

/** Serials that follow on, as decimal digits, and the report of a project that made them; null: made by a run of rides. */
export const SurrenderedBlock = Type.Object({
  from: Type.String(),
  to: Type.String(),
  month: CityMonth,
  project: Nullable(Type.Object({ projectId: WireId('prj'), reportNo: Type.Integer({ minimum: 1 }) })),
})
export type SurrenderedBlock = Static<typeof SurrenderedBlock>

/** Reductions cancelled for ever against a quota. */
export const Surrender = Type.Object({
  surrenderId: WireId('sur'),
  complianceYear: Type.Integer(),
  milligrams: MilligramsText,
  surrenderedAt: Instant,
  serials: Type.Array(SurrenderedBlock),
})
export type Surrender = Static<typeof Surrender>

/** `free`: what could be surrendered now. `barred`: of a class that may be, but a project is suspended or another scheme counts its site. */
export const SurrenderPage = Type.Object({
  freeMilligrams: MilligramsText,
  barredMilligrams: MilligramsText,
  items: Type.Array(Surrender),
  nextCursor: Nullable(Cursor),
})
export type SurrenderPage = Static<typeof SurrenderPage>
