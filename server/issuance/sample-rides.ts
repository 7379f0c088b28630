import { createHash } from 'node:crypto'

import { dayNumber, parseCityDay } from '#domain/calendar'
import { encodeId, uuidOfHex } from '#domain/id'
import type { RunSampleRide } from '#contract'
import type { Dependencies, StaffPrincipal } from '#server/platform/index'
import { isInRun } from '#server/settling/index'
import { recordReads } from '#server/staff/index'

import type { RunRow } from './run-row'

const SAMPLES = 12

interface SampleRow {
  ride_key: string
  account_id: string
  account_key: string
  boarded_at: Date
  distance_meters: number | null
  reduction_milligrams: bigint
}

/**
 * Twelve rides of a run, the same every time, so that two verifiers look at the same ones: ride keys are digests, so those that
 * follow a point drawn from the run's salt are a fair sample. The residents can see that they were read.
 */
export const sampleRides = async (
  { sql, clock }: Dependencies,
  staff: StaffPrincipal,
  run: RunRow,
): Promise<RunSampleRide[]> => {
  const district = staff.role === 'district' ? staff.district : null
  const start = startingKey(run)
  const pick = (from: string, limit: number) => sql<SampleRow[]>`
    SELECT ride_key, ride.account_id, salted_account_key(${run.salt}, ride.account_id) AS account_key, boarded_at,
      distance_meters, reduction_milligrams
    FROM ride
    WHERE ${isInRun(sql, run)} AND state = 0 AND ride_key >= ${from}
      AND (${district}::text IS NULL
        OR ride.account_id IN (SELECT account.account_id FROM account WHERE account.district = ${district}))
    ORDER BY ride_key LIMIT ${limit}`
  const rows = [...(await pick(start, SAMPLES))]
  if (rows.length < SAMPLES) {
    const fromTheTop = await pick('00000000-0000-0000-0000-000000000000', SAMPLES - rows.length)
    rows.push(...fromTheTop.filter(({ ride_key }) => ride_key < start))
  }
  await recordReads(sql, {
    accountIds: rows.map(({ account_id }) => account_id),
    reader: staff,
    purpose: { zh: '核查签发批次时抽查的行程', en: 'Sample rides while checking an issuance run' },
    now: clock.now(),
  })
  return rows.map((row) => ({
    rideId: encodeId('ride', row.ride_key),
    accountKey: row.account_key,
    boardedAt: row.boarded_at.toISOString(),
    distanceMeters: row.distance_meters,
    reductionMilligrams: Number(row.reduction_milligrams),
  }))
}

/** A ride key begins with its day in two bytes; the other fourteen are drawn. */
const startingKey = ({ operator_day, salt }: RunRow): string => {
  const day = dayNumber(parseCityDay(operator_day)!).toString(16).padStart(4, '0')
  return uuidOfHex(day + createHash('sha256').update(salt).digest('hex').slice(0, 28))
}
