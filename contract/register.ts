import { Type, type Static } from '@sinclair/typebox'

import { CityDay, CityMonth, Count, Instant, MilligramsText, Name, Nullable, WireId } from './primitives'
import { ProjectKind, ProjectPeriod } from './project'
import { SceneProvider, SceneSummary } from './scene'

/** What became of an approval, as far as it is anybody's business: who may count, from when, and why not for a while. */
const SceneTurn = Type.Object({
  kind: Type.Union(
    (['approved', 'opened', 'extended', 'suspended', 'resumed', 'expired', 'withdrawn'] as const).map(
      (kind) => Type.Literal(kind),
    ),
  ),
  at: Instant,
  /** Last city day of the approval as it stood then. */
  until: Nullable(CityDay),
  /** The office's words on a suspension and its end; null for every other turn. */
  reasons: Nullable(Type.String()),
})

/** One approval of one operator, of today or of before. */
const SceneApproval = Type.Object({
  /** The number under which it is kept here; what a city document is called stands in `source`. */
  applicationId: WireId('sca'),
  operatorId: SceneProvider.properties.operatorId,
  name: Name,
  channel: Name,
  state: SceneProvider.properties.state,
  approvedOn: Nullable(CityDay),
  approvedUntil: Nullable(CityDay),
  /** The city's document behind an approval from before applications were kept here. */
  source: Nullable(Name),
  /** When rides of it counted, the latest first; null: open on that side. */
  periods: Type.Array(Type.Object({ from: Nullable(Instant), to: Nullable(Instant) })),
  history: Type.Array(SceneTurn),
})

/** A scene in the public register: as `/v1/scenes` has it, with every approval there is and was. */
export const SceneEntry = Type.Object({
  ...SceneSummary.properties,
  approvals: Type.Array(SceneApproval),
})
export type SceneEntry = Static<typeof SceneEntry>

const PublicProjectState = Type.Union(
  (['crediting', 'tracking', 'suspended', 'ended'] as const).map((state) => Type.Literal(state)),
)
export type PublicProjectState = Static<typeof PublicProjectState>

export const PublicProjectQuery = Type.Object({
  kind: Type.Optional(ProjectKind),
  state: Type.Optional(PublicProjectState),
  district: Type.Optional(Type.String({ minLength: 2, maxLength: 10 })),
  text: Type.Optional(
    Type.String({ minLength: 1, maxLength: 40, description: 'part of a name, an owner or a district' }),
  ),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
})

/**
 * A project that was approved, for anybody. Of one that touches a person – her own, or one her site is entrusted to – neither name nor words
 * are told and its size is rounded down to two digits; of no project an address, a site key or a meter.
 */
export const PublicProjectSummary = Type.Object({
  projectId: WireId('prj'),
  kind: ProjectKind,
  kindName: Name,
  applicant: Type.Union([Type.Literal('person'), Type.Literal('institution'), Type.Literal('entrusted')]),
  /** Null where a person could be known by it. */
  name: Nullable(Type.String()),
  /** The organisation that applied; null: a person did. */
  owner: Nullable(Name),
  /** The one district its address names; null where it names none or several. */
  district: Nullable(Type.String()),
  methodology: Type.Object({ code: Type.String(), version: Count }),
  size: Type.Object({
    value: Count,
    unit: Type.Union([Type.Literal('watt'), Type.Literal('squareMetre')]),
    isRounded: Type.Boolean(),
  }),
  /** Year in which it began to work: grid connection. */
  startYear: Type.Integer(),
  state: PublicProjectState,
  issuedMilligrams: MilligramsText,
})
export type PublicProjectSummary = Static<typeof PublicProjectSummary>

export const PublicProjectPage = Type.Object({
  items: Type.Array(PublicProjectSummary),
  /** Of all pages, under the same filter. */
  total: Count,
  nextCursor: Nullable(Type.String()),
})
export type PublicProjectPage = Static<typeof PublicProjectPage>

export const PublicProject = Type.Object({
  ...PublicProjectSummary.properties,
  /** Years between which it may be credited; no day of grid connection can be told from them. */
  creditable: Type.Object({ fromYear: Type.Integer(), toYear: Nullable(Type.Integer()) }),
  history: Type.Array(
    Type.Object({
      kind: Type.Union(
        (['approved', 'suspended', 'resumed', 'ended'] as const).map((kind) => Type.Literal(kind)),
      ),
      on: CityDay,
      /** Staff's words, of organisations only; a person is told hers alone. */
      reasons: Nullable(Type.String()),
    }),
  ),
  /** What was issued, one entry a report, the latest first. */
  issued: Type.Array(
    Type.Object({
      reportNo: Type.Integer({ minimum: 1 }),
      /** Null for a personal project: its first day is as a rule the day of grid connection. */
      period: Nullable(ProjectPeriod),
      /** First and last month with a day of the period. */
      months: Type.Object({ from: CityMonth, to: CityMonth }),
      methodology: Type.Object({ code: Type.String(), version: Count }),
      methodologyClass: Type.String(),
      cityMonth: CityMonth,
      reductionMilligrams: MilligramsText,
      serialFrom: Type.String(),
      serialTo: Type.String(),
      issuedOn: CityDay,
    }),
  ),
})
export type PublicProject = Static<typeof PublicProject>
