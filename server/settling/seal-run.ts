import { RIDES_PER_RUN_MAX, SPEED_METERS_PER_SECOND_MAX } from '#domain/issuance'
import { labelRun } from '#server/anomaly/index'
import type { Transaction } from '#server/platform/index'

import { runDigestsOf } from './evidence-digest'
import { isInRun, isSealed, runKeyOf, type RunKey } from './run-key'

/**
 * Counts a run, digests its evidence and writes what a verifier looks at; the run is settled, or empty when no ride of it
 * counts. Expects the run locked for update. Sealing again (a returned run) replaces the figures and
 * keeps the moment at which it settled, because overlap decisions hang on it.
 */
export const sealRun = async (sql: Transaction, runId: string, now: Date): Promise<void> => {
  const key = await runKeyOf(sql, runId)
  const [figures] = await sql<{ rides: bigint; accounts: bigint; sum: bigint }[]>`
    SELECT count(*) AS rides, count(DISTINCT account_id) AS accounts,
      coalesce(sum(ride.reduction_milligrams), 0)::bigint AS sum
    FROM ride WHERE ${isInRun(sql, key)} AND ${isSealed(sql)}`
  if (figures === undefined) throw new Error('an aggregate returned no row')
  const { rides, accounts, sum } = figures
  const digests = rides > 0n ? await runDigestsOf(sql, runId) : null
  await sql`
    UPDATE run SET state = ${rides > 0n ? 'settled' : 'empty'}, rides = ${String(rides)}, accounts = ${String(accounts)},
      reduction_milligrams = ${String(sum)}, evidence_digest = ${digests?.evidence ?? null},
      operator_figures_digest = ${digests?.operatorFigures ?? null}, settled_at = coalesce(settled_at, ${now})
    WHERE run_id = ${runId}`
  await writeDistricts(sql, runId, key)
  await writeAnomalies(sql, runId, key)
  await labelRun(sql, { ...key, run_id: runId }, now)
}

const writeDistricts = async (sql: Transaction, runId: string, key: RunKey): Promise<void> => {
  await sql`DELETE FROM run_district WHERE run_id = ${runId}`
  await sql`
    INSERT INTO run_district (run_id, district, rides, accounts, reduction_milligrams)
    SELECT ${runId}::uuid, coalesce(account.district, ''), count(*), count(DISTINCT ride.account_id),
      sum(ride.reduction_milligrams)
    FROM ride LEFT JOIN account USING (account_id)
    WHERE ${isInRun(sql, key)} AND ${isSealed(sql)}
    GROUP BY coalesce(account.district, '')`
}

/** Counted where the rides lie: to set them aside first took longer than to read them again. The figures mark, they refuse nothing. */
const writeAnomalies = async (sql: Transaction, runId: string, key: RunKey): Promise<void> => {
  await sql`DELETE FROM run_anomaly WHERE run_id = ${runId}`
  await sql`
    INSERT INTO run_anomaly (run_id, kind, rides)
    WITH counted AS MATERIALIZED (
      SELECT count(*) FILTER (WHERE ${isSealed(sql)} AND distance_meters
          > ${SPEED_METERS_PER_SECOND_MAX}::int * extract(EPOCH FROM alighted_at - boarded_at)) AS fast,
        count(*) FILTER (WHERE ${isSealed(sql)} AND operator_milligrams IS NOT NULL) AS differing,
        count(*) FILTER (WHERE state = 1) AS lost
      FROM ride WHERE ${isInRun(sql, key)}
    ), found (kind, rides) AS (
      SELECT 'impossibleSpeed', fast FROM counted
      UNION ALL
      SELECT 'tooManyRides', coalesce(sum(n), 0) FROM (
        SELECT count(*) AS n FROM ride WHERE ${isInRun(sql, key)} AND ${isSealed(sql)}
        GROUP BY account_id HAVING count(*) > ${RIDES_PER_RUN_MAX}::int
      ) AS busy
      UNION ALL
      SELECT 'conflictingRows', count(*) FROM ride
      WHERE ${isInRun(sql, key)} AND EXISTS (SELECT FROM ride_conflict AS other
        WHERE other.operator_day = ride.operator_day AND other.ride_key = ride.ride_key)
      UNION ALL
      SELECT 'operatorFigureDiffers', differing FROM counted
      UNION ALL
      SELECT 'duplicateTrips', lost FROM counted
    )
    SELECT ${runId}::uuid, kind, rides FROM found WHERE rides > 0`
}
