/** Rides: what makes a record believable on its own, when two records are one physical trip, and how often one may object. */
export {
  decideAppeal,
  mayAnswer,
  recourseOf,
  reviewUntil,
  type AppealDecision,
  type AppealStage,
  type HeardAppeal,
  type Recourse,
} from './appeal'
export {
  BOARDING_TOLERANCE_MILLISECONDS,
  ENTRY_EXIT_TOLERANCE_MILLISECONDS,
  isSameTrip,
  resolveOverlaps,
  type OverlapKind,
  type OverlapRide,
} from './overlap'
export {
  rideFault,
  type IntakeLimits,
  type RideClaim,
  type RideFault,
  type SceneLimits,
} from './plausibility'
