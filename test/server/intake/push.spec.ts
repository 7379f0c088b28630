import { Value } from '@sinclair/typebox/value'

import { PushOutcome } from '#contract'
import { intakeRoutes, rideKeyOf } from '#server/intake/index'
import { parseCityDay } from '#domain/calendar'
import { startTestPlatform, type TestPlatform } from '#test/harness/index'

import {
  buildIntakeCity,
  busRow,
  DAY,
  footprint,
  metroRow,
  push,
  readPush,
  settleResident,
  type IntakeCity,
  type Resident,
} from './intake-city'

let platform: TestPlatform
let city: IntakeCity
let resident: Resident
beforeAll(async () => {
  platform = await startTestPlatform({ contexts: [intakeRoutes] })
  city = await buildIntakeCity(platform.deps)
  resident = await settleResident(platform.deps)
})
afterAll(() => platform.close())

const send = (rows: Parameters<typeof push>[2], options?: Parameters<typeof push>[3]) =>
  push(platform.url, city.card, rows, options)

interface RideRecord {
  account_id: string
  reduction_milligrams: bigint
  operator_milligrams: bigint | null
  revision: number
  state: number
  distance_meters: number | null
  run_no: number
  boarded_at: Date
  board_station: string | null
  stations_digest: string | null
}

async function rideOf(rideNo: string): Promise<RideRecord | undefined> {
  const key = rideKeyOf('sptcc', { operatorDay: parseCityDay(DAY)!, rideNo })
  const [row] = await platform.deps.sql<
    RideRecord[]
  >`SELECT * FROM ride WHERE operator_day = ${DAY} AND ride_key = ${key}`
  return row
}

describe('A push of rides', () => {
  it('is answered with a verdict for every row and stored with our own figures', async () => {
    const rows = [metroRow(resident), busRow(resident)]
    const { status, body } = await send(rows)
    expect(status).toBe(200)
    expect(Value.Errors(PushOutcome, body).First()).toBeUndefined()
    expect(body.verdicts).toEqual([
      { line: 1, verdict: 'accepted' },
      { line: 2, verdict: 'accepted' },
    ])
    expect(body.counts).toEqual({
      accepted: 2,
      duplicate: 0,
      conflict: 0,
      unmatched: 0,
      rejected: 0,
      tested: 0,
    })
    const [metro, bus] = [await rideOf(rows[0]!.rideNo), await rideOf(rows[1]!.rideNo)]
    expect(metro).toMatchObject({
      account_id: resident.accountId,
      reduction_milligrams: 1_197_465n,
      board_station: '莘庄',
    })
    expect(metro?.boarded_at).toEqual(new Date(`${DAY}T08:00:00+08:00`))
    expect(metro?.stations_digest).not.toBeNull()
    expect(bus).toMatchObject({
      reduction_milligrams: 422_000n,
      distance_meters: null,
      stations_digest: null,
    })
  })

  it('may come compressed, without a last line feed, and with any offset of time', async () => {
    const row = metroRow(resident, {
      board: { at: `${DAY}T00:00:00.250Z` },
      alight: { at: `${DAY}T09:31:00+09:00` },
    })
    const { body } = await send(Buffer.from(JSON.stringify(row)), { gzip: true })
    expect(body.verdicts).toEqual([{ line: 1, verdict: 'accepted' }])
    expect((await rideOf(row.rideNo))?.boarded_at).toEqual(new Date(`${DAY}T08:00:00.250+08:00`))
  })

  it('keeps no instrument number anywhere, only its blind index', async () => {
    const { sql } = platform.deps
    const [found] = await sql<{ hits: bigint }[]>`
      SELECT count(*) AS hits FROM ride WHERE ride::text LIKE ${`%${resident.subject.value}%`}`
    expect(found?.hits).toBe(0n)
    expect(platform.logText()).not.toContain(resident.subject.value)
  })

  it("tells a break where the operator's own figure differs, and stores both", async () => {
    const rows = [
      metroRow(resident, { operatorMilligrams: 1_197_465 }),
      metroRow(resident, { operatorMilligrams: 1 }),
    ]
    const { body } = await send(rows)
    expect(body.breaks).toBe(1)
    expect(body.verdicts[0]).toEqual({ line: 1, verdict: 'accepted' })
    expect(body.verdicts[1]).toEqual({ line: 2, verdict: 'accepted', differs: 1_197_465 })
    expect(await rideOf(rows[0]!.rideNo)).toMatchObject({ operator_milligrams: null })
    expect(await rideOf(rows[1]!.rideNo)).toMatchObject({
      operator_milligrams: 1n,
      reduction_milligrams: 1_197_465n,
    })
  })

  it('of 100,000 rows is answered row by row', async () => {
    const { status, body } = await send(Buffer.from('{}\n'.repeat(100_000)), { gzip: true })
    expect([status, body.rows, body.counts.rejected]).toEqual([200, 100_000, 100_000])
    expect(body.verdicts[99_999]).toMatchObject({ line: 100_000, verdict: 'rejected' })
  })

  it('takes the good rows beside the bad ones', async () => {
    const good = metroRow(resident)
    const { body } = await send(['{"broken":', good, '[]', busRow(resident, { scene: 'rickshaw' })])
    expect(body.verdicts).toEqual([
      { line: 1, verdict: 'rejected', code: 'row.malformed' },
      { line: 2, verdict: 'accepted' },
      { line: 3, verdict: 'rejected', code: 'row.malformed' },
      { line: 4, verdict: 'rejected', code: 'scene.unknown', field: '/scene' },
    ])
    expect(await rideOf(good.rideNo)).toBeDefined()
  })
})

