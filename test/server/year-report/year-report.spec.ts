import { randomUUID } from 'node:crypto'

import type { CityDay } from '#domain/calendar'
import { givePoints, listed, openTestMall, take } from '#test/harness/mall-world'
import { issueRun } from '#test/harness/issued-run'
import { employBodies, issuedProject, pvRecord } from '#test/harness/project-world'
import {
  accountIdOf,
  bo,
  mei,
  startResidentWorld,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'
import { storeRide } from '#test/harness/stored-ride'

let world: ResidentWorld
let phone: Phone
let accountId: string
beforeEach(async () => {
  world = await startResidentWorld('2026-11-20T09:00:00+08:00')
  phone = await world.resident(mei)
  accountId = await accountIdOf(world, phone)
})
afterEach(() => world.close())

const year = async (of: number, by = phone) => (await by.get(`/v1/me/year-reports/${of}`)).body
const issue = (day: string, milligrams: bigint, sceneId = 'metro'): Promise<string> =>
  issueRun(world.platform, { day: day as CityDay, sceneId, postings: [{ accountId, milligrams }] })
const ride = (day: string, change: object = {}): Promise<string> =>
  storeRide(world.platform, {
    ...{ accountId, instrumentId: randomUUID(), operatorDay: day as CityDay, runState: 'issued' as const },
    ...{ boardedAt: `${day}T08:00:00+08:00`, alightedAt: `${day}T08:30:00+08:00` },
    ...change,
  })

describe('a year report', () => {
  it('of a first year begins on the day she opened her account and says nothing where nothing was', async () => {
    expect(await year(2026)).toMatchObject({
      ...{
        year: 2026,
        from: '2026-11-20',
        to: '2026-11-20',
        isRunning: true,
        issuedMilligrams: 0,
        rides: 0,
        days: 0,
      },
      ...{ distanceMeters: 0, byScene: [], comparison: null, titles: [], points: { converted: 0, spent: 0 } },
    })
    expect((await phone.get('/v1/me/year-reports')).body.items).toEqual([
      { year: 2026, issuedMilligrams: 0, rides: 0 },
    ])
    expect((await year(2025)).code).toBe('year.not-yours')
    expect((await year(2027)).code).toBe('year.not-yours')
  })

  it('sums what was issued by scene and month, the metres of rides that count, and each year alone', async () => {
    await issue('2026-12-31', 7_000n)
    world.clock.set('2027-07-02T09:00:00+08:00')
    phone = await world.signIn(mei)
    await issue('2027-01-01', 400_000n)
    await issue('2027-02-10', 422_000n, 'bus')
    await issue('2027-02-11', 97_000n)
    await ride('2027-01-01', { distanceMeters: 4_000 })
    await ride('2027-02-11', { distanceMeters: 1_000 })
    await ride('2027-02-11', {
      distanceMeters: 500,
      boardedAt: '2027-02-11T18:00:00+08:00',
      alightedAt: '2027-02-11T18:20:00+08:00',
    })
    await ride('2027-02-10', { sceneId: 'bus' })
    // Refused, not issued yet, of another year, of another person: none of it is hers this year.
    await ride('2027-02-12', { distanceMeters: 9_000, state: 1 })
    await ride('2027-02-13', { distanceMeters: 9_000, runState: 'settled' })
    await ride('2026-12-31', { distanceMeters: 9_000 })
    const other = await accountIdOf(world, await world.resident(bo))
    await ride('2027-03-01', { distanceMeters: 9_000, accountId: other })
    const report = await year(2027)
    expect(report).toMatchObject({
      ...{
        from: '2027-01-01',
        to: '2027-07-02',
        isRunning: true,
        issuedMilligrams: 919_000,
        rides: 3,
        days: 3,
      },
      ...{ distanceMeters: 5_500 },
      byScene: [
        { sceneId: 'metro', rides: 2, issuedMilligrams: 497_000, distanceMeters: 5_500 },
        { sceneId: 'bus', rides: 1, issuedMilligrams: 422_000, distanceMeters: null },
      ],
      // 919,000 mg at 420,000 mg a kilowatt-hour, rounded down.
      comparison: { kilowattHours: 2, milligramsPerKilowattHour: 420_000 },
    })
    expect(report.comparison.source.zh).toContain('沪环气〔2022〕34号')
    expect(
      report.months.map(({ issuedMilligrams }: { issuedMilligrams: number }) => issuedMilligrams),
    ).toEqual([...[400_000, 519_000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]])
    expect(await year(2026)).toMatchObject({
      to: '2026-12-31',
      isRunning: false,
      issuedMilligrams: 7_000,
      comparison: null,
    })
    expect(
      (await phone.get('/v1/me/year-reports')).body.items.map((one: { year: number }) => one.year),
    ).toEqual([2027, 2026])
  })

  it('is there for every year from the first that projects were issued for, older than the account or not', async () => {
    await issuedProject(world, await employBodies(world), {
      ...{ prefix: '/v1/me', sender: { ...phone, token: phone.accessToken } },
      record: pvRecord({
        size: 8_000,
        startDay: '2023-01-01',
        period: { from: '2024-10-01', to: '2024-11-01' },
      }),
    })
    expect((await phone.get('/v1/me/year-reports')).body.items).toEqual([
      { year: 2026, issuedMilligrams: 0, rides: 0 },
      { year: 2025, issuedMilligrams: 0, rides: 0 },
      { year: 2024, issuedMilligrams: 260_400_000, rides: 0 },
    ])
    const report = await year(2024)
    expect(report).toMatchObject({
      ...{ from: '2024-01-01', to: '2024-12-31', isRunning: false, rides: 0, days: 0 },
      ...{
        issuedMilligrams: 260_400_000,
        projectMilligrams: 260_400_000,
        comparison: { kilowattHours: 620 },
      },
    })
    expect(report.months[9]).toEqual({ month: '2024-10', issuedMilligrams: 260_400_000 })
    expect(await year(2025)).toMatchObject({ from: '2025-01-01', to: '2025-12-31', issuedMilligrams: 0 })
    expect(await year(2026)).toMatchObject({ from: '2026-01-01', isRunning: true })
    expect((await year(2023)).code).toBe('year.not-yours')
  })

  it('says what points were got and spent, and which titles', async () => {
    world.clock.set('2027-05-04T09:00:00+08:00')
    phone = await world.signIn(mei)
    await givePoints(world, accountId, [900])
    const mall = await openTestMall(world)
    const title = {
      kind: 'title',
      payableFen: 0,
      perPersonMax: 1,
      voucherDays: 1,
      shopIds: [],
      pricePoints: 300,
    }
    const goodsId = await listed(mall, { ...title, name: { zh: '绿色出行家', en: 'Green rider' } }, 0)
    expect((await take(phone, goodsId)).status).toBe(201)
    const coupon = await take(phone, await listed(mall))
    expect(await year(2027)).toMatchObject({
      points: { converted: 900, spent: 800 },
      titles: [{ zh: '绿色出行家', en: 'Green rider' }],
    })
    await phone.send('POST', `/v1/me/vouchers/${coupon.body.voucherId as string}/refund`)
    expect((await year(2027)).points).toEqual({ converted: 900, spent: 300 })
  })

  it('is a leap year to its last day', async () => {
    world.clock.set('2029-01-01T00:00:00+08:00')
    phone = await world.signIn(mei)
    expect(await year(2028)).toMatchObject({ from: '2028-01-01', to: '2028-12-31', isRunning: false })
  })
})
