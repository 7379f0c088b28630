import { Type, type Static } from '@sinclair/typebox'

import { CityDay, CityMonth, Count, Name, Nullable } from './primitives'
import { SiteKey } from './project'

/** What a verdict on a project rests on beside its reports: its readings month by month, and what the exclusion list says of its site. */
export const ProjectEvidence = Type.Object({
  /** Of each meter, measure and day the highest revision; `quantity` in the unit of the measure, decimal digits. */
  months: Type.Array(
    Type.Object({ month: CityMonth, measure: Type.String(), days: Count, quantity: Type.String() }),
  ),
  /** Entries that name the site, whatever their days. */
  exclusions: Type.Array(
    Type.Object({
      scheme: Type.Union([Type.Literal('ets'), Type.Literal('ccer'), Type.Literal('other')]),
      siteKey: SiteKey,
      from: CityDay,
      to: Nullable(CityDay),
    }),
  ),
  /** Why it could not be credited for the period of its record as things stand now; null: nothing speaks against it. */
  refusal: Nullable(Type.Object({ code: Type.String(), message: Name })),
})
export type ProjectEvidence = Static<typeof ProjectEvidence>
