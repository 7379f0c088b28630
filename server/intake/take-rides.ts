import type { Transaction } from '#server/platform/index'

import { digestArray, rideArrays } from './column-arrays'
import type { RideColumns, RideGroup } from './ride-columns'

/** Rides of one day and scene, going to one run. */
export interface Taking {
  readonly columns: RideColumns
  readonly group: RideGroup
  readonly operatorNo: number
  readonly runNo: number
  readonly receivedAt: Date
}

/**
 * Takes in the rides at `places` whose instrument has an open link and consent since before boarding, in one statement, and returns
 * how many were new. The others are left: they are there already, or their account must be looked for in the past.
 */
export async function takeRoutedRides(
  sql: Transaction,
  taking: Taking,
  places: readonly number[],
): Promise<number> {
  const { columns, group, operatorNo, runNo, receivedAt } = taking
  const sent = rideArrays(columns, places)
  const instruments = digestArray(columns.instrumentIndex, places)
  const { count } = await sql`
    INSERT INTO ride (operator_day, ride_key, account_id, instrument_id, boarded_at, alighted_at, received_at,
      reduction_milligrams, operator_milligrams, distance_meters, operator_no, scene_no, methodology_no, run_no,
      revision, payload_digest, board_station, alight_station, stations_digest)
    SELECT ${group.operatorDay}::date, sent.ride_key, route.account_id, route.instrument_id, to_timestamp(sent.boarded),
      to_timestamp(sent.alighted), ${receivedAt}, sent.reduction, sent.operator_reduction, sent.distance,
      ${operatorNo}::smallint, ${group.sceneNo}::smallint, ${group.methodologyNo}::smallint, ${runNo}::smallint,
      sent.revision, sent.payload, sent.board_station, sent.alight_station, sent.stations
    FROM unnest(${instruments}::uuid[], ${sent.rideKeys}::uuid[], ${sent.boarded}::float8[], ${sent.alighted}::float8[],
      ${sent.distances}::int[], ${sent.reductions}::bigint[], ${sent.operatorReductions}::bigint[],
      ${sent.revisions}::smallint[], ${sent.payloads}::uuid[], ${sent.boardStations}::text[],
      ${sent.alightStations}::text[], ${sent.stations}::uuid[])
      AS sent (instrument, ride_key, boarded, alighted, distance, reduction, operator_reduction, revision, payload,
        board_station, alight_station, stations)
    JOIN ride_route AS route ON route.blind_index = sent.instrument AND route.operator_no = ${operatorNo}::smallint
      AND route.scene_no = ${group.sceneNo}::smallint AND route.since <= to_timestamp(sent.boarded)
    ON CONFLICT (operator_day, ride_key) DO NOTHING`
  return count
}

/** The account and instrument a ride was found to belong to, by its place in the columns. */
export interface MatchedRide {
  readonly place: number
  readonly accountId: string
  readonly instrumentId: string
}

export const RIDE_STATE = { counts: 0, withdrawn: 2, withdrawnLate: 3 } as const

/** Takes in rides whose account is known; a withdrawal is kept as a ride that earns nothing, so that its original may come later. */
export async function takeMatchedRides(
  sql: Transaction,
  taking: Taking,
  matched: readonly MatchedRide[],
): Promise<void> {
  const { columns, group, operatorNo, runNo, receivedAt } = taking
  const sent = rideArrays(
    columns,
    matched.map(({ place }) => place),
  )
  const states = matched.map(({ place }) =>
    columns.isWithdrawal[place] === 1 ? RIDE_STATE.withdrawn : RIDE_STATE.counts,
  )
  await sql`
    INSERT INTO ride (operator_day, ride_key, account_id, instrument_id, boarded_at, alighted_at, received_at,
      reduction_milligrams, operator_milligrams, distance_meters, operator_no, scene_no, methodology_no, run_no,
      revision, state, payload_digest, board_station, alight_station, stations_digest)
    SELECT ${group.operatorDay}::date, sent.ride_key, sent.account_id, sent.instrument_id, to_timestamp(sent.boarded),
      to_timestamp(sent.alighted), ${receivedAt}, sent.reduction, sent.operator_reduction, sent.distance,
      ${operatorNo}::smallint, ${group.sceneNo}::smallint, ${group.methodologyNo}::smallint, ${runNo}::smallint,
      sent.revision, sent.state, sent.payload, sent.board_station, sent.alight_station, sent.stations
    FROM unnest(${matched.map(({ accountId }) => accountId)}::text[]::uuid[],
      ${matched.map(({ instrumentId }) => instrumentId)}::text[]::uuid[], ${states}::smallint[], ${sent.rideKeys}::uuid[],
      ${sent.boarded}::float8[], ${sent.alighted}::float8[], ${sent.distances}::int[], ${sent.reductions}::bigint[],
      ${sent.operatorReductions}::bigint[], ${sent.revisions}::smallint[], ${sent.payloads}::uuid[],
      ${sent.boardStations}::text[], ${sent.alightStations}::text[], ${sent.stations}::uuid[])
      AS sent (account_id, instrument_id, state, ride_key, boarded, alighted, distance, reduction, operator_reduction,
        revision, payload, board_station, alight_station, stations)
    ON CONFLICT (operator_day, ride_key) DO NOTHING`
}

