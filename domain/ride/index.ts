/** Rides: what makes a record believable on its own, and when two records are one physical trip. */
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
