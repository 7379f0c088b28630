import { decodeId, encodeId } from '#domain/id'
import { readMethodology, type Methodology } from '#domain/methodology'
import { dayFromNumber } from '#domain/calendar'
import type { Sql } from '#server/platform/index'

interface ExplainedRide {
  operator_day: string
  ride_key: string
  account_id: string
  boarded_at: Date
  alighted_at: Date | null
  received_at: Date
  distance_meters: number | null
  reduction_milligrams: bigint
  revision: number
  state: number
  scene_zh: string
  scene_en: string
  operator_zh: string
  operator_en: string
  definition: unknown
  winner_key: string | null
  run_id: string
  run_no: number
  run_state: string
  run_rides: bigint | null
  run_milligrams: bigint | null
  evidence_digest: Buffer | null
  closes_at: Date
  settled_at: Date | null
  reported_at: Date | null
  reported_key_id: string | null
  verified_at: Date | null
  verified_by: string | null
  issued_at: Date | null
  serial_from: bigint | null
  serial_to: bigint | null
  confirmed_by: string | null
  posted_rides: number | null
  posted_milligrams: bigint | null
  own_serial_from: bigint | null
}

interface ExplainedTransfer {
  transfer_id: string
  recorded_at: Date
  city_month: string
  methodology_class: string
  entry_version: bigint
  balance_after: bigint
  balance: bigint
  all_holdings: bigint
}

/**
 * The whole way of one ride as readable lines: what was ridden, by which methodology version and factors it comes to how many
 * milligrams, in which run, what share of the account's posting that is, and the balance it went into. Undefined when there is
 * no such ride.
 */
export const explainRide = async (sql: Sql, wireId: string): Promise<string[] | undefined> => {
  const rideKey = decodeId('ride', wireId)
  if (rideKey === undefined) return undefined
  const ride = await findRide(sql, rideKey)
  if (ride === undefined) return undefined
  return [
    ...rideLines(wireId, ride),
    ...methodologyLines(ride),
    ...runLines(ride),
    ...(await postingLines(sql, ride)),
  ]
}

const grouped = (amount: bigint | number): string => amount.toLocaleString('en-GB')
const mg = (amount: bigint | number | null): string =>
  amount === null ? 'not counted yet' : `${grouped(amount)} mg`

/** RFC 3339 in the city's own offset. */
const cityTime = (moment: Date | null): string => {
  if (moment === null) return 'not yet'
  return new Date(moment.getTime() + 8 * 3_600_000)
    .toISOString()
    .replace('.000Z', '+08:00')
    .replace('Z', '+08:00')
}

const rideLines = (wireId: string, ride: ExplainedRide): string[] => {
  const fate =
    ride.state === 0
      ? 'counts'
      : ride.state >= 2
        ? `withdrawn by the operator ${ride.state === 2 ? 'in' : 'after'} its window, earns nothing`
        : `refused as a duplicate trip of ${ride.winner_key === null ? 'an unknown ride' : encodeId('ride', ride.winner_key)}`
  return [
    `ride         ${wireId}`,
    `             ${ride.scene_en} ${ride.scene_zh}, reported by ${ride.operator_en} ${ride.operator_zh}, city day ${ride.operator_day}`,
    `             from ${cityTime(ride.boarded_at)} to ${ride.alighted_at === null ? 'not told' : cityTime(ride.alighted_at)}`,
    `             received ${cityTime(ride.received_at)}, revision ${ride.revision}; ${fate}`,
  ]
}

const methodologyLines = (ride: ExplainedRide): string[] => {
  const read = readMethodology(ride.definition)
  if ('faults' in read) return [`methodology  its record cannot be read: ${read.faults.join('; ')}`]
  return [
    `methodology  ${read.code} version ${read.version}, class ${read.class}: ${read.name.en} ${read.name.zh}`,
    ...read.factors.map(({ name, value, unit }) => `   factor    ${name.en} ${name.zh}: ${value} ${unit.en}`),
    `   source    ${read.source.en}`,
    `   sum       ${sumText(read, ride)}, stored ${mg(ride.reduction_milligrams)}`,
  ]
}

const sumText = ({ formula }: Methodology, { distance_meters }: ExplainedRide): string => {
  if (formula === null) return 'no formula'
  if (formula.kind === 'perBoarding') return `1 boarding × ${mg(formula.milligramsPerBoarding)}`
  if (distance_meters === null) return 'no metres'
  const micrograms = BigInt(distance_meters) * BigInt(formula.microgramsPerMeter)
  const product = `${grouped(distance_meters)} m × ${grouped(formula.microgramsPerMeter)} µg/m`
  return `${product} = ${mg(micrograms / 1000n)}, floored once`
}

