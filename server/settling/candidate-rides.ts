import { BOARDING_TOLERANCE_MILLISECONDS, ENTRY_EXIT_TOLERANCE_MILLISECONDS } from '#domain/ride'
import { endOfCityDay, startOfCityDay, type CityDay } from '#domain/calendar'
import type { Transaction } from '#server/platform/index'

import type { OverlapRideRow } from './overlap-ride'
import type { RunKey } from './run-key'

/** Runs of one scene and city day that are looked at together. */
export interface RunGroup {
  readonly operatorDay: CityDay
  readonly sceneNo: number
  readonly runIds: readonly string[]
}

/** All runs of one scene and city day that close in one transaction. */
export interface ClosingGroup extends RunGroup {
  readonly now: Date
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
  const surroundings = await readSurroundings(sql, group)
  for (let after: string | null = null; ;) {
    const accounts: { account_id: string }[] = await sql<{ account_id: string }[]>`
      SELECT account_id FROM overlap_candidate WHERE ${after}::uuid IS NULL OR account_id > ${after}::uuid
      ORDER BY account_id LIMIT ${ACCOUNTS_A_ROUND}`
    const last = accounts.at(-1)
    if (last === undefined) break
    after = last.account_id
    const accountIds = accounts.map(({ account_id }) => account_id)
    yield* byAccount(await ridesOf(sql, group, accountIds, surroundings))
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
  await collectConcerned(sql, group)
  await sql`CREATE TEMPORARY TABLE overlap_candidate (account_id UUID PRIMARY KEY) ON COMMIT DROP`
  await sql`
    INSERT INTO overlap_candidate
    WITH day AS (
      SELECT account_id, boarded_at, coalesce(alighted_at, boarded_at) AS ended_at
      FROM ride JOIN overlap_concerned USING (account_id)
      WHERE operator_day = ${operatorDay} AND scene_no = ${sceneNo} AND state = 0
    ), near_in_time AS (
      SELECT * FROM day
      UNION ALL
      SELECT account_id, boarded_at, coalesce(alighted_at, boarded_at) FROM ride JOIN overlap_concerned USING (account_id)
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
  await sql`DROP TABLE overlap_concerned`
}

/** A table and not a part of the query: only a table has statistics, and without them the join is a loop over the day. */
const collectConcerned = async (
  sql: Transaction,
  { operatorDay, sceneNo, runIds }: RunGroup,
): Promise<void> => {
  await sql`CREATE TEMPORARY TABLE overlap_concerned (account_id UUID PRIMARY KEY) ON COMMIT DROP`
  await sql`
    INSERT INTO overlap_concerned
    SELECT DISTINCT account_id FROM ride
    WHERE operator_day = ${operatorDay} AND scene_no = ${sceneNo} AND state = 0
      AND (operator_no, run_no) IN (SELECT operator_no, run_no FROM run WHERE run_id = ANY (${runIds as string[]}::uuid[]))`
  await sql`ANALYZE overlap_concerned`
}

/** The few runs and channels the rides of a round refer to: read once, so that the rides are fetched from one table alone. */
interface Surroundings {
  readonly runs: ReadonlyMap<string, { isOpen: boolean; isClosing: boolean }>
  readonly ranks: ReadonlyMap<number, number>
}

const placeOf = (ride: { operator_day: string; operator_no: number; run_no: number }): string =>
  `${ride.operator_day}/${ride.operator_no}/${ride.run_no}`

const readSurroundings = async (
  sql: Transaction,
  { operatorDay, sceneNo, runIds }: RunGroup,
): Promise<Surroundings> => {
  const runs = await sql<(RunKey & { run_id: string; state: string })[]>`
    SELECT operator_day, operator_no, scene_no, run_no, run_id, state FROM run
    WHERE scene_no = ${sceneNo} AND operator_day BETWEEN ${operatorDay}::date - 1 AND ${operatorDay}::date + 1`
  const ranks = await sql<{ operator_no: number; channel_rank: number }[]>`
    SELECT operator_no, channel_rank FROM scene_provider JOIN scene USING (scene_id) JOIN operator USING (operator_id)
    WHERE scene_no = ${sceneNo}`
  return {
    runs: new Map(
      runs.map((run) => [
        placeOf(run),
        { isOpen: run.state === 'open', isClosing: runIds.includes(run.run_id) },
      ]),
    ),
    ranks: new Map(ranks.map(({ operator_no, channel_rank }) => [operator_no, channel_rank])),
  }
}

type FoundRide = Omit<OverlapRideRow, 'closing' | 'settled' | 'channel_rank'> & {
  operator_no: number
  run_no: number
}

const ridesOf = async (
  sql: Transaction,
  { operatorDay, sceneNo }: RunGroup,
  accountIds: string[],
  { runs, ranks }: Surroundings,
): Promise<OverlapRideRow[]> => {
  const rides = await sql<FoundRide[]>`
    SELECT account_id, operator_day, ride_key, operator_no, run_no, boarded_at, alighted_at, stations_digest FROM ride
    WHERE account_id = ANY (${accountIds}::uuid[]) AND scene_no = ${sceneNo} AND state = 0
      AND operator_day BETWEEN ${operatorDay}::date - 1 AND ${operatorDay}::date + 1
    ORDER BY account_id`
  return rides.map((ride) => {
    const run = runs.get(placeOf(ride)) ?? { isOpen: true, isClosing: false }
    return {
      ...ride,
      closing: run.isClosing,
      settled: !run.isOpen,
      channel_rank: ranks.get(ride.operator_no) ?? null,
    }
  })
}
