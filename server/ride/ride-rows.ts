import type { CityDay } from '#domain/calendar'
import { startOfCityDay } from '#domain/calendar'
import type { Queryable } from '#server/platform/index'

/** A stored ride with the state of its run. */
export interface RideRow {
  readonly ride_key: string
  readonly operator_day: string
  readonly scene_id: string
  readonly operator_id: string
  readonly quantity_unit: 'metre' | 'boarding' | 'kilowatthour'
  readonly channel_rank: number | null
  readonly boarded_at: Date
  readonly alighted_at: Date | null
  readonly board_station: string | null
  readonly alight_station: string | null
  readonly stations_digest: string | null
  readonly distance_meters: number | null
  readonly reduction_milligrams: bigint
  /** 0 counts, 1 refused as a duplicate trip, 2 withdrawn by the operator in its window, 3 after it. */
  readonly state: number
  readonly run_state:
    'open' | 'settled' | 'empty' | 'reported' | 'verified' | 'confirmed' | 'issued' | 'returned'
}

/** Whose rides, from one operator day on up to but not including another. */
export interface RideSpan {
  readonly accountId: string
  readonly from: CityDay
  readonly before: CityDay
}

/**
 * The rides of one resident in a span of days, latest first. An operator day is the Shanghai day of boarding, so the span is
 * said twice: by day, which leaves all other day partitions unopened, and by time, which the account's index holds.
 */
export const selectRides = (sql: Queryable, { accountId, from, before }: RideSpan) => sql<RideRow[]>`
  SELECT ride.ride_key, ride.operator_day, scene.scene_id, operator.operator_id, scene.quantity_unit,
    provider.channel_rank, ride.boarded_at, ride.alighted_at, ride.board_station, ride.alight_station,
    ride.stations_digest, ride.distance_meters, ride.reduction_milligrams, ride.state, run.state AS run_state
  FROM ride
  JOIN run ON run.operator_day = ride.operator_day AND run.operator_no = ride.operator_no
    AND run.scene_no = ride.scene_no AND run.run_no = ride.run_no
  JOIN scene ON scene.scene_no = ride.scene_no
  JOIN operator ON operator.operator_no = ride.operator_no
  LEFT JOIN scene_provider AS provider
    ON provider.scene_id = scene.scene_id AND provider.operator_id = operator.operator_id
  WHERE ride.account_id = ${accountId}
    AND ride.operator_day >= ${from}::date AND ride.operator_day < ${before}::date
    AND ride.boarded_at >= ${startOfCityDay(from)} AND ride.boarded_at < ${startOfCityDay(before)}
  ORDER BY ride.boarded_at DESC, ride.ride_key DESC`
