import { overlapFault, type AuditFault } from '#domain/audit'
import { parseCityDay } from '#domain/calendar'
import { resolveOverlaps, type OverlapRide } from '#domain/ride'
import type { Transaction } from '#server/platform/index'

import { candidateRides } from './candidate-rides'
import { overlapKindOfScene, overlapRideOf } from './overlap-ride'

interface RunsOfDay {
  operator_day: string
  scene_no: number
  runIds: readonly string[]
}

const keyOf = (operatorDay: string, rideKey: string): string =>
  `operator_day=${operatorDay}, ride_key=${rideKey}`

/**
 * Judges the overlap decisions of settled runs again by the pure rule: no two rides that stand are one trip, and every ride
 * refused as a duplicate trip lost to one that is the same trip and had the better right.
 */
export async function* overlapFaultsOf(sql: Transaction, runs: RunsOfDay): AsyncGenerator<AuditFault> {
  const kind = await overlapKindOfScene(sql, runs.scene_no)
  const group = { operatorDay: parseCityDay(runs.operator_day)!, sceneNo: runs.scene_no, runIds: runs.runIds }
  for await (const own of candidateRides(sql, group)) {
    const standing = own.filter(({ settled }) => settled)
    const days = new Map(standing.map((ride) => [ride.ride_key, ride.operator_day]))
    const rivals = standing.map((ride) => ({ ...overlapRideOf(ride), settled: false }))
    for (const [loser, winner] of resolveOverlaps(kind, rivals)) {
      const [expected, found] = [`one trip with ride ${winner}: counts once`, 'both count']
      yield { table: 'ride', key: keyOf(days.get(loser) ?? '', loser), what: 'state', expected, found }
    }
  }
  for await (const rows of lossesOf(sql, runs.operator_day, runs.runIds).cursor(2_000)) {
    for (const row of rows) {
      const loser = { ...rideOf(row), settledAt: row.settled_at?.getTime() ?? null }
      const winner =
        row.winner_key === null
          ? undefined
          : { ...winnerOf(row, row.winner_key), settledAt: row.winner_settled_at?.getTime() ?? null }
      const found = overlapFault({ kind, loser, winner })
      const expected = 'a duplicate trip'
      if (found !== undefined)
        yield { table: 'ride', key: keyOf(row.operator_day, row.ride_key), what: 'state', expected, found }
    }
  }
}

interface LossRow {
  operator_day: string
  ride_key: string
  channel_rank: number | null
  boarded_at: Date
  alighted_at: Date | null
  stations_digest: string | null
  settled_at: Date | null
  winner_key: string | null
  winner_rank: number | null
  winner_boarded_at: Date | null
  winner_alighted_at: Date | null
  winner_stations: string | null
  winner_settled_at: Date | null
}

const lossesOf = (sql: Transaction, operatorDay: string, runIds: readonly string[]) => sql<LossRow[]>`
  SELECT ride.operator_day, ride.ride_key, provider.channel_rank, ride.boarded_at,
    ride.alighted_at, ride.stations_digest, run.settled_at,
    winner.ride_key AS winner_key, winner_provider.channel_rank AS winner_rank,
    winner.boarded_at AS winner_boarded_at, winner.alighted_at AS winner_alighted_at,
    winner.stations_digest AS winner_stations, winner_run.settled_at AS winner_settled_at
  FROM run
  JOIN ride USING (operator_day, operator_no, scene_no, run_no)
  JOIN scene USING (scene_no)
  JOIN operator USING (operator_no)
  LEFT JOIN scene_provider AS provider USING (scene_id, operator_id)
  LEFT JOIN ride_overlap AS lost ON lost.operator_day = ride.operator_day AND lost.ride_key = ride.ride_key
  LEFT JOIN ride AS winner ON winner.operator_day = lost.winner_day AND winner.ride_key = lost.winner_key
    AND winner.account_id = ride.account_id AND winner.scene_no = ride.scene_no
    AND winner.operator_day BETWEEN ${operatorDay}::date - 1 AND ${operatorDay}::date + 1
  LEFT JOIN run AS winner_run ON (winner_run.operator_day, winner_run.operator_no, winner_run.scene_no, winner_run.run_no)
    = (winner.operator_day, winner.operator_no, winner.scene_no, winner.run_no)
  LEFT JOIN operator AS winner_operator ON winner_operator.operator_no = winner.operator_no
  LEFT JOIN scene_provider AS winner_provider
    ON winner_provider.scene_id = scene.scene_id AND winner_provider.operator_id = winner_operator.operator_id
  WHERE run.run_id = ANY (${runIds as string[]}::uuid[]) AND ride.state = 1
    AND ride.operator_day = ${operatorDay}`

const rideOf = (row: LossRow): OverlapRide => overlapRideOf({ ...row, settled: false })

const winnerOf = (row: LossRow, winnerKey: string): OverlapRide =>
  overlapRideOf({
    ride_key: winnerKey,
    channel_rank: row.winner_rank,
    settled: false,
    boarded_at: row.winner_boarded_at ?? new Date(0),
    alighted_at: row.winner_alighted_at,
    stations_digest: row.winner_stations,
  })
