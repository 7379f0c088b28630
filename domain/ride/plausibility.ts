import { cityDayOf, type CityDay } from '#domain/calendar'

/** The parts of a ride row that can be judged without a database; times are instants, metres whole. */
export interface RideClaim {
  readonly operatorDay: CityDay
  readonly boardedAt: Date
  readonly alightedAt: Date | undefined
  readonly distanceMeters: number | undefined
  readonly complete: boolean
}

export interface SceneLimits {
  readonly quantityUnit: 'metre' | 'boarding'
  readonly distanceMetersMax: number
}

export interface IntakeLimits {
  readonly now: Date
  /** Clocks of gates and phones run a little ahead. */
  readonly futureToleranceMilliseconds: number
  /** Oldest operator day still taken in. */
  readonly oldestDay: CityDay
}

export type RideFault =
  | { readonly code: 'row.time-in-future'; readonly field: string }
  | { readonly code: 'row.time-order'; readonly field: string }
  | { readonly code: 'row.day-mismatch'; readonly field: string }
  | { readonly code: 'row.day-too-old'; readonly field: string }
  | { readonly code: 'row.incomplete'; readonly field: string }
  | { readonly code: 'row.distance-implausible'; readonly field: string }

/** A ride may not last longer than a day: no gate keeps a trip open beyond its service day. */
const RIDE_MILLISECONDS_MAX = 24 * 3_600_000

const timeFault = (claim: RideClaim, limits: IntakeLimits): RideFault | undefined => {
  const latest = limits.now.getTime() + limits.futureToleranceMilliseconds
  if (claim.boardedAt.getTime() > latest) return { code: 'row.time-in-future', field: '/board/at' }
  if (claim.alightedAt && claim.alightedAt.getTime() > latest)
    return { code: 'row.time-in-future', field: '/alight/at' }
  if (claim.alightedAt) {
    const lasted = claim.alightedAt.getTime() - claim.boardedAt.getTime()
    if (lasted < 0 || lasted > RIDE_MILLISECONDS_MAX) return { code: 'row.time-order', field: '/alight/at' }
  }
  if (cityDayOf(claim.boardedAt) !== claim.operatorDay)
    return { code: 'row.day-mismatch', field: '/operatorDay' }
  if (claim.operatorDay < limits.oldestDay) return { code: 'row.day-too-old', field: '/operatorDay' }
  return undefined
}

/**
 * What is wrong with a ride on its own, or undefined: times, then completeness, then metres. A scene counted in metres needs
 * both ends and a distance from 1 m to its limit; a boarding needs neither, but a distance it does give must be believable.
 */
export const rideFault = (
  claim: RideClaim,
  scene: SceneLimits,
  limits: IntakeLimits,
): RideFault | undefined => {
  const byTime = timeFault(claim, limits)
  if (byTime) return byTime
  if (!claim.complete) return { code: 'row.incomplete', field: '/status' }
  const metered = scene.quantityUnit === 'metre'
  if (metered && !claim.alightedAt) return { code: 'row.incomplete', field: '/alight' }
  const { distanceMeters } = claim
  const implausible: RideFault = { code: 'row.distance-implausible', field: '/distanceMeters' }
  if (distanceMeters === undefined) return metered ? implausible : undefined
  const least = metered ? 1 : 0
  const believable =
    Number.isSafeInteger(distanceMeters) &&
    distanceMeters >= least &&
    distanceMeters <= scene.distanceMetersMax
  return believable ? undefined : implausible
}
