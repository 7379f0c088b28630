import { createHash, randomUUID } from 'node:crypto'

import { dayNumber, type CityDay } from '#domain/calendar'
import { uuidOfHex } from '#domain/id'

import type { TestPlatform } from './test-platform'

/** What a stored ride of a test says; the rest is what a metro ride of 12,345 m would have. */
export interface StoredRide {
  readonly accountId: string
  readonly instrumentId: string
  readonly operatorDay: CityDay
  readonly boardedAt: string
  readonly alightedAt: string
  readonly sceneId?: string
  readonly operatorId?: string
  readonly distanceMeters?: number
  readonly milligrams?: bigint
  readonly runState?: 'open' | 'settled' | 'issued'
  readonly state?: 0 | 1 | 2
  readonly stations?: readonly [string, string]
}

/**
 * Puts a ride into the database as intake leaves it, in the run of its day, operator and scene; a run asked for in a later
 * state gets what that state needs. Returns the ride key.
 */
export const storeRide = async ({ deps }: TestPlatform, ride: StoredRide): Promise<string> => {
  const { sql, clock } = deps
  const { sceneId = 'metro', operatorId = 'sptcc', runState = 'open', distanceMeters = 12_345 } = ride
  const milligrams = ride.milligrams ?? BigInt(distanceMeters) * 97n
  const day = ride.operatorDay
  const rideKey = newRideKey(day)
  await sql`SELECT ensure_ride_partition(${day}::date)`
  const issued = runState === 'issued'
  const counted = runState === 'open' ? null : 1n
  await sql`
    INSERT INTO run (run_id, operator_day, operator_no, scene_no, run_no, methodology_no, state, opened_at, closes_at, salt,
      rides, accounts, reduction_milligrams, evidence_digest, settled_at, issued_at, serial_from, serial_to)
    SELECT ${randomUUID()}, ${day}, operator_no, scene_no, 1, methodology_no, ${runState}, ${clock.now()}, ${clock.now()},
      '\\x00'::bytea, ${counted}, ${counted}, ${counted === null ? null : milligrams},
      ${counted === null ? null : Buffer.alloc(32)}, ${counted === null ? null : clock.now()},
      ${issued ? clock.now() : null}, ${issued ? 1n : null}, ${issued ? milligrams : null}
    FROM operator, scene JOIN methodology USING (scene_id)
    WHERE operator_id = ${operatorId} AND scene.scene_id = ${sceneId} AND status = 'published'
    ON CONFLICT (operator_day, operator_no, scene_no, run_no) DO NOTHING`
  await sql`
    INSERT INTO ride (operator_day, ride_key, account_id, instrument_id, boarded_at, alighted_at, received_at,
      reduction_milligrams, distance_meters, operator_no, scene_no, methodology_no, run_no, state, payload_digest,
      board_station, alight_station)
    SELECT ${day}, ${rideKey}, ${ride.accountId}, ${ride.instrumentId}, ${new Date(ride.boardedAt)},
      ${new Date(ride.alightedAt)}, ${clock.now()}, ${milligrams}, ${sceneId === 'bus' ? null : distanceMeters},
      operator_no, scene_no, methodology_no, 1, ${ride.state ?? 0}, ${randomUUID()}, ${ride.stations?.[0] ?? null},
      ${ride.stations?.[1] ?? null}
    FROM operator, scene JOIN methodology USING (scene_id)
    WHERE operator_id = ${operatorId} AND scene.scene_id = ${sceneId} AND status = 'published'`
  return rideKey
}

const newRideKey = (day: CityDay): string => {
  const digest = createHash('sha256').update(randomUUID()).digest('hex').slice(0, 28)
  return uuidOfHex(dayNumber(day).toString(16).padStart(4, '0') + digest)
}