describe('A push id', () => {
  it('answers a newly signed retry with the stored verdicts, and a GET at any time', async () => {
    const rows = [metroRow(resident), 'x']
    const first = await send(rows, { pushId: 'retry-me' })
    const before = await footprint(platform.deps.sql)
    const again = await send(rows, { pushId: 'retry-me' })
    const read = await readPush(platform.url, city.card, 'sptcc', 'retry-me')
    expect(again).toMatchObject({ status: 200, body: first.body })
    expect(read).toMatchObject({ status: 200, body: first.body })
    expect(await footprint(platform.deps.sql)).toEqual(before)
  })

  it('does its work once when it is sent twice at the same time', async () => {
    const rows = Array.from({ length: 300 }, () => metroRow(resident))
    const answers = await Promise.all([1, 2, 3].map(() => send(rows, { pushId: 'at-once' })))
    for (const { status, body } of answers) {
      expect(status).toBe(200)
      expect(body).toEqual(answers[0]!.body)
    }
    expect(answers[0]!.body.counts.accepted).toBe(300)
  })

  it('with other content is a conflict and changes nothing', async () => {
    await send([metroRow(resident)], { pushId: 'taken' })
    const before = await footprint(platform.deps.sql)
    const { status, body } = await send([metroRow(resident)], { pushId: 'taken' })
    expect([status, body.code]).toEqual([409, 'push.conflict'])
    expect(await footprint(platform.deps.sql)).toEqual(before)
  })

  it('belongs to its operator: another one finds nothing under it', async () => {
    await send([metroRow(resident)], { pushId: 'mine' })
    const { status, body } = await readPush(platform.url, city.code, 'metro-app', 'mine')
    expect([status, body.code]).toEqual([404, 'request.not-found'])
  })
})

