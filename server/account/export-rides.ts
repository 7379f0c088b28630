import { encodeId } from '#domain/id'
import { maskedNumberOf } from '#domain/instrument'
import type { Dependencies } from '#server/platform/index'
import { storedStateOf, type StoredStanding } from '#server/ride/index'

import { ROWS_PER_PAGE, type Page } from './export-pages'

/** Where a page ended. The time is the database's own text: a Date would cut its microseconds off and give a ride twice. */
interface RidePlace {
  readonly boardedAt: string
  readonly rideKey: string
}

export const FIRST_RIDE: RidePlace = {
  boardedAt: '-infinity',
  rideKey: '00000000-0000-0000-0000-000000000000',
}

interface ExportedRide extends StoredStanding {
  readonly place: RidePlace
  readonly run_id: string
  readonly number_tail: string | null
  readonly [column: string]: unknown
}

export const readRides = async (
  { sql }: Dependencies,
  accountId: string,
  { boardedAt, rideKey }: RidePlace,
): Promise<Page<RidePlace>> => {
  const rows = await sql<ExportedRide[]>`
    SELECT scene.scene_id AS "sceneId", operator_id AS "operatorId", ride.operator_day AS "operatorDay",
      boarded_at AS "boardedAt", alighted_at AS "alightedAt", ride.received_at AS "receivedAt", board_station AS "from",
      alight_station AS "to", distance_meters AS "distanceMeters", ride.reduction_milligrams AS "reductionMilligrams",
      methodology.code AS "methodologyCode", methodology.version AS "methodologyVersion", revision, ride.state,
      run.state AS run_state, run.run_id, number_tail,
      (SELECT coalesce(json_agg(json_build_object('kind', kind, 'zh', reason_zh, 'en', reason_en, 'measured', measured) ORDER BY code), '[]')
        FROM ride_label AS label JOIN anomaly_rule USING (rule_id)
        WHERE label.run_id = run.run_id AND label.ride_key = ride.ride_key) AS labels,
      CASE WHEN claw_back_id IS NOT NULL THEN json_build_object('reason', reason, 'withdrawnAt', withdrawn_at, 'takenAt', taken_at,
        'reductionMilligrams', free_milligrams, 'points', points_milligrams / 1000, 'shortfallMilligrams', shortfall_milligrams,
        'repaidMilligrams', repaid_milligrams) END AS withdrawal,
      json_build_object('boardedAt', boarded_at::text, 'rideKey', ride.ride_key) AS place
    FROM ride
    JOIN run ON run.operator_day = ride.operator_day AND run.operator_no = ride.operator_no
      AND run.scene_no = ride.scene_no AND run.run_no = ride.run_no
    JOIN scene ON scene.scene_no = ride.scene_no JOIN operator ON operator.operator_no = ride.operator_no
    JOIN methodology ON methodology.methodology_no = ride.methodology_no
    LEFT JOIN instrument ON instrument.instrument_id = ride.instrument_id
    LEFT JOIN claw_back ON claw_back.operator_day = ride.operator_day AND claw_back.ride_key = ride.ride_key
    WHERE ride.account_id = ${accountId} AND (boarded_at, ride.ride_key) > (${boardedAt}::timestamptz, ${rideKey}::uuid)
    ORDER BY boarded_at, ride.ride_key LIMIT ${ROWS_PER_PAGE}`
  return { rows: rows.map(rideInFile), next: rows.length < ROWS_PER_PAGE ? undefined : rows.at(-1)?.place }
}

const rideInFile = ({
  place,
  run_id: runId,
  number_tail: tail,
  state,
  run_state,
  ...columns
}: ExportedRide) => ({
  rideId: encodeId('ride', place.rideKey),
  ...columns,
  state: storedStateOf({ state, run_state }),
  instrument: tail === null ? null : maskedNumberOf(tail),
  runId: encodeId('run', runId),
})
