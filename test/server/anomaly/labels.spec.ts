import fc from 'fast-check'

import { permilleOff, secondsTogether, speedMillimetersPerSecond } from '#domain/anomaly'
import { addDays } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { FIRST_RIDE, readRides } from '#server/account/export-rides'
import { sealRun } from '#server/settling/index'
import type { Sql } from '#server/platform/index'

import { asOperator, DAY, runOf, settleResident, takeRide, wireRunId } from '../settling/small-city'
import {
  labelsOf,
  secondInstrument,
  settle,
  startLabelledCity,
  switchOn,
  takePast,
  type LabelledCity,
} from './labelled-city'

let city: LabelledCity
let sql: Sql
beforeEach(async () => {
  city = await startLabelledCity()
  sql = city.sql
})
afterEach(() => city.platform.close())

describe('a run that is sealed', () => {
  it('has no labels, and no count of them, while no rule is in force on its day', async () => {
    await switchOn(city, {}, addDays(DAY, 1))
    await takeRide(sql, { resident: await settleResident(sql), operator: 'sptcc', minutes: 1 })
    await settle(city)
    expect(await sql`SELECT FROM run_label`).toHaveLength(0)
  })

  it('marks what is too fast with its speed, and leaves every amount as it was', async () => {
    const ruleId = await switchOn(city, {})
    const resident = await settleResident(sql)
    const fast = await takeRide(sql, { resident, operator: 'sptcc', metres: 12_345, minutes: 5 })
    await takeRide(sql, { resident, operator: 'sptcc', metres: 12_000, minutes: 5, board: '12:00' })
    await settle(city)
    expect(await labelsOf(sql, ruleId)).toEqual({ [fast]: 41_150 })
    expect(await runOf(sql, 'sptcc')).toMatchObject({ rides: 2n, reduction_milligrams: 24_345n * 97n })
    expect(await sql`SELECT rides FROM run_label`).toEqual([{ rides: 1n }])
  })

  it('counts a rule that marked nothing, and looks only at the scenes of a rule', async () => {
    await switchOn(city, { sceneIds: ['metro'] })
    const resident = await settleResident(sql)
    await takeRide(sql, { resident, operator: 'sptcc' })
    await takeRide(sql, { resident, operator: 'bus-group', scene: 'bus' })
    await settle(city)
    const metro = await runOf(sql, 'sptcc')
    expect(await sql`SELECT run_id, rides FROM run_label`).toEqual([{ run_id: metro.run_id, rides: 0n }])
  })

  it('marks both of two rides at once by two instruments, and neither by the rule of one', async () => {
    const overlap = await switchOn(city, { code: 'two', kind: 'overlap', threshold: 300 })
    const twice = await switchOn(city, { code: 'one', kind: 'instrumentTwice', threshold: 60 })
    const mei = await settleResident(sql)
    const card = await secondInstrument(sql, mei)
    const one = await takeRide(sql, { resident: mei, operator: 'sptcc', board: '08:00', minutes: 30 })
    const other = await takeRide(sql, { resident: card, operator: 'sptcc', board: '08:10', minutes: 30 })
    await takeRide(sql, { resident: card, operator: 'sptcc', board: '08:39', minutes: 30 })
    await settle(city)
    expect(await labelsOf(sql, overlap)).toEqual({ [one]: 1200, [other]: 1200 })
    expect(Object.keys(await labelsOf(sql, twice))).toHaveLength(0)
  })

  it('marks one instrument in two rides at once, by the longest it was', async () => {
    const twice = await switchOn(city, { code: 'one', kind: 'instrumentTwice', threshold: 60 })
    const resident = await settleResident(sql)
    const keys = []
    for (const board of ['08:00', '08:10', '08:25'])
      keys.push(await takeRide(sql, { resident, operator: 'sptcc', board }))
    await takeRide(sql, { resident: await settleResident(sql), operator: 'sptcc', board: '08:10' })
    await settle(city)
    expect(await labelsOf(sql, twice)).toEqual({ [keys[0]!]: 1200, [keys[1]!]: 1200, [keys[2]!]: 900 })
  })

  it('finds the other ride in another mode, another channel and the day before, in the run that settles later', async () => {
    const overlap = await switchOn(city, { code: 'two', kind: 'overlap', threshold: 300 })
    const mei = await settleResident(sql)
    const card = await secondInstrument(sql, mei)
    await takeRide(sql, { resident: mei, operator: 'sptcc', board: '08:00', minutes: 30 })
    const bus = await takeRide(sql, { resident: card, operator: 'bus-group', scene: 'bus', board: '08:10' })
    await takePast(sql, {
      resident: mei,
      board: '23:50',
      minutes: 30,
      day: addDays(DAY, -1),
      closesAt: new Date(`${DAY}T01:00:00+08:00`),
    })
    const night = await takeRide(sql, { resident: card, operator: 'metro-app', board: '00:05', minutes: 60 })
    await settle(city)
    expect(await labelsOf(sql, overlap)).toEqual({ [bus]: 600, [night]: 900 })
  })

  it('counts the rides of an account and day over all its runs', async () => {
    const many = await switchOn(city, { code: 'many', kind: 'tooManyRides', threshold: 3 })
    const resident = await settleResident(sql)
    for (const board of ['06:00', '09:00', '12:00'])
      await takeRide(sql, { resident, operator: 'sptcc', board })
    await takeRide(sql, { resident: await settleResident(sql), operator: 'bus-group', scene: 'bus' })
    const bus = await takeRide(sql, { resident, operator: 'bus-group', scene: 'bus', board: '15:00' })
    await settle(city)
    expect(await labelsOf(sql, many)).toEqual({ [bus]: 4 })
  })

  it('compares distances with the operator’s own median of the same stations', async () => {
    const pastResident = await settleResident(sql)
    await sql`UPDATE run SET state = 'open', settled_at = NULL`
    for (let n = 0; n < 20; n += 1)
      await takePast(sql, {
        resident: pastResident,
        metres: 10_000,
        stations: 'A-B',
        board: `${10 + (n % 10)}:30`,
      })
    await sql`UPDATE run SET state = 'settled', settled_at = closes_at`
    const far = await switchOn(city, { code: 'far', kind: 'distanceOff', threshold: 300 })
    const resident = await settleResident(sql)
    const ride = { resident, operator: 'sptcc' }
    const long = await takeRide(sql, { ...ride, metres: 14_000, stations: 'A-B' })
    await takeRide(sql, { ...ride, metres: 13_000, stations: 'A-B', board: '12:00' })
    await takeRide(sql, { ...ride, metres: 30_000, stations: 'A-C', board: '15:00' })
    await takeRide(sql, { ...ride, metres: 14_000, stations: 'A-B', board: '18:00', operator: 'metro-app' })
    await settle(city)
    expect(await labelsOf(sql, far)).toEqual({ [long]: 400 })
  })

  it('is labelled anew when it is counted anew, by what stands then', async () => {
    const ruleId = await switchOn(city, {})
    const resident = await settleResident(sql)
    const first = await takeRide(sql, { resident, operator: 'sptcc', metres: 12_345, minutes: 5 })
    const second = await takeRide(sql, {
      resident,
      operator: 'sptcc',
      metres: 22_345,
      minutes: 5,
      board: '12:00',
    })
    await settle(city)
    expect(Object.keys(await labelsOf(sql, ruleId)).sort()).toEqual([first, second].sort())
    await sql`UPDATE ride SET state = 2 WHERE ride_key = ${first}`
    const { run_id: runId } = await runOf(sql, 'sptcc')
    await sql.begin((transaction) => sealRun(transaction, runId, city.clock.now()))
    expect(await labelsOf(sql, ruleId)).toEqual({ [second]: 74_483 })
    expect(await sql`SELECT rides FROM run_label`).toEqual([{ rides: 1n }])
  })
})

