import { Type, type Static } from '@sinclair/typebox'

import { CityDay, Count, Instant, Name, Nullable, OperatorId, SceneId, WireId } from './primitives'

const Reasons = Type.String({ minLength: 2, maxLength: 2000, pattern: '\\S' })

/** What an operator applies with: the methodology its scene is counted by, which codes and cards ride, and where its records come from. */
export const SceneRecord = Type.Object(
  {
    methodologyCode: Type.String({ minLength: 3, maxLength: 64, pattern: '^[A-Z0-9][A-Z0-9-]*$' }),
    channel: Type.Object(
      {
        zh: Type.String({ minLength: 2, maxLength: 120, pattern: '\\S' }),
        en: Type.String({ minLength: 2, maxLength: 240, pattern: '\\S' }),
      },
      { additionalProperties: false },
    ),
    /** How a ride comes to be recorded, and what keeps the record true. */
    dataSource: Type.String({ minLength: 2, maxLength: 2000, pattern: '\\S' }),
  },
  { additionalProperties: false },
)
export type SceneRecord = Static<typeof SceneRecord>

export const SceneApplicationRequest = Type.Object(
  {
    sceneId: SceneId,
    operatorId: OperatorId,
    mandate: Nullable(
      Type.String({
        minLength: 40,
        maxLength: 4096,
        description:
          "compact JWS, typ scene-mandate+jwt, of the operator's institution; null where it applies itself",
      }),
    ),
    record: SceneRecord,
  },
  { additionalProperties: false },
)
export type SceneApplicationRequest = Static<typeof SceneApplicationRequest>
export const SceneRecordRequest = Type.Object({ record: SceneRecord }, { additionalProperties: false })
export const SceneReasonsRequest = Type.Object({ reasons: Reasons }, { additionalProperties: false })
export const SceneExtensionRequest = Type.Object(
  { until: CityDay, reasons: Reasons },
  { additionalProperties: false },
)
export type SceneExtensionRequest = Static<typeof SceneExtensionRequest>

const Return = Type.Object(
  { verdict: Type.Literal('return'), reasons: Reasons },
  { additionalProperties: false },
)
/** One office's word on a round: an approval until a last city day, or a return to the applicant. */
export const SceneReviewRequest = Type.Union([
  Type.Object({ verdict: Type.Literal('approve'), until: CityDay }, { additionalProperties: false }),
  Return,
])
export type SceneReviewRequest = Static<typeof SceneReviewRequest>
/** One office's word on an extension: yes to the day that is asked for, or back to the applicant. */
export const SceneExtensionReviewRequest = Type.Union([
  Type.Object({ verdict: Type.Literal('approve') }, { additionalProperties: false }),
  Return,
])
export type SceneExtensionReviewRequest = Static<typeof SceneExtensionReviewRequest>
/** Of two channels that report one trip the lower rank wins. */
export const SceneConnectionRequest = Type.Object(
  { channelRank: Type.Integer({ minimum: 1, maximum: 99 }) },
  { additionalProperties: false },
)

export const SceneApplicationState = Type.Union([
  Type.Literal('draft'),
  Type.Literal('applied'),
  Type.Literal('returned'),
  Type.Literal('approved'),
  Type.Literal('testing'),
  Type.Literal('connecting'),
  Type.Literal('live'),
  Type.Literal('suspended'),
  Type.Literal('expired'),
  Type.Literal('withdrawn'),
])
export type SceneApplicationState = Static<typeof SceneApplicationState>

export const SceneApplicationSummary = Type.Object({
  applicationId: WireId('sca'),
  sceneId: SceneId,
  operatorId: OperatorId,
  /** `city`: approved before applications were kept here; nobody applied for it here. */
  applicant: Type.Object({
    kind: Type.Union([Type.Literal('operator'), Type.Literal('agent'), Type.Literal('city')]),
    institution: Nullable(Name),
  }),
  state: SceneApplicationState,
  round: Count,
  /** Last city day of the approval. */
  approvedUntil: Nullable(CityDay),
  /** End of the term that runs: the review's, the test's or the connection's. */
  dueAt: Nullable(Instant),
  openedAt: Instant,
})
export type SceneApplicationSummary = Static<typeof SceneApplicationSummary>
export const SceneApplicationList = Type.Object({ items: Type.Array(SceneApplicationSummary) })
export type SceneApplicationList = Static<typeof SceneApplicationList>

const Trial = Type.Object({
  phase: Type.Union([Type.Literal('test'), Type.Literal('connection')]),
  since: Instant,
  pushes: Count,
  /** Rows found right; nothing of them is kept. */
  tested: Count,
  rejected: Count,
  rowsMin: Count,
  verdict: Type.Union([Type.Literal('passed'), Type.Literal('rowsMissing'), Type.Literal('rowsFaulty')]),
})

/** An application as its applicant, and the operator's own institution, see it. */
export const SceneApplication = Type.Intersect([
  SceneApplicationSummary,
  Type.Object({
    record: Type.Record(Type.String(), Type.Unknown()),
    /** Where a day the city approved before is from; null for what was applied for here. */
    source: Nullable(Type.Record(Type.String(), Type.Unknown())),
    steps: Type.Array(
      Type.Object({
        action: Type.String(),
        state: SceneApplicationState,
        reasons: Nullable(Type.String()),
        occurredAt: Instant,
      }),
    ),
    /** The test or connection under way, from real pushes. */
    trial: Nullable(Trial),
    /** First city day on which an extension may be asked for. */
    extensionOpensOn: Nullable(CityDay),
    extensions: Type.Array(
      Type.Object({
        extensionNo: Count,
        until: CityDay,
        reasons: Type.String(),
        state: Type.Union([
          Type.Literal('asked'),
          Type.Literal('granted'),
          Type.Literal('returned'),
          Type.Literal('lapsed'),
        ]),
        askedAt: Instant,
        dueAt: Instant,
      }),
    ),
  }),
])
export type SceneApplication = Static<typeof SceneApplication>

/** The same as staff see it: with its rounds as handed in, the mandate and who said what. */
export const StaffSceneApplication = Type.Intersect([
  SceneApplication,
  Type.Object({
    mandate: Nullable(Type.Object({ jws: Type.String(), expiresAt: Instant })),
    rounds: Type.Array(
      Type.Object({
        round: Count,
        record: Type.Record(Type.String(), Type.Unknown()),
        recordDigest: Type.String({ description: 'SHA-256 of the canonical text, hex' }),
        submittedAt: Instant,
      }),
    ),
    reviews: Type.Array(
      Type.Object({
        act: Type.Union([Type.Literal('approve'), Type.Literal('extend')]),
        round: Count,
        office: Type.Union([Type.Literal('centre'), Type.Literal('exchange')]),
        staffId: Type.String(),
        name: Type.String(),
        until: Nullable(CityDay),
        reasons: Nullable(Type.String()),
        reviewedAt: Instant,
      }),
    ),
    /** Whoever suspended it, while it is: another person resumes it. */
    suspendedBy: Nullable(Type.Object({ staffId: Type.String(), name: Type.String() })),
  }),
])
export type StaffSceneApplication = Static<typeof StaffSceneApplication>
