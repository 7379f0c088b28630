import { Type, type Static } from '@sinclair/typebox'
import {
  CityDay,
  Count,
  Instant,
  Meters,
  Milligrams,
  MilligramsText,
  Name,
  Nullable,
  OperatorId,
  SceneId,
  WireId,
} from './primitives'
import { RunLabelCount } from './anomaly'
import { Appeal } from './ride'

export const StaffRole = Type.Union([
  Type.Literal('centre'),
  Type.Literal('exchange'),
  Type.Literal('bureau'),
  Type.Literal('district'),
])
export type StaffRole = Static<typeof StaffRole>

export const StaffChallengeRequest = Type.Object(
  { staffId: Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' }) },
  { additionalProperties: false },
)
export type StaffChallengeRequest = Static<typeof StaffChallengeRequest>
/** The text to sign, byte for byte as UTF-8, with the staff member's own Ed25519 key. */
export const StaffChallenge = Type.Object({
  challengeId: Type.String(),
  text: Type.String(),
  expiresAt: Instant,
})
export type StaffChallenge = Static<typeof StaffChallenge>

export const StaffSessionRequest = Type.Object(
  {
    challengeId: Type.String({ maxLength: 64 }),
    signature: Type.String({
      minLength: 86,
      maxLength: 88,
      description: 'base64url of the 64-byte Ed25519 signature',
    }),
  },
  { additionalProperties: false },
)
export type StaffSessionRequest = Static<typeof StaffSessionRequest>
export const StaffSession = Type.Object({
  accessToken: Type.String(),
  accessTokenExpiresAt: Instant,
  staff: Type.Object({
    staffId: Type.String(),
    name: Type.String(),
    role: StaffRole,
    district: Nullable(Type.String()),
  }),
})
export type StaffSession = Static<typeof StaffSession>

export const RunState = Type.Union([
  Type.Literal('settled'),
  Type.Literal('reported'),
  Type.Literal('verified'),
  Type.Literal('confirmed'),
  Type.Literal('issued'),
  Type.Literal('returned'),
])
export type RunState = Static<typeof RunState>

/** An issuance run as staff see it. District staff get the figures of their district only. */
export const Run = Type.Object({
  runId: WireId('run'),
  operatorId: OperatorId,
  operator: Name,
  sceneId: SceneId,
  operatorDay: CityDay,
  runNo: Type.Integer({ minimum: 1 }),
  state: RunState,
  rides: Count,
  accounts: Count,
  reductionMilligrams: MilligramsText,
  settledAt: Instant,
  reportedAt: Nullable(Instant),
  verifiedAt: Nullable(Instant),
  confirmedAt: Nullable(Instant),
  issuedAt: Nullable(Instant),
  returnedReason: Nullable(Type.String()),
  /** How many different people have confirmed so far; two are needed. */
  confirmations: Type.Integer({ minimum: 0, maximum: 2 }),
  serialFrom: Nullable(MilligramsText),
  serialTo: Nullable(MilligramsText),
})
export type Run = Static<typeof Run>
export const RunList = Type.Object({ items: Type.Array(Run), nextCursor: Nullable(Type.String()) })
export type RunList = Static<typeof RunList>

/** Sample rides carry no person: an account key salted per run. Reading them is logged for the residents concerned. */
export const RunSampleRide = Type.Object({
  rideId: WireId('ride'),
  accountKey: Type.String(),
  boardedAt: Instant,
  distanceMeters: Nullable(Meters),
  reductionMilligrams: Milligrams,
})
export type RunSampleRide = Static<typeof RunSampleRide>

export const RunAnomaly = Type.Object({
  kind: Type.Union([
    Type.Literal('impossibleSpeed'),
    Type.Literal('tooManyRides'),
    Type.Literal('conflictingRows'),
    Type.Literal('operatorFigureDiffers'),
    Type.Literal('duplicateTrips'),
  ]),
  rides: Count,
  note: Name,
})
export type RunAnomaly = Static<typeof RunAnomaly>

export const RunDetail = Type.Object({
  run: Run,
  samples: Type.Array(RunSampleRide),
  anomalies: Type.Array(RunAnomaly),
  /** Rides marked by the rules in force on the day of the run, by rule; empty for a district. */
  labels: Type.Array(RunLabelCount),
  /** Result of the last replay from retained evidence; null before verification. */
  replay: Nullable(
    Type.Object({
      equal: Type.Boolean(),
      evidenceDigest: Type.String(),
      replayedMilligrams: MilligramsText,
      at: Instant,
    }),
  ),
  /** Why a confirmed run was not issued: it must be returned. Null for every other run. */
  issueFault: Nullable(Name),
  confirmedBy: Type.Array(
    Type.Object({ staffId: Type.String(), name: Type.String(), role: StaffRole, at: Instant }),
  ),
  byDistrict: Type.Array(
    Type.Object({ district: Type.String(), rides: Count, reductionMilligrams: MilligramsText }),
  ),
})
export type RunDetail = Static<typeof RunDetail>

export const ReturnRunRequest = Type.Object(
  { reason: Type.String({ minLength: 2, maxLength: 300 }) },
  { additionalProperties: false },
)
export type ReturnRunRequest = Static<typeof ReturnRunRequest>

export const StaffAppeal = Type.Intersect([
  Appeal,
  Type.Object({
    sceneId: SceneId,
    operator: Name,
    district: Type.String(),
    /** What is held about the ride: what an answer rests on. Stations are gone once its appeal period is over. */
    ride: Type.Object({
      boardedAt: Instant,
      alightedAt: Nullable(Instant),
      from: Nullable(Type.String()),
      to: Nullable(Type.String()),
      distanceMeters: Nullable(Meters),
      reductionMilligrams: Milligrams,
      /** False for one that was merged with another record or taken back by its operator. */
      counts: Type.Boolean(),
      runId: WireId('run'),
    }),
    overdue: Type.Boolean(),
    /** The answer that is reviewed; null for a first appeal. */
    firstAnswer: Nullable(Type.Object({ answer: Type.String(), answeredAt: Instant })),
    /** False for whoever gave the answer that is reviewed. */
    mayAnswer: Type.Boolean(),
  }),
])
export type StaffAppeal = Static<typeof StaffAppeal>
export const StaffAppealList = Type.Object({ items: Type.Array(StaffAppeal) })
export type StaffAppealList = Static<typeof StaffAppealList>

export const AppealAnswerRequest = Type.Object(
  {
    outcome: Type.Union([Type.Literal('upheld'), Type.Literal('dismissed')]),
    answer: Type.String({ minLength: 2, maxLength: 500 }),
  },
  { additionalProperties: false },
)
export type AppealAnswerRequest = Static<typeof AppealAnswerRequest>
