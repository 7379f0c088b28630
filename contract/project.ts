import { Type, type Static } from '@sinclair/typebox'
import { CityDay, CityMonth, Count, Instant, MilligramsText, Name, Nullable, WireId } from './primitives'
import { Problem } from './problem'

export const ProjectKind = Type.String({
  pattern: '^[a-z][a-z0-9-]{1,31}$',
  description: 'distributed-pv, …: a kind some methodology for projects is of',
})
const MeterNo = Type.String({ pattern: '^[A-Za-z0-9-]{4,32}$' })
const MeasureName = Type.String({
  pattern: '^[a-z][A-Za-z0-9]{1,31}$',
  description: 'as the methodology names it',
})
const Words = Type.String({ minLength: 2, maxLength: 2000, pattern: '\\S' })

/** By what a site is known; see the glossary. */
export const SiteKeyKind = Type.Union([
  Type.Literal('gridAccount'),
  Type.Literal('landParcel'),
  Type.Literal('meter'),
  Type.Literal('creditCode'),
  Type.Literal('projectNo'),
])
export const SiteKey = Type.Object(
  { kind: SiteKeyKind, value: Type.String({ minLength: 4, maxLength: 64, pattern: '^[A-Za-z0-9 -]+$' }) },
  { additionalProperties: false },
)
export type SiteKey = Static<typeof SiteKey>

/** City days from `from` on, before `to`. */
export const ProjectPeriod = Type.Object({ from: CityDay, to: CityDay }, { additionalProperties: false })
export type ProjectPeriod = Static<typeof ProjectPeriod>

/** What an applicant says of a project, with the period of its first reduction. */
export const ProjectRecord = Type.Object(
  {
    kind: ProjectKind,
    name: Type.String({ minLength: 2, maxLength: 80, pattern: '\\S' }),
    address: Type.String({ minLength: 2, maxLength: 200, pattern: '\\S' }),
    size: Type.Integer({
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'in the unit of the methodology: W, m²',
    }),
    startDay: Type.String({
      pattern: '^(19|20|21)\\d{2}-\\d{2}-\\d{2}$',
      description: 'day it began to work: grid connection; day of Asia/Shanghai',
    }),
    siteKeys: Type.Array(SiteKey, { minItems: 1, maxItems: 100 }),
    meters: Type.Array(
      Type.Object({ meterNo: MeterNo, measure: MeasureName }, { additionalProperties: false }),
      { minItems: 1, maxItems: 100 },
    ),
    otherScheme: Nullable(
      Type.String({ minLength: 1, maxLength: 80, description: 'a scheme it takes part in already' }),
    ),
    entrustmentIds: Type.Array(WireId('ent'), {
      maxItems: 100,
      uniqueItems: true,
      description: 'of the owners who entrust the applicant; empty when it applies for itself',
    }),
    pusherId: Nullable(WireId('org')),
    period: ProjectPeriod,
  },
  { additionalProperties: false },
)
export type ProjectRecord = Static<typeof ProjectRecord>

export const ProjectRequest = Type.Object({ record: ProjectRecord }, { additionalProperties: false })
export type ProjectRequest = Static<typeof ProjectRequest>

export const ProjectState = Type.Union(
  (
    [
      'draft',
      'applied',
      'returned',
      'review',
      'refused',
      'withdrawn',
      'crediting',
      'tracking',
      'suspended',
      'ended',
    ] as const
  ).map((state) => Type.Literal(state)),
)
export type ProjectState = Static<typeof ProjectState>

/** Measure → sum in its unit, decimal digits. */
const Totals = Type.Record(Type.String(), Type.String())

/** The reduction of one period. */
export const ProjectReport = Type.Object({
  reportNo: Type.Integer({ minimum: 1 }),
  period: ProjectPeriod,
  methodology: Type.Object({ code: Type.String(), version: Type.Integer({ minimum: 1 }) }),
  readings: Count,
  totals: Totals,
  reductionMilligrams: MilligramsText,
  evidenceDigest: Type.String({ description: 'SHA-256, hex: what people sign' }),
  state: Type.Union([
    Type.Literal('handedIn'),
    Type.Literal('verified'),
    Type.Literal('issued'),
    Type.Literal('returned'),
  ]),
  handedInAt: Instant,
  dueAt: Nullable(Instant),
  returnedReasons: Nullable(Type.String()),
  issued: Nullable(
    Type.Object({
      issuedAt: Instant,
      cityMonth: CityMonth,
      methodologyClass: Type.String(),
      serialFrom: Type.String(),
      serialTo: Type.String(),
    }),
  ),
})
export type ProjectReport = Static<typeof ProjectReport>

export const ProjectSummary = Type.Object({
  projectId: WireId('prj'),
  kind: ProjectKind,
  name: Type.String(),
  applicant: Type.Union([Type.Literal('person'), Type.Literal('institution'), Type.Literal('entrusted')]),
  state: ProjectState,
  openedAt: Instant,
  dueAt: Nullable(Instant),
})
export type ProjectSummary = Static<typeof ProjectSummary>
export const ProjectList = Type.Object({ items: Type.Array(ProjectSummary) })
export type ProjectList = Static<typeof ProjectList>

export const Project = Type.Object({
  ...ProjectSummary.properties,
  round: Type.Integer({ minimum: 0 }),
  record: ProjectRecord,
  reports: Type.Array(ProjectReport),
  /** What staff found while it ran, and why it was suspended or ended. */
  findings: Type.Array(
    Type.Object({
      kind: Type.Union([
        Type.Literal('tracked'),
        Type.Literal('suspended'),
        Type.Literal('resumed'),
        Type.Literal('ended'),
      ]),
      words: Type.String(),
      at: Instant,
    }),
  ),
  closedReasons: Nullable(Type.String()),
})
export type Project = Static<typeof Project>

