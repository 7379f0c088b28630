import { closeDueWindows } from '#server/settling/index'
import { settlingJobs } from '#server/settling/index'
import type { Sql } from '#server/platform/index'
import { startTestPlatform, testClock, type TestPlatform } from '#test/harness/index'

import {
  DAY,
  foundSmallCity,
  nextDay,
  rideState,
  runOf,
  SETTLED_AT,
  settleResident,
  takeRide,
} from './small-city'

let platform: TestPlatform
let sql: Sql
beforeEach(async () => {
  platform = await startTestPlatform({ clock: testClock(SETTLED_AT), contexts: [settlingJobs] })
  sql = platform.deps.sql
  await foundSmallCity(platform)
})
afterEach(() => platform.close())

const close = (): Promise<number> => closeDueWindows(platform.deps)
const lateWindow = new Date('2026-05-08T00:00:00+08:00')

describe('closing a window', () => {
  it('counts, sums and digests a run whose window is over, and leaves the others open', async () => {
    const mei = await settleResident(sql)
    await takeRide(sql, { resident: mei, operator: 'sptcc', metres: 12_345 })
    await takeRide(sql, { resident: mei, operator: 'sptcc', metres: 1_000, board: '18:00' })
    await takeRide(sql, { resident: mei, operator: 'bus-group', scene: 'bus', closesAt: lateWindow })
    expect(await close()).toBe(1)
    const run = await runOf(sql, 'sptcc')
    expect(run).toMatchObject({ state: 'settled', rides: 2n, reduction_milligrams: 1_197_465n + 97_000n })
    expect(run.evidence_digest).toHaveLength(32)
    expect((await runOf(sql, 'bus-group', 'bus')).state).toBe('open')
    expect(await close()).toBe(0)
  })

  it('runs as a job of the service', async () => {
    await takeRide(sql, { resident: await settleResident(sql), operator: 'sptcc' })
    await platform.deps.jobs.runNow('settling.close-windows')
    expect((await runOf(sql, 'sptcc')).state).toBe('settled')
  })

  it('counts a trip that two channels reported once, by the lower rank, and keeps what it lost to', async () => {
    const mei = await settleResident(sql)
    const byApp = await takeRide(sql, {
      resident: mei,
      operator: 'metro-app',
      board: '08:01',
      metres: 12_000,
    })
    const byCard = await takeRide(sql, { resident: mei, operator: 'sptcc', board: '08:00', metres: 12_345 })
    const another = await takeRide(sql, { resident: mei, operator: 'metro-app', board: '12:00' })
    expect(await close()).toBe(2)
    expect([
      await rideState(sql, byApp),
      await rideState(sql, byCard),
      await rideState(sql, another),
    ]).toEqual([1, 0, 0])
    expect(await sql`SELECT ride_key, winner_key FROM ride_overlap`).toEqual([
      { ride_key: byApp, winner_key: byCard },
    ])
    expect(await sql`SELECT kind, rides FROM run_anomaly`).toEqual([{ kind: 'duplicateTrips', rides: 1n }])
  })

  it('never takes two residents on one train for one trip', async () => {
    await takeRide(sql, { resident: await settleResident(sql), operator: 'metro-app' })
    await takeRide(sql, { resident: await settleResident(sql), operator: 'sptcc' })
    await close()
    expect((await runOf(sql, 'metro-app')).rides).toBe(1n)
    expect((await runOf(sql, 'sptcc')).rides).toBe(1n)
  })

  it('calls a run empty when every ride of it lost', async () => {
    const mei = await settleResident(sql)
    await takeRide(sql, { resident: mei, operator: 'metro-app' })
    await takeRide(sql, { resident: mei, operator: 'sptcc' })
    await close()
    expect(await runOf(sql, 'metro-app')).toMatchObject({ state: 'empty', rides: 0n, evidence_digest: null })
  })

  it('lets what settled stand: a row of better rank that arrives later loses at the close of its own run', async () => {
    const mei = await settleResident(sql)
    await takeRide(sql, { resident: mei, operator: 'metro-app' })
    await close()
    const late = await takeRide(sql, { resident: mei, operator: 'sptcc' })
    await close()
    expect(await rideState(sql, late)).toBe(1)
    expect((await runOf(sql, 'metro-app')).rides).toBe(1n)
  })

  it('gives way to a better channel whose window is still open, whichever ends first', async () => {
    const mei = await settleResident(sql)
    const byApp = await takeRide(sql, { resident: mei, operator: 'metro-app' })
    const byCard = await takeRide(sql, { resident: mei, operator: 'sptcc', closesAt: lateWindow })
    await close()
    expect([await rideState(sql, byApp), await rideState(sql, byCard)]).toEqual([1, 0])
  })

  it('gives the trip back when the better channel withdraws it before its own window ends', async () => {
    const mei = await settleResident(sql)
    const byApp = await takeRide(sql, { resident: mei, operator: 'metro-app' })
    const byCard = await takeRide(sql, { resident: mei, operator: 'sptcc', closesAt: lateWindow })
    await close()
    await sql`UPDATE ride SET state = 2 WHERE ride_key = ${byCard}`
    platform.clock.set('2026-05-08T01:00:00+08:00')
    await close()
    await close()
    expect(await rideState(sql, byApp)).toBe(0)
    expect(await runOf(sql, 'metro-app')).toMatchObject({ run_no: 2, state: 'settled', rides: 1n })
    expect(await sql`SELECT 1 FROM ride_overlap`).toHaveLength(0)
  })

  it('gives the trip back when the better channel corrects it into another resident’s', async () => {
    const mei = await settleResident(sql)
    const lan = await settleResident(sql)
    const byApp = await takeRide(sql, { resident: mei, operator: 'metro-app' })
    const byCard = await takeRide(sql, { resident: mei, operator: 'sptcc', closesAt: lateWindow })
    await close()
    expect(await rideState(sql, byApp)).toBe(1)
    await sql`UPDATE ride SET account_id = ${lan.accountId} WHERE ride_key = ${byCard}`
    platform.clock.set('2026-05-08T01:00:00+08:00')
    await close()
    await close()
    expect([await rideState(sql, byApp), await rideState(sql, byCard)]).toEqual([0, 0])
    expect(await runOf(sql, 'metro-app')).toMatchObject({ run_no: 2, state: 'settled', rides: 1n })
  })

  it('compares rides across midnight', async () => {
    const mei = await settleResident(sql)
    const before = await takeRide(sql, { resident: mei, operator: 'sptcc', board: '23:59', minutes: 20 })
    const after = await takeRide(sql, {
      resident: mei,
      operator: 'metro-app',
      day: nextDay(DAY),
      board: '00:01',
      minutes: 18,
    })
    await close()
    expect([await rideState(sql, before), await rideState(sql, after)]).toEqual([0, 1])
  })

  it('knows a bus trip by its boarding alone', async () => {
    const mei = await settleResident(sql)
    const first = await takeRide(sql, { resident: mei, operator: 'sptcc', scene: 'bus', board: '08:00' })
    const second = await takeRide(sql, { resident: mei, operator: 'bus-group', scene: 'bus', board: '08:02' })
    const third = await takeRide(sql, { resident: mei, operator: 'bus-group', scene: 'bus', board: '08:05' })
    await close()
    expect([await rideState(sql, first), await rideState(sql, second), await rideState(sql, third)]).toEqual([
      0, 1, 0,
    ])
  })

  it('never closes under a push in flight, and closes with its rides when the push is through', async () => {
    const mei = await settleResident(sql)
    await takeRide(sql, { resident: mei, operator: 'sptcc' })
    let finishPush = (): void => undefined
    const pushEnds = new Promise<void>((resolve) => (finishPush = resolve))
    const push = sql.begin(async (transaction) => {
      await transaction`SELECT FROM run WHERE state = 'open' FOR SHARE`
      await pushEnds
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await close()).toBe(0)
    expect((await runOf(sql, 'sptcc')).state).toBe('open')
    finishPush()
    await push
    expect(await close()).toBe(1)
  })

  it('closes a window once when several processes try at the same time', async () => {
    await takeRide(sql, { resident: await settleResident(sql), operator: 'sptcc' })
    const closed = await Promise.all([close(), close(), close()])
    expect(closed.reduce((sum, count) => sum + count, 0)).toBe(1)
  })
})
