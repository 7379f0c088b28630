import { Type, type Static } from '@sinclair/typebox'

import { CityDay, Count, Instant, MilligramsText, Nullable, OperatorId, SceneId, WireId } from './primitives'
import { RideRow, Verdict } from './push'

const { rideNo, revision, scene, status, distanceMeters, operatorMilligrams } = RideRow.properties

/**
 * One ride of an operator's book: one JSON object a line, without card and without places. `verdict` is what the row that stands was
 * answered, `accepted` when left out: what was not kept is expected not to be here.
 */
export const BookRow = Type.Object(
  {
    rideNo,
    revision,
    scene,
    status,
    distanceMeters,
    operatorMilligrams,
    verdict: Type.Optional(Verdict.properties.verdict),
  },
  { additionalProperties: false },
)
export type BookRow = Static<typeof BookRow>

/** Rides that count or would; rides taken back; rides that neither side has kept. */
export const BookStanding = Type.Union([
  Type.Literal('complete'),
  Type.Literal('takenBack'),
  Type.Literal('notKept'),
])

/** A sum is null where it was not told of every ride, or is of rides that earn nothing. */
const BookTotals = Type.Object({
  rides: Count,
  distanceMeters: Nullable(Type.String({ pattern: '^\\d{1,20}$', description: 'metres as decimal digits' })),
  reductionMilligrams: Nullable(MilligramsText),
})

export const BookFigure = Type.Object({
  sceneId: SceneId,
  status: BookStanding,
  theirs: BookTotals,
  ours: BookTotals,
  /** Of ours: trips another channel told too, which count there and are in no run of this operator. */
  otherChannel: Type.Object({ rides: Count, reductionMilligrams: MilligramsText }),
})
export type BookFigure = Static<typeof BookFigure>

export const BookBreakKind = Type.Union([
  Type.Literal('missingHere'),
  Type.Literal('missingThere'),
  Type.Literal('differs'),
])
export type BookBreakKind = Static<typeof BookBreakKind>

const BookValue = Nullable(Type.Union([Type.Integer(), Type.String()]))

export const BookDifference = Type.Object({
  field: Type.Union([
    Type.Literal('scene'),
    Type.Literal('status'),
    Type.Literal('revision'),
    Type.Literal('distanceMeters'),
    Type.Literal('reductionMilligrams'),
  ]),
  theirs: BookValue,
  ours: BookValue,
})
export type BookDifference = Static<typeof BookDifference>

export const BookBreak = Type.Object({
  breakNo: Type.Integer({ minimum: 1 }),
  kind: BookBreakKind,
  /** 1-based line of the book; null where the book does not have the ride. */
  line: Nullable(Type.Integer({ minimum: 1 })),
  /** 32 hex digits; null where we do not have the ride. */
  rideKey: Nullable(Type.String({ pattern: '^[0-9a-f]{32}$' })),
  sceneId: SceneId,
  status: BookStanding,
  /** What is told differently; of a ride missing there, what we hold of it. */
  fields: Type.Array(BookDifference),
})
export type BookBreak = Static<typeof BookBreak>
/** `next` is the break to ask after for more. */
export const BookBreakPage = Type.Object({
  items: Type.Array(BookBreak),
  next: Nullable(Type.Integer({ minimum: 1 })),
})
export type BookBreakPage = Static<typeof BookBreakPage>

/** A run whose window was over when the book was compared, as it stood then. */
const BookRun = Type.Object({
  runId: WireId('run'),
  sceneId: SceneId,
  runNo: Type.Integer({ minimum: 1 }),
  state: Type.String(),
  rides: Count,
  reductionMilligrams: MilligramsText,
})

/** An operator's book of one day against ours; it never changes. */
export const Reconciliation = Type.Object({
  reconciliationId: Type.String(),
  operatorId: OperatorId,
  operatorDay: CityDay,
  /** The one scene the book is of; null when it is of all. */
  sceneId: Nullable(SceneId),
  /** Our side is as it stood then. */
  comparedAt: Instant,
  rows: Count,
  /** Not one break. */
  isEqual: Type.Boolean(),
  breaks: Type.Object({ missingHere: Count, missingThere: Count, differs: Count }),
  /** How many of them are in the list and in the file. */
  breaksListed: Count,
  breaksKeptUntil: Instant,
  figures: Type.Array(BookFigure),
  runs: Type.Array(BookRun),
  /** Of the file, as RFC 9530 writes it. */
  fileDigest: Type.String({ pattern: '^sha-256=:[A-Za-z0-9+/]{43}=:$' }),
})
export type Reconciliation = Static<typeof Reconciliation>
