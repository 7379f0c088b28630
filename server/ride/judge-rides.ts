import type { RideState, RideSummary } from '#contract'
import { encodeId } from '#domain/id'
import { resolveOverlaps, type OverlapRide } from '#domain/ride'
import { overlapRideOf } from '#server/settling/index'

import type { RideRow } from './ride-rows'

/** A ride as it stands now: what would count if every window closed this moment. */
export interface JudgedRide {
  readonly row: RideRow
  readonly state: RideState
  /** Key of the ride that told the same trip and goes before it by the rule, though the run is open and nothing is written yet. */
  readonly losesTo: string | undefined
}

/**
 * Says of each ride where it stands. Two channels that told one trip are resolved by the same rule that closes the day, so a
 * trip is never shown twice while its window is open; rides of the neighbouring days must be among `rows`.
 */
export const judgeRides = (rows: readonly RideRow[]): readonly JudgedRide[] => {
  const losing = losingRides(rows)
  return rows.map((row) => {
    const losesTo = losing.get(row.ride_key)
    return { row, losesTo, state: stateOf(row, losesTo !== undefined) }
  })
}

/** Loser → winner by ride key. */
const losingRides = (rows: readonly RideRow[]): ReadonlyMap<string, string> => {
  const byScene = new Map<string, RideRow[]>()
  for (const row of rows) {
    if (row.state === 0) byScene.set(row.scene_id, [...(byScene.get(row.scene_id) ?? []), row])
  }
  const losing = new Map<string, string>()
  for (const scene of byScene.values()) {
    if (!scene.some(({ run_state: state }) => state === 'open')) continue
    const kind = scene[0]?.quantity_unit === 'boarding' ? 'boarding' : 'interval'
    for (const [loser, winner] of resolveOverlaps(kind, scene.map(asToldNow))) losing.set(loser, winner)
  }
  return losing
}

const asToldNow = (row: RideRow): OverlapRide => overlapRideOf({ ...row, settled: row.run_state !== 'open' })

const stateOf = (row: RideRow, isLosing: boolean): RideState =>
  row.state === 0 && isLosing ? 'refused' : storedStateOf(row)

export type StoredStanding = Pick<RideRow, 'state' | 'run_state'>

/** Where a ride stands by what is written of it, before any rule is asked which of two records of a trip would count. */
export const storedStateOf = (row: StoredStanding): RideState => {
  if (row.state === 2 || row.state === 3) return 'withdrawn'
  if (row.state === 1) return 'refused'
  switch (row.run_state) {
    case 'open':
      return 'quantified'
    // A run sent back is settled again, until its operator reports anew. An empty one has no counting ride.
    case 'returned':
    case 'empty':
      return 'settled'
    case 'settled':
    case 'reported':
    case 'verified':
    case 'confirmed':
    case 'issued':
      return row.run_state
  }
}

/** Whether a ride is on its way to be issued or is issued. */
export const isCounting = ({ state }: JudgedRide): boolean => state !== 'refused' && state !== 'withdrawn'
export const isPending = (ride: JudgedRide): boolean => isCounting(ride) && ride.state !== 'issued'

export const rideOnWire = ({ row, state }: JudgedRide): RideSummary => ({
  rideId: encodeId('ride', row.ride_key),
  sceneId: row.scene_id,
  operatorId: row.operator_id,
  boardedAt: row.boarded_at.toISOString(),
  from: row.board_station,
  to: row.alight_station,
  distanceMeters: row.distance_meters,
  reductionMilligrams: Number(row.reduction_milligrams),
  state,
})

/** Milligrams of rides, exact: one person's sum is far below 2^53. */
export const sumOf = (rides: readonly JudgedRide[]): number =>
  rides.reduce((sum, { row }) => sum + Number(row.reduction_milligrams), 0)
