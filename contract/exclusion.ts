import { Type, type Static } from '@sinclair/typebox'
import { CityDay, Instant, Nullable, WireId } from './primitives'
import { SiteKey } from './project'

const Scheme = Type.Union([Type.Literal('ets'), Type.Literal('ccer'), Type.Literal('other')])
const Reasons = Type.String({ minLength: 2, maxLength: 500, pattern: '\\S' })

/** A site another market or scheme counts, from a day on and, where that is known, before a day. */
export const ExclusionRequest = Type.Object(
  {
    scheme: Scheme,
    schemeName: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
    siteKey: SiteKey,
    from: CityDay,
    to: Nullable(CityDay),
    source: Reasons,
  },
  { additionalProperties: false },
)
export type ExclusionRequest = Static<typeof ExclusionRequest>

export const ExclusionEnding = Type.Object({ to: CityDay, reasons: Reasons }, { additionalProperties: false })
export type ExclusionEnding = Static<typeof ExclusionEnding>

export const Exclusion = Type.Object({
  entryId: WireId('exc'),
  scheme: Scheme,
  schemeName: Type.String(),
  siteKey: SiteKey,
  from: CityDay,
  to: Nullable(CityDay),
  source: Type.String(),
  enteredBy: Type.String(),
  enteredByName: Type.String(),
  enteredAt: Instant,
  ended: Nullable(
    Type.Object({ by: Type.String(), byName: Type.String(), at: Instant, reasons: Type.String() }),
  ),
})
export type Exclusion = Static<typeof Exclusion>
export const ExclusionList = Type.Object({ items: Type.Array(Exclusion) })
export type ExclusionList = Static<typeof ExclusionList>

/** Who changed the list, when and how, from the chained log of actions; the newest first. */
export const ExclusionLog = Type.Object({
  items: Type.Array(
    Type.Object({
      at: Instant,
      actor: Type.String(),
      action: Type.String(),
      entryId: Type.String(),
      detail: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
})
export type ExclusionLog = Static<typeof ExclusionLog>