/** A ride of ours that stood in the way of a sent one. */
export interface StandingRide {
  readonly place: number
  readonly revision: number
  /** 32 hex digits, as in the columns. */
  readonly payloadDigest: string
  readonly sceneNo: number
  readonly runNo: number
  readonly instrumentId: string
  /** As in `ride.state`. */
  readonly state: number
}

/**
 * What became of the rides at `places`: `absent` are not in the table, `standing` are there from before. Rides this transaction
 * wrote are neither: those were taken.
 */
export async function lookForRides(
  sql: Transaction,
  { columns, group }: Pick<Taking, 'columns' | 'group'>,
  places: readonly number[],
): Promise<{ absent: number[]; standing: StandingRide[] }> {
  const rows = await sql<FoundRow[]>`
    SELECT sent.n::int AS n, ride.revision, replace(ride.payload_digest::text, '-', '') AS payload_digest, ride.scene_no,
      ride.run_no, ride.instrument_id, ride.state
    FROM unnest(${digestArray(columns.rideKey, places)}::uuid[]) WITH ORDINALITY AS sent (ride_key, n)
    LEFT JOIN ride ON ride.operator_day = ${group.operatorDay}::date AND ride.ride_key = sent.ride_key
    WHERE ride.ride_key IS NULL OR ride.xmin <> pg_current_xact_id()::xid
    ORDER BY sent.n`
  const absent: number[] = []
  const standing: StandingRide[] = []
  for (const row of rows) {
    const place = places[row.n - 1]!
    if (row.revision === null) absent.push(place)
    else standing.push(standingRide(place, row as StandingRow))
  }
  return { absent, standing }
}

/** The standing rides at `places` again, in the order of their keys, held until the transaction ends. */
export async function holdStandingRides(
  sql: Transaction,
  { columns, group }: Pick<Taking, 'columns' | 'group'>,
  places: readonly number[],
): Promise<StandingRide[]> {
  const rows = await sql<StandingRow[]>`
    SELECT sent.n::int AS n, ride.revision, replace(ride.payload_digest::text, '-', '') AS payload_digest, ride.scene_no,
      ride.run_no, ride.instrument_id, ride.state
    FROM unnest(${digestArray(columns.rideKey, places)}::uuid[]) WITH ORDINALITY AS sent (ride_key, n)
    JOIN ride ON ride.operator_day = ${group.operatorDay}::date AND ride.ride_key = sent.ride_key
    ORDER BY ride.ride_key
    FOR UPDATE OF ride`
  return rows.map((row) => standingRide(places[row.n - 1]!, row))
}

interface StandingRow {
  n: number
  revision: number
  payload_digest: string
  scene_no: number
  run_no: number
  instrument_id: string
  state: number
}

type FoundRow = Pick<StandingRow, 'n'> & { [K in keyof Omit<StandingRow, 'n'>]: StandingRow[K] | null }

function standingRide(place: number, row: StandingRow): StandingRide {
  const {
    revision,
    payload_digest: payloadDigest,
    scene_no: sceneNo,
    run_no: runNo,
    instrument_id: instrumentId,
    state,
  } = row
  return { place, revision, payloadDigest, sceneNo, runNo, instrumentId, state }
}