describe('A ride told again', () => {
  it('is a duplicate when nothing changed, in another push or in the same', async () => {
    const row = metroRow(resident)
    const { body } = await send([row, row])
    expect(body.verdicts.map(({ verdict }) => verdict)).toEqual(['accepted', 'duplicate'])
    const sameMoment = { ...row, board: { ...row.board, at: `${DAY}T00:00:00Z` } }
    expect((await send([sameMoment])).body.counts.duplicate).toBe(1)
  })

  it('is a conflict when it says something else: the first stays, the other is quarantined by digest', async () => {
    const row = metroRow(resident)
    const { body } = await send([row, { ...row, distanceMeters: 99 }])
    expect(body.verdicts.map(({ verdict }) => verdict)).toEqual(['accepted', 'conflict'])
    expect((await send([{ ...row, fareFen: 1 }])).body.counts.conflict).toBe(1)
    expect((await rideOf(row.rideNo))?.distance_meters).toBe(12_345)
    const key = rideKeyOf('sptcc', { operatorDay: parseCityDay(DAY)!, rideNo: row.rideNo })
    const quarantined = await platform.deps.sql`SELECT * FROM ride_conflict WHERE ride_key = ${key}`
    expect(quarantined).toHaveLength(2)
  })

  it('is corrected by a higher revision while the window is open', async () => {
    const row = metroRow(resident)
    await send([row])
    const { body } = await send([{ ...row, revision: 2, distanceMeters: 10_000 }])
    expect(body.counts.accepted).toBe(1)
    expect(await rideOf(row.rideNo)).toMatchObject({ revision: 2, reduction_milligrams: 970_000n })
    const stale = await send([{ ...row, revision: 1 }])
    expect(stale.body.verdicts).toEqual([{ line: 1, verdict: 'rejected', code: 'ride.revision-stale' }])
    expect(await rideOf(row.rideNo)).toMatchObject({ revision: 2 })
  })

  it('stands in its highest revision when one push brings several', async () => {
    const [rising, falling] = [metroRow(resident), metroRow(resident)]
    const higher = (row: typeof rising) => ({ ...row, revision: 1, distanceMeters: 1_000 })
    const { body } = await send([rising, higher(rising), higher(falling), falling])
    expect(body.verdicts).toEqual([
      { line: 1, verdict: 'accepted' },
      { line: 2, verdict: 'accepted' },
      { line: 3, verdict: 'accepted' },
      { line: 4, verdict: 'rejected', code: 'ride.revision-stale' },
    ])
    for (const { rideNo } of [rising, falling])
      expect(await rideOf(rideNo)).toMatchObject({ distance_meters: 1_000 })
  })

  it('is withdrawn by a voided or refunded revision, in whatever order the two arrive', async () => {
    const [before, after] = [metroRow(resident), metroRow(resident)]
    const voided = (row: typeof before) => ({ ...row, revision: 1, status: 'voided' as const })
    await send([before])
    expect((await send([voided(before)])).body.counts.accepted).toBe(1)
    expect((await send([voided(after)])).body.counts.accepted).toBe(1)
    expect((await send([after])).body.verdicts[0]).toMatchObject({ code: 'ride.revision-stale' })
    for (const { rideNo } of [before, after]) {
      expect(await rideOf(rideNo)).toMatchObject({ state: 2, reduction_milligrams: 0n, revision: 1 })
    }
  })

  it('keeps its scene and its instrument for ever', async () => {
    const other = await settleResident(platform.deps)
    const row = metroRow(resident)
    await send([row])
    const { body } = await send([{ ...row, revision: 1, subject: other.subject }])
    expect(body.verdicts[0]).toEqual({
      line: 1,
      verdict: 'rejected',
      code: 'row.field-invalid',
      field: '/subject',
    })
    const moved = await send([{ ...row, revision: 1, scene: 'bus' }])
    expect(moved.body.verdicts[0]).toMatchObject({ code: 'row.field-invalid', field: '/scene' })
    expect(await rideOf(row.rideNo)).toMatchObject({ account_id: resident.accountId, revision: 0 })
  })

  it('can no longer be corrected once its run has closed; a new ride of that day goes to the next run', async () => {
    const { sql } = platform.deps
    const [row, late] = [metroRow(resident), metroRow(resident)]
    await send([row])
    await sql`
      UPDATE run SET state = 'settled', rides = 1, reduction_milligrams = 1, evidence_digest = ${Buffer.of(1)}
      WHERE operator_day = ${DAY} AND state = 'open' AND scene_no = (SELECT scene_no FROM scene WHERE scene_id = 'metro')`
    const { body } = await send([{ ...row, revision: 1, distanceMeters: 1 }, late])
    expect(body.verdicts).toEqual([
      { line: 1, verdict: 'rejected', code: 'ride.window-closed' },
      { line: 2, verdict: 'accepted' },
    ])
    expect([(await rideOf(row.rideNo))?.run_no, (await rideOf(late.rideNo))?.run_no]).toEqual([1, 2])
  })
})

describe('The first pushes of a day', () => {
  it('may come all at once', async () => {
    for (let day = 10; day < 20; day += 1) {
      const operatorDay = `2026-03-${day}`
      const row = () =>
        metroRow(resident, {
          operatorDay,
          board: { at: `${operatorDay}T08:00:00+08:00` },
          alight: { at: `${operatorDay}T08:30:00+08:00` },
        })
      const answers = await Promise.all([1, 2, 3, 4].map(() => send([row()])))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    }
  })
})
