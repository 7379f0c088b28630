import { resolveOverlaps, type OverlapKind } from '#domain/ride'
import type { Transaction } from '#server/platform/index'

import { candidateRides, type ClosingGroup } from './candidate-rides'
import { overlapKindOfScene, overlapRideOf, type OverlapRideRow } from './overlap-ride'

const LOSSES_A_WRITE = 5_000

interface Loss {
  operatorDay: string
  rideKey: string
  winnerDay: string
  winnerKey: string
}

/**
 * Marks every ride of the closing runs that is the same trip as one that stands, and notes which one. The rides of an account
 * are judged together: of this scene, of all operators, of this city day and its neighbours. What settled before stands; what
 * is still open competes, so that the lower channel rank wins whichever window ends first.
 */
export const resolveRunOverlaps = async (sql: Transaction, group: ClosingGroup): Promise<void> => {
  const kind = await overlapKindOfScene(sql, group.sceneNo)
  let lost: Loss[] = []
  for await (const own of candidateRides(sql, group)) {
    lost.push(...lossesOf(kind, own))
    if (lost.length < LOSSES_A_WRITE) continue
    await markLost(sql, lost, group.now)
    lost = []
  }
  await markLost(sql, lost, group.now)
}

/** Only a ride whose run closes now can lose now; a rival still open is judged when its own window ends. */
const lossesOf = (kind: OverlapKind, rides: readonly OverlapRideRow[]): Loss[] => {
  const byKey = new Map(rides.map((ride) => [ride.ride_key, ride]))
  const lost: Loss[] = []
  for (const [loserKey, winnerKey] of resolveOverlaps(kind, rides.map(overlapRideOf))) {
    const [loser, winner] = [byKey.get(loserKey)!, byKey.get(winnerKey)!]
    if (!loser.closing) continue
    lost.push({
      operatorDay: loser.operator_day,
      rideKey: loserKey,
      winnerDay: winner.operator_day,
      winnerKey,
    })
  }
  return lost
}

const markLost = async (sql: Transaction, lost: readonly Loss[], now: Date): Promise<void> => {
  if (lost.length === 0) return
  await sql`
    WITH loss AS (
      SELECT * FROM unnest(
        ${lost.map(({ operatorDay }) => operatorDay)}::text[]::date[], ${lost.map(({ rideKey }) => rideKey)}::text[]::uuid[],
        ${lost.map(({ winnerDay }) => winnerDay)}::text[]::date[], ${lost.map(({ winnerKey }) => winnerKey)}::text[]::uuid[]
      ) AS loss (operator_day, ride_key, winner_day, winner_key)
    ), marked AS (
      UPDATE ride SET state = 1 FROM loss
      -- One withdrawn while it was judged can lose to nothing any more.
      WHERE ride.operator_day = loss.operator_day AND ride.ride_key = loss.ride_key AND ride.state = 0
      RETURNING ride.operator_day, ride.ride_key
    )
    INSERT INTO ride_overlap (operator_day, ride_key, winner_day, winner_key, decided_at)
    SELECT operator_day, ride_key, winner_day, winner_key, ${now}::timestamptz FROM loss JOIN marked USING (operator_day, ride_key)`
}
