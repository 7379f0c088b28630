import { Type, type Static } from '@sinclair/typebox'
import { OtherHolding } from './points'
import {
  CityDay,
  CityMonth,
  Count,
  Cursor,
  Instant,
  Meters,
  Milligrams,
  Name,
  Nullable,
  OperatorId,
  SceneId,
  WireId,
} from './primitives'

/**
 * received → quantified at intake; the rest follows its issuance run. refused: the same trip as another record, which counts in
 * its place. withdrawn: by the operator.
 */
export const RideState = Type.Union([
  Type.Literal('quantified'),
  Type.Literal('settled'),
  Type.Literal('reported'),
  Type.Literal('verified'),
  Type.Literal('confirmed'),
  Type.Literal('issued'),
  Type.Literal('refused'),
  Type.Literal('withdrawn'),
])
export type RideState = Static<typeof RideState>

export const RideSummary = Type.Object({
  rideId: WireId('ride'),
  sceneId: SceneId,
  operatorId: OperatorId,
  boardedAt: Instant,
  /** e.g. 莘庄; null when not told or already dropped. */
  from: Nullable(Type.String()),
  to: Nullable(Type.String()),
  distanceMeters: Nullable(Meters),
  reductionMilligrams: Milligrams,
  state: RideState,
})
export type RideSummary = Static<typeof RideSummary>

export const RidePage = Type.Object({
  month: CityMonth,
  rides: Type.Array(RideSummary),
  nextCursor: Nullable(Cursor),
  /** Totals of the whole month under the same filter, not only of this page. */
  totalRides: Count,
  issuedMilligrams: Milligrams,
  pendingMilligrams: Milligrams,
})
export type RidePage = Static<typeof RidePage>

export const RideStep = Type.Object({
  step: Type.Union([
    Type.Literal('received'),
    Type.Literal('checked'),
    Type.Literal('settled'),
    Type.Literal('reported'),
    Type.Literal('verified'),
    Type.Literal('confirmed'),
    Type.Literal('issued'),
    Type.Literal('refused'),
    Type.Literal('withdrawn'),
  ]),
  /** When it happened; null when it is still to come. */
  at: Nullable(Instant),
  /** When it is due at the latest, if it is still to come and known. */
  dueAt: Nullable(Instant),
})
export type RideStep = Static<typeof RideStep>

export const Appeal = Type.Object({
  appealId: WireId('apl'),
  rideId: WireId('ride'),
  reason: Type.Union([
    Type.Literal('wrongDistance'),
    Type.Literal('notMine'),
    Type.Literal('refusedWrongly'),
    Type.Literal('other'),
  ]),
  text: Type.String(),
  /** Heard first, and once more by somebody else if it was dismissed. */
  stage: Type.Union([Type.Literal('first'), Type.Literal('review')]),
  state: Type.Union([Type.Literal('open'), Type.Literal('upheld'), Type.Literal('dismissed')]),
  openedAt: Instant,
  answerDueAt: Instant,
  answer: Nullable(Type.String()),
  answeredAt: Nullable(Instant),
})
export type Appeal = Static<typeof Appeal>

/** The same for the resident whose it is: about which of her rides, and what she can do next. */
export const MyAppeal = Type.Intersect([
  Appeal,
  Type.Object({
    ride: Type.Pick(RideSummary, ['sceneId', 'boardedAt', 'from', 'to', 'distanceMeters']),
    /** Nothing now, ask for the review (the same call again), or turn to somebody outside. */
    recourse: Type.Union([Type.Literal('none'), Type.Literal('review'), Type.Literal('outside')]),
    /** Until when the review can be asked for, while it can. */
    reviewUntil: Nullable(Instant),
  }),
])
export type MyAppeal = Static<typeof MyAppeal>

export const AppealRequest = Type.Object(
  {
    reason: Appeal.properties.reason,
    text: Type.String({ maxLength: 500 }),
  },
  { additionalProperties: false },
)
export type AppealRequest = Static<typeof AppealRequest>
export const AppealList = Type.Object({ items: Type.Array(MyAppeal) })
export type AppealList = Static<typeof AppealList>

export const RideDetail = Type.Object({
  ride: RideSummary,
  operator: Name,
  instrument: Nullable(Type.Object({ maskedNumber: Type.String(), issuer: Name })),
  alightedAt: Nullable(Instant),
  operatorDay: CityDay,
  steps: Type.Array(RideStep),
  /** Why it was refused or withdrawn: a code of the catalogue and its words; null otherwise. */
  refusal: Nullable(Type.Object({ code: Type.String(), message: Name, next: Name })),
  /** What the operator said when it withdrew the ride after its window, and what was taken back for it; null otherwise. */
  withdrawal: Nullable(
    Type.Object({
      reason: Type.String(),
      at: Instant,
      /** When it was taken back; null while that is still to come. */
      takenAt: Nullable(Instant),
      /** Of reductions she held. */
      reductionMilligrams: Milligrams,
      /** Of points she had not spent. */
      points: Count,
      /** What later credits give back, at most half of each; what is still open of it. */
      laterMilligrams: Milligrams,
    }),
  ),
  /** The record of the same trip that counts in its place; null for a ride that was not merged, or when that one is gone. */
  mergedInto: Nullable(RideSummary),
  /** The sum itself: quantity × factor = reduction, floored once to the milligram. */
  sum: Type.Object({
    methodologyCode: Type.String(),
    methodologyVersion: Type.Integer(),
    methodologyName: Name,
    quantity: Type.Integer(),
    quantityUnit: Type.Union([Type.Literal('metre'), Type.Literal('boarding')]),
    factor: Type.Integer(),
    factorUnit: Type.Union([Type.Literal('microgramPerMetre'), Type.Literal('milligramPerBoarding')]),
    reductionMilligrams: Milligrams,
    /** What the factor is the difference of, in its unit: emitted otherwise, less emitted this way. Null where only it was published. */
    factorParts: Nullable(Type.Object({ baseline: Type.Integer(), project: Type.Integer() })),
    baseline: Nullable(Name),
    /** How the factor came about, in words; never part of the sum. */
    derivation: Nullable(Name),
    source: Name,
  }),
  runId: Nullable(WireId('run')),
  appeal: Nullable(MyAppeal),
})
export type RideDetail = Static<typeof RideDetail>

export const Home = Type.Object({
  /** All that was issued to her, by rides and by projects, less what withdrawn rides had brought: using it takes nothing off. */
  issuedMilligrams: Milligrams,
  /** Of it, what projects of hers brought. */
  projectMilligrams: Milligrams,
  /** Of all that was issued, what she still holds. */
  balanceMilligrams: Milligrams,
  /** Of what she holds, what may become points today. */
  convertibleMilligrams: Milligrams,
  /** The rest of what she holds. */
  notConvertible: Type.Array(OtherHolding),
  /** Quantified, not yet issued. */
  pendingMilligrams: Milligrams,
  month: CityMonth,
  monthIssuedMilligrams: Milligrams,
  monthPendingMilligrams: Milligrams,
  monthRides: Count,
  /** Twelve city months up to this one, oldest first, issued and pending. */
  trend: Type.Array(
    Type.Object({ month: CityMonth, issuedMilligrams: Milligrams, pendingMilligrams: Milligrams }),
  ),
  byScene: Type.Array(
    Type.Object({
      sceneId: SceneId,
      rides: Count,
      issuedMilligrams: Milligrams,
      pendingMilligrams: Milligrams,
    }),
  ),
  latestRides: Type.Array(RideSummary),
  instruments: Count,
  consentsGranted: Count,
})
export type Home = Static<typeof Home>
