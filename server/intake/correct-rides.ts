import { keepWithdrawals } from '#server/claw-back/index'
import type { Transaction } from '#server/platform/index'

import { rideArrays } from './column-arrays'
import { compareRide } from './compare-ride'
import { decideMatch, readMatchFacts, type MatchFacts } from './match-rides'
import type { RowFault } from './parse-row'
import { hexAt, type RideColumns } from './ride-columns'
import { holdStandingRides, RIDE_STATE, type StandingRide, type Taking } from './take-rides'

/** A standing ride to be replaced. A withdrawal may find nobody to match any more: the account then stays as it was. */
export interface Replacement {
  readonly place: number
  readonly accountId: string | null
}

/** What became of a correction; `takenBack`: accepted too, after its window. */
export type Correction =
  | { readonly kind: 'accepted' | 'takenBack' | 'duplicate' | 'conflict' | 'unmatched' }
  | { readonly kind: 'rejected'; readonly fault: RowFault }

/**
 * Replaces standing rides by higher revisions while their run is open; afterwards a ride is only withdrawn, with a reason, and what it
 * brought is taken back. A correction keeps ride number, day, scene and instrument: a ride told of the wrong card is withdrawn and sent
 * anew. A withdrawal needs neither link nor consent: what she may no longer be credited with can always be taken back. Refuses
 * `ride.window-closed`, `ride.reason-needed`, `ride.revision-stale`, `row.field-invalid` and what `decideMatch` refuses.
 */
export async function correctRides(
  sql: Transaction,
  taking: Taking,
  places: readonly number[],
): Promise<Map<number, Correction>> {
  const outcome = new Map<number, Correction>()
  const standing = await holdStandingRides(sql, taking, places)
  const facts = await readMatchFacts(sql, taking, places)
  const accepted: Replacement[] = []
  const withdrawn: number[] = []
  for (const ride of standing) {
    const decided = decideCorrection(taking, ride, facts.get(ride.place)!)
    if (decided.kind === 'replace') accepted.push(decided.ride)
    if (decided.kind === 'takenBack') withdrawn.push(ride.place)
    outcome.set(ride.place, decided.kind === 'replace' ? { kind: 'accepted' } : decided)
  }
  await replaceRides(sql, taking, accepted)
  await withdrawRides(sql, taking, withdrawn)
  return outcome
}

type Decision = Correction | { readonly kind: 'replace'; readonly ride: Replacement }

const rejected = (code: RowFault['code'], field?: string): Correction => ({
  kind: 'rejected',
  fault: field === undefined ? { code } : { code, field },
})

/** `standing.place` is the place of the row that would correct it. */
export function decideCorrection(
  { columns, group, runNo }: Taking,
  standing: StandingRide,
  facts: MatchFacts,
): Decision {
  const { place } = standing
  const comparison = compareRide(columns, standing)
  // Another push was faster with this very revision or a higher one.
  if (comparison === 'stale') return rejected('ride.revision-stale')
  if (comparison !== 'correction') return { kind: comparison }
  if (standing.sceneNo !== group.sceneNo) return rejected('row.field-invalid', '/scene')
  if (standing.runNo !== runNo) return decideAfterWindow(columns, standing, facts)
  if (facts.instrumentId !== null && facts.instrumentId !== standing.instrumentId) {
    return rejected('row.field-invalid', '/subject')
  }
  const match = decideMatch(facts)
  if (columns.isWithdrawal[place] === 1 && facts.instrumentId !== null) {
    return { kind: 'replace', ride: { place, accountId: match.kind === 'matched' ? match.accountId : null } }
  }
  if (match.kind === 'rejected') return rejected(match.code)
  if (match.kind === 'unmatched') return match
  return { kind: 'replace', ride: { place, accountId: match.accountId } }
}

/**
 * A card that is unknown by now, because its owner has left, keeps nobody from withdrawing; that answer tells an operator nothing. A ride
 * withdrawn before stays so.
 */
function decideAfterWindow(
  columns: RideColumns,
  { place, state, instrumentId }: StandingRide,
  facts: MatchFacts,
): Correction {
  if (columns.isWithdrawal[place] !== 1) return rejected('ride.window-closed')
  if (facts.instrumentId !== null && facts.instrumentId !== instrumentId)
    return rejected('row.field-invalid', '/subject')
  if (!columns.reasons.has(place)) return rejected('ride.reason-needed', '/reason')
  const isWithdrawn = state === RIDE_STATE.withdrawn || state === RIDE_STATE.withdrawnLate
  return { kind: isWithdrawn ? 'accepted' : 'takenBack' }
}

/** Keeps the withdrawals at `places`, which were decided to be `takenBack`. */
export async function withdrawRides(
  sql: Transaction,
  { columns, group, receivedAt }: Taking,
  places: readonly number[],
): Promise<void> {
  const rides = places.map((place) => ({
    rideKey: hexAt(columns.rideKey, place),
    revision: columns.revision[place]!,
    payloadDigest: hexAt(columns.payloadDigest, place),
    reason: columns.reasons.get(place)!,
  }))
  await keepWithdrawals(sql, { operatorDay: group.operatorDay, withdrawnAt: receivedAt, rides })
}

/** `received_at` stays: it says when the ride first reached us. */
export async function replaceRides(
  sql: Transaction,
  { columns, group }: Taking,
  rides: readonly Replacement[],
): Promise<void> {
  if (rides.length === 0) return
  const sent = rideArrays(
    columns,
    rides.map(({ place }) => place),
  )
  const states = rides.map(({ place }) =>
    columns.isWithdrawal[place] === 1 ? RIDE_STATE.withdrawn : RIDE_STATE.counts,
  )
  await sql`
    UPDATE ride SET account_id = coalesce(nullif(sent.account_id, '')::uuid, ride.account_id), boarded_at = to_timestamp(sent.boarded),
      alighted_at = to_timestamp(sent.alighted), reduction_milligrams = sent.reduction,
      operator_milligrams = sent.operator_reduction, distance_meters = sent.distance,
      methodology_no = ${group.methodologyNo}::smallint, revision = sent.revision, state = sent.state,
      payload_digest = sent.payload, board_station = sent.board_station, alight_station = sent.alight_station,
      stations_digest = sent.stations
    FROM unnest(${rides.map(({ accountId }) => accountId ?? '')}::text[], ${states}::smallint[], ${sent.rideKeys}::uuid[],
      ${sent.boarded}::float8[], ${sent.alighted}::float8[], ${sent.distances}::int[], ${sent.reductions}::bigint[],
      ${sent.operatorReductions}::bigint[], ${sent.revisions}::smallint[], ${sent.payloads}::uuid[],
      ${sent.boardStations}::text[], ${sent.alightStations}::text[], ${sent.stations}::uuid[])
      AS sent (account_id, state, ride_key, boarded, alighted, distance, reduction, operator_reduction, revision, payload,
        board_station, alight_station, stations)
    WHERE ride.operator_day = ${group.operatorDay}::date AND ride.ride_key = sent.ride_key`
}