/** The same as staff read it. */
export const StaffProject = Type.Object({
  ...Project.properties,
  institution: Nullable(Name),
  /** What the two bodies sign in a review: record and first report in one, SHA-256, hex; null before the first round. */
  reviewDigest: Nullable(Type.String()),
  signatures: Type.Array(
    Type.Object({
      reportNo: Type.Integer({ minimum: 1 }),
      act: Type.Union([Type.Literal('review'), Type.Literal('issue')]),
      staffId: Type.String(),
      name: Type.String(),
      role: Type.String(),
      verdict: Type.Union([Type.Literal('approve'), Type.Literal('refuse')]),
      words: Type.String(),
      signedAt: Instant,
    }),
  ),
  /** Whoever suspended it, while it is: another person resumes it. */
  suspendedBy: Nullable(Type.Object({ staffId: Type.String(), name: Type.String() })),
})
export type StaffProject = Static<typeof StaffProject>

/** A person's verdict on a project and its first reduction. `digest`: the reviewDigest she read. */
export const ProjectVerdictRequest = Type.Object(
  {
    verdict: Type.Union([Type.Literal('approve'), Type.Literal('refuse')]),
    words: Words,
    digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  { additionalProperties: false },
)
export type ProjectVerdictRequest = Static<typeof ProjectVerdictRequest>

/** A person's name under the issuing of a report. `digest`: the evidenceDigest she read. */
export const ProjectIssueRequest = Type.Object(
  { digest: Type.String({ pattern: '^[0-9a-f]{64}$' }) },
  { additionalProperties: false },
)
export type ProjectIssueRequest = Static<typeof ProjectIssueRequest>

export const ProjectWordsRequest = Type.Object({ words: Words }, { additionalProperties: false })
export type ProjectWordsRequest = Static<typeof ProjectWordsRequest>

/** What is late: the next step of an application, or the verification of a report. */
export const OverdueProjects = Type.Object({
  items: Type.Array(
    Type.Object({
      projectId: WireId('prj'),
      reportNo: Nullable(Type.Integer({ minimum: 1 })),
      owes: Type.Union([Type.Literal('check'), Type.Literal('review'), Type.Literal('verification')]),
      dueAt: Instant,
    }),
  ),
})
export type OverdueProjects = Static<typeof OverdueProjects>

/** One line of a push of readings: what a meter counted on one city day. Unknown keys are refused. */
export const ReadingRow = Type.Object(
  {
    meterNo: MeterNo,
    measure: MeasureName,
    day: CityDay,
    quantity: Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'in the unit of the measure: Wh',
    }),
    revision: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
  },
  { additionalProperties: false },
)
export type ReadingRow = Static<typeof ReadingRow>

export const ReadingVerdict = Type.Object({
  line: Type.Integer({ minimum: 1 }),
  verdict: Type.Union([
    Type.Literal('accepted'),
    Type.Literal('duplicate'),
    Type.Literal('conflict'),
    Type.Literal('rejected'),
  ]),
  code: Type.Optional(Type.String({ description: 'code of the refusal catalogue' })),
  field: Type.Optional(Type.String()),
})
export type ReadingVerdict = Static<typeof ReadingVerdict>

export const ReadingsOutcome = Type.Object({
  projectId: WireId('prj'),
  pushId: Type.String(),
  receivedAt: Instant,
  rows: Count,
  counts: Type.Object({ accepted: Count, duplicate: Count, conflict: Count, rejected: Count }),
  verdicts: Type.Array(ReadingVerdict),
})
export type ReadingsOutcome = Static<typeof ReadingsOutcome>

/** The owner of a site lets an institution apply for it. */
export const EntrustmentRequest = Type.Object(
  { institutionId: WireId('org'), siteKey: SiteKey },
  { additionalProperties: false },
)
export type EntrustmentRequest = Static<typeof EntrustmentRequest>
export const Entrustment = Type.Object({
  entrustmentId: WireId('ent'),
  institution: Name,
  siteKey: SiteKey,
  grantedAt: Instant,
  endedAt: Nullable(Instant),
})
export type Entrustment = Static<typeof Entrustment>
export const EntrustmentList = Type.Object({ items: Type.Array(Entrustment) })
export type EntrustmentList = Static<typeof EntrustmentList>

/** Those that live, as the institution sees them that is entrusted; whose site it is, it knows from its owner. */
export const ReceivedEntrustmentList = Type.Object({
  items: Type.Array(Type.Omit(Entrustment, ['institution', 'endedAt'])),
})
export type ReceivedEntrustmentList = Static<typeof ReceivedEntrustmentList>

/** What a period would come to if it were handed in now, and what would be said to it. Nothing is kept by asking. */
export const ProjectOutlook = Type.Object({
  period: ProjectPeriod,
  readings: Count,
  totals: Totals,
  reductionMilligrams: MilligramsText,
  /** The months of the period that have readings. */
  months: Type.Array(Type.Object({ month: CityMonth, readings: Count, totals: Totals })),
  /** Why it would not be taken as things stand; null when it would. */
  refusal: Nullable(Type.Omit(Problem, ['requestId', 'where'])),
})
export type ProjectOutlook = Static<typeof ProjectOutlook>

/** Methodologies for projects as kept: whole records. */
export const ProjectMethodologyList = Type.Object({
  items: Type.Array(
    Type.Object({ code: Type.String(), version: Type.Integer() }, { additionalProperties: true }),
  ),
})
export type ProjectMethodologyList = Static<typeof ProjectMethodologyList>
