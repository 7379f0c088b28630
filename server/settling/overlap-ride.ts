import type { OverlapKind, OverlapRide } from '#domain/ride'
import type { Queryable } from '#server/platform/index'

/** A ride as the overlap rule reads it, with what places it again. */
export interface OverlapRideRow {
  account_id: string
  operator_day: string
  ride_key: string
  /** Its run closes now: only such a ride can lose now. */
  closing: boolean
  /** Its run settled before. */
  settled: boolean
  /** Null: its channel is a provider no more. */
  channel_rank: number | null
  boarded_at: Date
  alighted_at: Date | null
  stations_digest: string | null
}

/** What of a row the rule needs. */
type ToldRide = Omit<OverlapRideRow, 'account_id' | 'operator_day' | 'closing'>

/** A channel that is a provider no more comes after all that are. */
const LAST_RANK = 32_767

/** A ride that settled can no longer lose: the run it counts in has been digested, later it is posted. */
export const overlapRideOf = (row: ToldRide): OverlapRide => ({
  rideKey: row.ride_key,
  channelRank: row.channel_rank ?? LAST_RANK,
  settled: row.settled,
  boardedAt: row.boarded_at.getTime(),
  alightedAt: row.alighted_at?.getTime() ?? null,
  stations: row.stations_digest,
})

/** A scene counted by boardings knows only the boarding; all others compare both ends. */
export const overlapKindOfScene = async (sql: Queryable, sceneNo: number): Promise<OverlapKind> => {
  const [scene] = await sql<{ quantity_unit: string }[]>`
    SELECT quantity_unit FROM scene WHERE scene_no = ${sceneNo}`
  return scene?.quantity_unit === 'boarding' ? 'boarding' : 'interval'
}