describe('whoever verifies', () => {
  const settleFast = async () => {
    const ruleId = await switchOn(city, {})
    const resident = await settleResident(sql)
    const rideKey = await takeRide(sql, { resident, operator: 'sptcc', metres: 12_345, minutes: 5 })
    await settle(city)
    return { ruleId, resident, rideKey, runId: wireRunId(await runOf(sql, 'sptcc')), ...(await city.desk()) }
  }

  it('sees counts with reasons beside the run, and the rides with their figures and no person', async () => {
    const { centre, exchange, ruleId, resident, rideKey, runId } = await settleFast()
    const count = {
      ruleId,
      code: 'of-a-test',
      version: 1,
      kind: 'impossibleSpeed',
      threshold: 40_000,
      unit: 'mm/s',
      rides: 1,
    }
    const reason = { zh: '值得看一看', en: 'Worth a look' }
    const page = (await centre('GET', `/v1/staff/runs/${runId}`)).body
    expect(page['labels']).toEqual([{ ...count, reason }])
    expect(page['anomalies']).toMatchObject([{ kind: 'impossibleSpeed', rides: 1 }])
    const labels = (await exchange('GET', `/v1/staff/runs/${runId}/labels`)).body
    expect(labels).toMatchObject({
      runId,
      items: [
        {
          ...count,
          reason,
          samples: [{ rideId: encodeId('ride', rideKey), distanceMeters: 12_345, measured: 41_150 }],
        },
      ],
    })
    expect(JSON.stringify(labels)).not.toContain(resident.accountId)
    const reads = await sql<
      { purpose_en: string }[]
    >`SELECT purpose_en FROM data_read WHERE account_id = ${resident.accountId}`
    expect(reads.map(({ purpose_en }) => purpose_en)).toContain('Marked rides while checking an issuance run')
  })

  it('in a district sees neither', async () => {
    const { district, runId } = await settleFast()
    expect((await district('GET', `/v1/staff/runs/${runId}`)).body['labels']).toEqual([])
    expect((await district('GET', `/v1/staff/runs/${runId}/labels`)).status).toBe(403)
  })

  it('may return the run because of them, and nothing else follows by itself', async () => {
    const { centre, runId } = await settleFast()
    const figures = { rides: 1, reductionMilligrams: String(12_345 * 97) }
    await asOperator(
      city.platform,
      city.signers['sptcc']!,
      'POST',
      `/v1/operators/sptcc/runs/${runId}/report`,
      figures,
    )
    await centre('POST', `/v1/staff/runs/${runId}/verification`)
    const returned = await centre('POST', `/v1/staff/runs/${runId}/return`, {
      reason: '全程平均快过每秒 40 米，请核对',
    })
    expect(returned.body).toMatchObject({ run: { state: 'returned' }, labels: [{ rides: 1 }] })
    expect((await centre('GET', `/v1/staff/runs/${'run_' + '0'.repeat(26)}/labels`)).status).toBe(404)
  })
})

