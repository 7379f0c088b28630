import { Type, type Static } from '@sinclair/typebox'
import {
  CityDay,
  Count,
  Instant,
  Milligrams,
  MilligramsText,
  Nullable,
  OperatorId,
  SceneId,
  WireId,
} from './primitives'

/**
 * One row of a push: one JSON object a line. Unknown keys are refused. `revision` 0 is the first sending; a correction names
 * the same (operatorDay, rideNo) with a higher one. `operatorMilligrams` is the operator's own figure: ours is recomputed and
 * a difference is a named break.
 */
export const RideRow = Type.Object(
  {
    rideNo: Type.String({ minLength: 1, maxLength: 64, pattern: '^[\\x21-\\x7e]+$' }),
    operatorDay: CityDay,
    revision: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
    scene: SceneId,
    subject: Type.Object(
      {
        scheme: Type.String({
          pattern: '^[a-z][a-z0-9-]{1,31}$',
          description: 'e.g. sptcc-card, metro-code, bike-user',
        }),
        value: Type.String({ minLength: 4, maxLength: 64 }),
      },
      { additionalProperties: false },
    ),
    board: Type.Object(
      {
        at: Instant,
        station: Type.Optional(Type.String({ maxLength: 64 })),
        line: Type.Optional(Type.String({ maxLength: 32 })),
      },
      { additionalProperties: false },
    ),
    alight: Type.Optional(
      Type.Object(
        {
          at: Instant,
          station: Type.Optional(Type.String({ maxLength: 64 })),
          line: Type.Optional(Type.String({ maxLength: 32 })),
        },
        { additionalProperties: false },
      ),
    ),
    distanceMeters: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
    distanceSource: Type.Optional(
      Type.Union([Type.Literal('network'), Type.Literal('gps'), Type.Literal('meter')]),
    ),
    fareFen: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
    medium: Type.Optional(Type.Union([Type.Literal('card'), Type.Literal('qr'), Type.Literal('app')])),
    status: Type.Union([
      Type.Literal('complete'),
      Type.Literal('entry-only'),
      Type.Literal('exit-only'),
      Type.Literal('refunded'),
      Type.Literal('voided'),
    ]),
    operatorMilligrams: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    reason: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        pattern: '\\S',
        description:
          'why a ride is taken back, in words for its resident; needed once its window is over, allowed with refunded and voided only',
      }),
    ),
  },
  { additionalProperties: false },
)
export type RideRow = Static<typeof RideRow>

export const Verdict = Type.Object({
  /** 1-based line of the push. */
  line: Type.Integer({ minimum: 1 }),
  verdict: Type.Union([
    Type.Literal('accepted'),
    Type.Literal('duplicate'),
    Type.Literal('conflict'),
    Type.Literal('unmatched'),
    Type.Literal('rejected'),
    Type.Literal('tested'),
  ]),
  code: Type.Optional(Type.String({ description: 'code of the refusal catalogue' })),
  field: Type.Optional(Type.String()),
  /** Our recomputed figure when it differs from operatorMilligrams: a named break. */
  differs: Type.Optional(Milligrams),
})
export type Verdict = Static<typeof Verdict>

export const PushOutcome = Type.Object({
  pushId: Type.String(),
  operatorId: OperatorId,
  receivedAt: Instant,
  rows: Count,
  counts: Type.Object({
    accepted: Count,
    duplicate: Count,
    conflict: Count,
    unmatched: Count,
    rejected: Count,
    /** Rows of a scene in its system test or data connection: right, and not kept. */
    tested: Count,
  }),
  breaks: Count,
  /** One verdict for every row, in the order of the lines. */
  verdicts: Type.Array(Verdict),
})
export type PushOutcome = Static<typeof PushOutcome>

/** What an operator sees of an issuance run of its own. */
export const OperatorRun = Type.Object({
  runId: WireId('run'),
  sceneId: SceneId,
  operatorDay: CityDay,
  runNo: Type.Integer({ minimum: 1 }),
  state: Type.String(),
  rides: Count,
  reductionMilligrams: MilligramsText,
  returnedReason: Nullable(Type.String()),
})
export type OperatorRun = Static<typeof OperatorRun>
export const OperatorRunList = Type.Object({ items: Type.Array(OperatorRun) })
export type OperatorRunList = Static<typeof OperatorRunList>

/** The operator signs the day's total (the request itself is signed). Refused when it differs from ours. */
export const RunReportRequest = Type.Object(
  { rides: Count, reductionMilligrams: MilligramsText },
  { additionalProperties: false },
)
export type RunReportRequest = Static<typeof RunReportRequest>

/**
 * What an operator answers for: shortfalls of rides it withdrew after their window, by the last day on which it makes them up with equal
 * serials. Sums only; what its residents repay later is off them.
 */
export const OperatorGuarantee = Type.Object({
  milligrams: MilligramsText,
  items: Type.Array(Type.Object({ dueOn: CityDay, isOverdue: Type.Boolean(), milligrams: MilligramsText })),
})
export type OperatorGuarantee = Static<typeof OperatorGuarantee>
