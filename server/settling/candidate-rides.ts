import { BOARDING_TOLERANCE_MILLISECONDS, ENTRY_EXIT_TOLERANCE_MILLISECONDS } from '#domain/ride'
import { endOfCityDay, startOfCityDay, type CityDay } from '#domain/calendar'
import type { Transaction } from '#server/platform/index'

import { overlapRideColumns, type OverlapRideRow } from './overlap-ride'

/** Runs of one scene and city day that are looked at together. */
export interface RunGroup {
  readonly operatorDay: CityDay
  readonly sceneNo: number
  readonly runIds: readonly string[]
}

const ACCOUNTS_A_ROUND = 2_000

/** Two rides further apart than this can only be one trip if one lasts until the other begins. */
const NEAR_MILLISECONDS = Math.max(BOARDING_TOLERANCE_MILLISECONDS, ENTRY_EXIT_TOLERANCE_MILLISECONDS)

/**
 * For every account that may hold one trip twice and has a ride in these runs: all its counting rides of this scene, of all
 * operators, of this city day and its neighbours. Memory holds one round of accounts.
 */
export async function* candidateRides(sql: Transaction, group: RunGroup): AsyncGenerator<OverlapRideRow[]> {
  await collectCandidates(sql, group)
  for (let after: string | null = null; ;) {
    const rides: OverlapRideRow[] = await ridesOfNextAccounts(sql, group, after)
    const last = rides.at(-1)
    if (last === undefined) break
    after = last.account_id
    yield* byAccount(rides)
  }
  await sql`DROP TABLE overlap_candidate`
}

/** Rows ordered by account, cut where the account changes. */
const byAccount = (rides: readonly OverlapRideRow[]): OverlapRideRow[][] => {
  const groups: OverlapRideRow[][] = []
  for (const ride of rides) {
    const group = groups.at(-1)
    if (group?.[0]?.account_id === ride.account_id) group.push(ride)
    else groups.push([ride])
  }
  return groups
}

/**
 * The accounts that may hold one trip twice: a ride of the day begins before another has ended, or hardly after. Rides of the
 * day before that reach into this day and, for those who ride past midnight, rides of the day after are looked at too.
 */
const collectCandidates = async (sql: Transaction, group: RunGroup): Promise<void> => {
  const near = `${NEAR_MILLISECONDS} milliseconds`
  const { operatorDay, sceneNo } = group
  await sql`CREATE TEMPORARY TABLE overlap_candidate (account_id UUID PRIMARY KEY) ON COMMIT DROP`
  await sql`
    INSERT INTO overlap_candidate
    WITH concerned AS MATERIALIZED (
      SELECT DISTINCT ride.account_id FROM run JOIN ride USING (operator_day, operator_no, scene_no, run_no)
      WHERE run.run_id = ANY (${group.runIds as string[]}::uuid[]) AND ride.operator_day = ${operatorDay} AND ride.state = 0
    ), day AS (
      SELECT account_id, boarded_at, coalesce(alighted_at, boarded_at) AS ended_at
      FROM ride JOIN concerned USING (account_id)
      WHERE operator_day = ${operatorDay} AND scene_no = ${sceneNo} AND state = 0
    ), near_in_time AS (
      SELECT * FROM day
      UNION ALL
      SELECT account_id, boarded_at, coalesce(alighted_at, boarded_at) FROM ride JOIN concerned USING (account_id)
      WHERE operator_day = ${operatorDay}::date - 1 AND scene_no = ${sceneNo} AND state = 0
        AND coalesce(alighted_at, boarded_at) >= ${startOfCityDay(operatorDay)}::timestamptz - ${near}::interval
      UNION ALL
      SELECT account_id, boarded_at, coalesce(alighted_at, boarded_at) FROM ride
      WHERE operator_day = ${operatorDay}::date + 1 AND scene_no = ${sceneNo} AND state = 0
        AND account_id IN (
          SELECT account_id FROM day WHERE ended_at >= ${endOfCityDay(operatorDay)}::timestamptz - ${near}::interval)
    )
    SELECT DISTINCT account_id FROM (
      SELECT account_id, boarded_at, max(ended_at) OVER (
        PARTITION BY account_id ORDER BY boarded_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
      FROM near_in_time
    ) AS ordered
    WHERE boarded_at <= reached + ${near}::interval`
  await sql`ANALYZE overlap_candidate`
}

const ridesOfNextAccounts = (
  sql: Transaction,
  { operatorDay, sceneNo, runIds }: RunGroup,
  after: string | null,
): Promise<OverlapRideRow[]> => sql<OverlapRideRow[]>`
  SELECT ride.account_id, run.run_id = ANY (${runIds as string[]}::uuid[]) AS closing, ${overlapRideColumns(sql)}
  FROM (
    SELECT account_id FROM overlap_candidate WHERE ${after}::uuid IS NULL OR account_id > ${after}::uuid
    ORDER BY account_id LIMIT ${ACCOUNTS_A_ROUND}
  ) AS candidate
  JOIN ride USING (account_id)
  JOIN run USING (operator_day, operator_no, scene_no, run_no)
  JOIN scene USING (scene_no)
  JOIN operator USING (operator_no)
  LEFT JOIN scene_provider AS provider USING (scene_id, operator_id)
  WHERE ride.scene_no = ${sceneNo} AND ride.state = 0
    AND ride.operator_day BETWEEN ${operatorDay}::date - 1 AND ${operatorDay}::date + 1
  ORDER BY ride.account_id`
