import { REFUSALS, refuse, type Refusal, type RefusalCode, type RideDetail } from '#contract'
import { addDays } from '#domain/calendar'
import { decodeId, encodeId } from '#domain/id'
import { maskedNumberOf } from '#domain/instrument'
import { factorPartsOf, type Formula, type Methodology, type Words } from '#domain/methodology'
import { operatorDayOfKey } from '#server/intake/ride-key'
import type { Dependencies, Queryable } from '#server/platform/index'

import { latestAppeal } from './appeals'
import { judgeRides, rideOnWire, type JudgedRide } from './judge-rides'
import { selectRides } from './ride-rows'
import { stepsOf, type RunTimes } from './ride-steps'
import { withdrawalOf, type WithdrawalRow } from './ride-withdrawal'

/** What the page of one ride needs beyond the list: its run, its methodology, its operator and card. */
export interface DetailRow extends RunTimes, WithdrawalRow {
  readonly run_id: string
  readonly operator: Words
  readonly definition: Methodology
  readonly issuer: Words | null
  readonly number_tail: string | null
  /** Key of the ride it was merged with when that was written down. */
  readonly winner_key: string | null
}

/**
 * One ride with its timeline and its sum. Refuses `request.not-found` for whatever is not this resident's, existing or not.
 */
export const readRideDetail = async (
  { sql, clock }: Dependencies,
  accountId: string,
  wireId: string,
): Promise<RideDetail | Refusal> => {
  const rideKey = decodeId('ride', wireId)
  if (rideKey === undefined) return refuse('request.not-found')
  const day = operatorDayOfKey(rideKey)
  const around = { accountId, from: addDays(day, -1), before: addDays(day, 2) }
  const rides = judgeRides(await selectRides(sql, around))
  const ride = rideOf(rides, rideKey)
  if (ride === undefined) return refuse('request.not-found')
  const detail = await readDetailRow(sql, accountId, rideKey)
  return {
    ride: rideOnWire(ride),
    operator: detail.operator,
    instrument:
      detail.issuer === null || detail.number_tail === null
        ? null
        : { maskedNumber: maskedNumberOf(detail.number_tail), issuer: detail.issuer },
    alightedAt: ride.row.alighted_at?.toISOString() ?? null,
    operatorDay: ride.row.operator_day,
    steps: stepsOf(ride, detail),
    refusal: refusalOf(ride),
    withdrawal: withdrawalOf(ride, detail),
    mergedInto: mergedInto(ride, detail, rides),
    sum: sumOf(ride, detail.definition),
    runId: encodeId('run', detail.run_id),
    appeal: await latestAppeal(sql, { accountId, rideKey, now: clock.now() }),
  }
}

const rideOf = (rides: readonly JudgedRide[], rideKey: string): JudgedRide | undefined =>
  rides.find(({ row }) => row.ride_key === rideKey)

/** Two records of one trip are at most minutes apart, so the other one is among the rides of the days around. */
const mergedInto = (
  ride: JudgedRide,
  { winner_key: winnerKey }: DetailRow,
  around: readonly JudgedRide[],
): RideDetail['mergedInto'] => {
  const winner = ride.state === 'refused' ? (ride.losesTo ?? winnerKey) : null
  const counted = winner === null ? undefined : rideOf(around, winner)
  return counted === undefined ? null : rideOnWire(counted)
}

const readDetailRow = async (sql: Queryable, accountId: string, rideKey: string): Promise<DetailRow> => {
  const day = operatorDayOfKey(rideKey)
  const [row] = await sql<DetailRow[]>`
    SELECT run.run_id, run.closes_at, run.settled_at, run.reported_at, run.verified_at, run.confirmed_at, run.issued_at,
      ride.received_at, overlap.decided_at, overlap.winner_key, claw_back.withdrawn_at, claw_back.reason, claw_back.taken_at,
      free_milligrams, points_milligrams, shortfall_milligrams - repaid_milligrams AS open_milligrams,
      jsonb_build_object('zh', operator.name_zh, 'en', operator.name_en) AS operator, methodology.definition,
      jsonb_build_object('zh', instrument.issuer_zh, 'en', instrument.issuer_en) AS issuer, instrument.number_tail
    FROM ride
    JOIN run ON run.operator_day = ride.operator_day AND run.operator_no = ride.operator_no
      AND run.scene_no = ride.scene_no AND run.run_no = ride.run_no
    JOIN operator ON operator.operator_no = ride.operator_no
    JOIN methodology ON methodology.methodology_no = ride.methodology_no
    LEFT JOIN instrument ON instrument.instrument_id = ride.instrument_id
    LEFT JOIN claw_back ON claw_back.operator_day = ride.operator_day AND claw_back.ride_key = ride.ride_key
    LEFT JOIN ride_overlap AS overlap
      ON overlap.operator_day = ride.operator_day AND overlap.ride_key = ride.ride_key
    WHERE ride.operator_day = ${day} AND ride.ride_key = ${rideKey} AND ride.account_id = ${accountId}`
  if (row === undefined) throw new Error('A ride lost its run between two reads.')
  return row
}

const refusalOf = ({ state }: JudgedRide): RideDetail['refusal'] => {
  if (state === 'refused') return words('ride.duplicate-trip')
  return state === 'withdrawn' ? words('ride.withdrawn') : null
}

const words = (code: RefusalCode): RideDetail['refusal'] => {
  const { zh, en, nextZh, nextEn } = REFUSALS[code]
  return { code, message: { zh, en }, next: { zh: nextZh, en: nextEn } }
}

/** The multiplication as it was done: the stored result beside its factors, so that anybody can do it again. */
const sumOf = ({ row }: JudgedRide, methodology: Methodology): RideDetail['sum'] => {
  if (methodology.formula === null) throw new Error('A ride was counted by a methodology without a formula.')
  return {
    methodologyCode: methodology.code,
    methodologyVersion: methodology.version,
    methodologyName: methodology.name,
    ...factorOf(methodology.formula, row.distance_meters ?? 0),
    reductionMilligrams: Number(row.reduction_milligrams),
    factorParts: factorPartsOf(methodology),
    baseline: methodology.baseline,
    derivation: methodology.derivation,
    source: methodology.source,
  }
}

const factorOf = (
  formula: Formula,
  distanceMeters: number,
): Pick<RideDetail['sum'], 'quantity' | 'quantityUnit' | 'factor' | 'factorUnit'> => {
  switch (formula.kind) {
    case 'perMetre':
      return {
        quantity: distanceMeters,
        quantityUnit: 'metre',
        factor: formula.microgramsPerMeter,
        factorUnit: 'microgramPerMetre',
      }
    case 'perBoarding':
      return {
        quantity: 1,
        quantityUnit: 'boarding',
        factor: formula.milligramsPerBoarding,
        factorUnit: 'milligramPerBoarding',
      }
  }
}
