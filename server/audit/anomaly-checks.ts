import { RIDES_PER_RUN_MAX, SPEED_METERS_PER_SECOND_MAX } from '#domain/issuance'

import { isSealed } from '#server/settling/index'

import type { SqlCheck } from './sql-check'

/**
 * What a verifier was pointed at, counted again. Rides that count are sealed with their run, so those figures are exact. Two may
 * move afterwards: a contradicting row can come after the run settled, and a trip given back to the ride that had lost it leaves
 * for a supplementary run. So there the figure lies between two counts, which are one where nothing of that kind happened.
 */
export const ANOMALY_CHECKS: readonly SqlCheck[] = [
  {
    table: 'run_anomaly',
    query: (sql) => sql`
      WITH own AS (
        SELECT run.run_id, run.settled_at, run.operator_no, run.scene_no, run.run_no, ride.operator_day, ride.ride_key,
          ride.account_id, ride.state, ${isSealed(sql)} AS is_sealed, ride.operator_milligrams, ride.distance_meters, ride.boarded_at, ride.alighted_at
        FROM run JOIN ride USING (operator_day, operator_no, scene_no, run_no) WHERE run.state <> 'open'
      ), derived (run_id, kind, least_rides, most_rides) AS (
        SELECT run_id, 'impossibleSpeed', count(*), count(*) FROM own
        WHERE is_sealed AND distance_meters
          > ${SPEED_METERS_PER_SECOND_MAX}::int * extract(EPOCH FROM alighted_at - boarded_at)
        GROUP BY run_id
        UNION ALL
        SELECT run_id, 'tooManyRides', sum(n), sum(n) FROM (
          SELECT run_id, count(*) AS n FROM own WHERE is_sealed
          GROUP BY run_id, account_id HAVING count(*) > ${RIDES_PER_RUN_MAX}::int) AS busy
        GROUP BY run_id
        UNION ALL
        SELECT run_id, 'operatorFigureDiffers', count(*), count(*) FROM own
        WHERE is_sealed AND operator_milligrams IS NOT NULL GROUP BY run_id
        UNION ALL
        SELECT run_id, 'conflictingRows', count(*) FILTER (WHERE first_at < settled_at), count(*)
        FROM own JOIN (SELECT operator_day, ride_key, min(received_at) AS first_at FROM ride_conflict
          GROUP BY operator_day, ride_key) AS other USING (operator_day, ride_key)
        GROUP BY run_id
        UNION ALL
        SELECT run_id, 'duplicateTrips', count(*) FILTER (WHERE state = 1 AND own_run), count(*)
        FROM (
          SELECT run_id, state, true AS own_run FROM own WHERE state = 1
          UNION ALL
          SELECT run.run_id, ride.state, false
          FROM run JOIN run AS later USING (operator_day, operator_no, scene_no)
          JOIN ride ON ride.operator_day = later.operator_day AND ride.operator_no = later.operator_no
            AND ride.scene_no = later.scene_no AND ride.run_no = later.run_no
          WHERE run.state <> 'open' AND later.run_no > run.run_no AND ride.received_at <= run.settled_at
        ) AS lost
        GROUP BY run_id
      )
      SELECT format('run_id=%s, kind=%s', run_id, kind) AS key, 'rides' AS what,
        CASE WHEN coalesce(least_rides, 0) = coalesce(most_rides, 0) THEN coalesce(least_rides, 0)::text
          ELSE format('%s to %s', least_rides, most_rides) END AS expected,
        coalesce(kept.rides, 0)::text AS found
      FROM derived FULL JOIN run_anomaly AS kept USING (run_id, kind)
      WHERE coalesce(kept.rides, 0) NOT BETWEEN coalesce(least_rides, 0) AND coalesce(most_rides, 0)`,
  },
]