it('the resident finds what was marked, and why, in her own file', async () => {
  await switchOn(city, {})
  const resident = await settleResident(sql)
  await takeRide(sql, { resident, operator: 'sptcc', metres: 12_345, minutes: 5 })
  await takeRide(sql, { resident, operator: 'sptcc', board: '12:00' })
  await settle(city)
  const { rows } = await readRides(city.platform.deps, resident.accountId, FIRST_RIDE)
  const marked = { kind: 'impossibleSpeed', zh: '值得看一看', en: 'Worth a look', measured: 41_150 }
  expect(rows.map((row) => (row as { labels?: unknown }).labels)).toEqual([[marked], []])
})

describe('the database', () => {
  it('measures as the domain does', async () => {
    const moment = fc.nat(10_000_000)
    const ride = fc
      .tuple(moment, fc.oneof(fc.constant(0), fc.nat(5_000_000)))
      .map(([from, length]) => ({ from, to: from + length }))
    const cases = fc.sample(
      fc.record({ a: ride, b: ride, metres: fc.nat(100_000), median: fc.integer({ min: 1, max: 100_000 }) }),
      500,
    )
    const at = (pick: (one: (typeof cases)[number]) => number) =>
      cases.map((one) => new Date(pick(one)).toISOString())
    const rows = await sql<{ speed: bigint; seconds: bigint; off: bigint }[]>`
      SELECT ride_speed(metres, a_from, a_to) AS speed, ride_seconds_together(a_from, a_to, b_from, b_to) AS seconds,
        ride_permille_off(metres, median) AS off
      FROM unnest(${at(({ a }) => a.from)}::text[]::timestamptz[], ${at(({ a }) => a.to)}::text[]::timestamptz[],
        ${at(({ b }) => b.from)}::text[]::timestamptz[], ${at(({ b }) => b.to)}::text[]::timestamptz[],
        ${cases.map(({ metres }) => metres)}::int[], ${cases.map(({ median }) => median)}::int[])
        WITH ORDINALITY AS one (a_from, a_to, b_from, b_to, metres, median, n) ORDER BY n`
    expect(rows.map(({ speed, seconds, off }) => [Number(speed), Number(seconds), Number(off)])).toEqual(
      cases.map(({ a, b, metres, median }) => [
        speedMillimetersPerSecond(metres, a),
        secondsTogether(a, b),
        permilleOff(metres, median),
      ]),
    )
  })
})
