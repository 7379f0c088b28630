import type { CityDay } from '#domain/calendar'
import { isSameTrip } from '#domain/ride'
import type { Transaction } from '#server/platform/index'

import type { ClosingGroup } from './candidate-rides'
import { overlapKindOfScene, overlapRideOf, type OverlapRideRow } from './overlap-ride'

interface DecidedOverlap extends OverlapRideRow {
  operator_no: number
  winner_account_id: string
  winner_state: number
  winner_boarded_at: Date
  winner_alighted_at: Date | null
  winner_stations: string | null
}

/**
 * A ride may have lost, when its own run closed, to one whose window was still open. If that winner was withdrawn or corrected
 * into another trip or another person's before it closed itself, the trip goes back to the ride that lost: it counts again, in a supplementary run
 * that is due at once. Called when the winner's runs have just settled.
 */
export const returnTripsOfWithdrawnWinners = async (sql: Transaction, group: ClosingGroup): Promise<void> => {
  const kind = await overlapKindOfScene(sql, group.sceneNo)
  const decided = await sql<DecidedOverlap[]>`
    SELECT ride.account_id, ride.operator_day, ride.ride_key, ride.operator_no, false AS closing, true AS settled,
      0 AS channel_rank, ride.boarded_at, ride.alighted_at, ride.stations_digest, winner.state AS winner_state,
      winner.account_id AS winner_account_id,
      winner.boarded_at AS winner_boarded_at, winner.alighted_at AS winner_alighted_at,
      winner.stations_digest AS winner_stations
    FROM ride_overlap AS overlap
    JOIN ride AS winner ON winner.operator_day = ${group.operatorDay} AND winner.ride_key = overlap.winner_key
    JOIN ride ON ride.operator_day = overlap.operator_day AND ride.ride_key = overlap.ride_key
    WHERE overlap.winner_day = ${group.operatorDay} AND overlap.decided_at < ${group.now}
      AND winner.scene_no = ${group.sceneNo} AND (winner.operator_no, winner.run_no) IN (
        SELECT operator_no, run_no FROM run WHERE run_id = ANY (${group.runIds as string[]}::uuid[]))
      AND ride.operator_day BETWEEN ${group.operatorDay}::date - 1 AND ${group.operatorDay}::date + 1
      AND ride.state = 1`
  for (const loser of decided) {
    const ride = overlapRideOf(loser)
    const winner = {
      ...ride,
      boardedAt: loser.winner_boarded_at.getTime(),
      alightedAt: loser.winner_alighted_at?.getTime() ?? null,
      stations: loser.winner_stations,
    }
    const isHers = loser.winner_account_id === loser.account_id
    const stillStands = loser.winner_state === 0 && isHers && isSameTrip(kind, ride, winner)
    if (!stillStands) await countAgain(sql, loser, group)
  }
}

/**
 * The same for a ride withdrawn after its window: every record of the trip that lost to it counts again, the first of them in the end, as
 * their own runs settle.
 */
export const returnTripsOf = async (
  sql: Transaction,
  withdrawn: { operatorDay: CityDay; rideKey: string; sceneNo: number; now: Date },
): Promise<void> => {
  const { operatorDay, rideKey, ...of } = withdrawn
  const losers = await sql<LostRide[]>`
    SELECT ride.operator_day, ride.ride_key, ride.operator_no
    FROM ride_overlap AS overlap JOIN ride ON ride.operator_day = overlap.operator_day AND ride.ride_key = overlap.ride_key
    WHERE overlap.winner_day = ${operatorDay} AND overlap.winner_key = ${rideKey} AND ride.state = 1
      AND ride.operator_day BETWEEN ${operatorDay}::date - 1 AND ${operatorDay}::date + 1
    ORDER BY ride.operator_day, ride.ride_key`
  for (const loser of losers) await countAgain(sql, loser, of)
}

type LostRide = Pick<DecidedOverlap, 'operator_day' | 'ride_key' | 'operator_no'>

const countAgain = async (
  sql: Transaction,
  loser: LostRide,
  { sceneNo, now }: Pick<ClosingGroup, 'sceneNo' | 'now'>,
): Promise<void> => {
  if (!(await holdLost(sql, loser))) return
  const place = sql`operator_day = ${loser.operator_day} AND operator_no = ${loser.operator_no} AND scene_no = ${sceneNo}`
  await sql`
    INSERT INTO run (run_id, operator_day, operator_no, scene_no, run_no, methodology_no, state, opened_at, closes_at, salt)
    SELECT derived_uuid(run_id, 'supplementary'), operator_day, operator_no, scene_no, run_no + 1, methodology_no, 'open',
      ${now}::timestamptz, ${now}::timestamptz, decode(replace(gen_random_uuid()::text, '-', ''), 'hex')
    FROM run WHERE ${place} AND NOT EXISTS (SELECT FROM run WHERE ${place} AND state = 'open')
    ORDER BY run_no DESC LIMIT 1
    ON CONFLICT DO NOTHING`
  const [open] = await sql<{ run_no: number }[]>`
    SELECT run_no FROM run WHERE ${place} AND state = 'open' ORDER BY run_no DESC LIMIT 1 FOR SHARE`
  if (open === undefined) throw new Error(`no open run for ${loser.operator_day} after one was asked for`)
  const key = sql`operator_day = ${loser.operator_day} AND ride_key = ${loser.ride_key}`
  await sql`UPDATE ride SET state = 0, run_no = ${open.run_no} WHERE ${key}`
  await sql`DELETE FROM ride_overlap WHERE ${key}`
}

/** Holds a ride that lost; false when it counts again already, or its own operator has withdrawn it. */
const holdLost = async (
  sql: Transaction,
  { operator_day: day, ride_key: key }: LostRide,
): Promise<boolean> => {
  const lost = await sql`
    SELECT FROM ride WHERE operator_day = ${day} AND ride_key = ${key} AND state = 1 FOR UPDATE`
  const withdrawn = await sql`SELECT FROM claw_back WHERE operator_day = ${day} AND ride_key = ${key}`
  return lost.length > 0 && withdrawn.length === 0
}