const runLines = (ride: ExplainedRide): string[] => {
  const steps = [
    `settled ${cityTime(ride.settled_at)}${ride.settled_at === null ? `, window ends ${cityTime(ride.closes_at)}` : ''}`,
    `reported ${cityTime(ride.reported_at)}${ride.reported_key_id === null ? '' : ` under key ${ride.reported_key_id}`}`,
    `verified ${cityTime(ride.verified_at)}${ride.verified_by === null ? '' : ` by ${ride.verified_by}`}`,
    `confirmed by ${ride.confirmed_by ?? 'nobody yet'}`,
    `issued ${cityTime(ride.issued_at)}`,
  ]
  const serials =
    ride.serial_from === null || ride.serial_to === null
      ? []
      : [`   serials   ${grouped(ride.serial_from)} to ${grouped(ride.serial_to)}`]
  return [
    `run          ${encodeId('run', ride.run_id)}, number ${ride.run_no} of its day, ${ride.run_state}`,
    `   figures   ${ride.run_rides === null ? 'not counted yet' : `${grouped(ride.run_rides)} rides`}, ${mg(ride.run_milligrams)}`,
    `   evidence  ${ride.evidence_digest?.toString('hex') ?? 'not digested yet'}`,
    ...steps.map((step) => `   step      ${step}`),
    ...serials,
  ]
}

const postingLines = async (sql: Sql, ride: ExplainedRide): Promise<string[]> => {
  if (ride.posted_milligrams === null || ride.posted_rides === null)
    return ['posting      none: the run is not issued']
  const account = encodeId('acc', ride.account_id)
  // Its run was posted with it; what it brought is taken back by a transfer of its own.
  const share = ride.state === 0 || ride.state === 3 ? ride.reduction_milligrams : 0n
  const lines = [
    `posting      ${mg(ride.posted_milligrams)} for ${ride.posted_rides} rides of ${account} in this run`,
    `   share     this ride is ${mg(share)} of it`,
  ]
  if (ride.own_serial_from !== null) {
    const last = ride.own_serial_from + ride.posted_milligrams - 1n
    lines.push(`   serials   ${grouped(ride.own_serial_from)} to ${grouped(last)}`)
  }
  const transfer = await findTransfer(sql, ride)
  if (transfer === undefined)
    return [...lines, 'balance      the transfer of this posting is missing: run the audit']
  return [
    ...lines,
    `transfer     ${transfer.transfer_id}, recorded ${cityTime(transfer.recorded_at)}`,
    `   holding   ${transfer.city_month.slice(0, 7)}, class ${transfer.methodology_class}: entry ${transfer.entry_version}, ${mg(transfer.balance_after)} after it`,
    `balance      ${mg(transfer.balance)} in this holding now, ${mg(transfer.all_holdings)} in all holdings`,
  ]
}

const findRide = async (sql: Sql, rideKey: string): Promise<ExplainedRide | undefined> => {
  // The key leads with its day, so one partition is opened.
  const operatorDay = dayFromNumber(Number.parseInt(rideKey.slice(0, 4), 16))
  const [ride] = await sql<ExplainedRide[]>`
    SELECT ride.*, scene.name_zh AS scene_zh, scene.name_en AS scene_en, operator.name_zh AS operator_zh,
      operator.name_en AS operator_en, methodology.definition, overlap.winner_key, run.run_id, run.state AS run_state,
      run.rides AS run_rides, run.reduction_milligrams AS run_milligrams, run.evidence_digest, run.closes_at, run.settled_at,
      run.reported_at, report.key_id AS reported_key_id, run.verified_at, run.verified_by, run.issued_at, run.serial_from, run.serial_to,
      (SELECT string_agg(staff_id, ' and ' ORDER BY confirmed_at, staff_id) FROM run_confirmation AS c
        WHERE c.run_id = run.run_id) AS confirmed_by,
      posting.rides AS posted_rides, posting.reduction_milligrams AS posted_milligrams,
      (SELECT (run.serial_from + coalesce(sum(before.reduction_milligrams), 0))::bigint FROM run_posting AS before
        WHERE before.run_id = run.run_id AND before.account_id < ride.account_id) AS own_serial_from
    FROM ride
    JOIN run USING (operator_day, operator_no, scene_no, run_no)
    LEFT JOIN run_report AS report USING (report_id)
    JOIN scene USING (scene_no)
    JOIN operator USING (operator_no)
    JOIN methodology ON methodology.methodology_no = ride.methodology_no
    LEFT JOIN ride_overlap AS overlap ON overlap.operator_day = ride.operator_day AND overlap.ride_key = ride.ride_key
    LEFT JOIN run_posting AS posting ON posting.run_id = run.run_id AND posting.account_id = ride.account_id
    WHERE ride.operator_day = ${operatorDay} AND ride.ride_key = ${rideKey}`
  return ride
}

const findTransfer = async (sql: Sql, ride: ExplainedRide): Promise<ExplainedTransfer | undefined> => {
  const [transfer] = await sql<ExplainedTransfer[]>`
    SELECT transfer.transfer_id, transfer.recorded_at, holding.city_month, holding.methodology_class,
      entry.version AS entry_version, entry.balance_after, holding.balance,
      (SELECT sum(balance)::bigint FROM ledger_account AS own
        WHERE own.owner_id = holding.owner_id AND own.book = 'holding') AS all_holdings
    FROM ledger_transfer AS transfer
    JOIN ledger_account AS holding ON holding.ledger_account_id = transfer.to_id
    JOIN ledger_entry AS entry ON entry.ledger_account_id = holding.ledger_account_id AND entry.transfer_id = transfer.transfer_id
    WHERE transfer.transfer_id = derived_uuid(${ride.run_id}::uuid, ${`issuance/${ride.account_id}`})`
  return transfer
}
