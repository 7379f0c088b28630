import { randomUUID } from 'node:crypto'

import { issueGrams } from '#test/harness/credit-world'
import { employBodies, issuedProject, pvRecord } from '#test/harness/project-world'
import {
  accountIdOf,
  mei,
  startResidentWorld,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'

let world: ResidentWorld
let phone: Phone
beforeAll(async () => {
  world = await startResidentWorld()
  phone = await world.resident(mei)
  await issueGrams(world, await accountIdOf(world, phone), { day: '2026-05-01', grams: 1_663 })
  await issuedProject(world, await employBodies(world), {
    ...{ prefix: '/v1/me', sender: phone },
    record: pvRecord({
      ...{ name: '王梅家的屋顶', size: 8_256, startDay: '2023-07-19' },
      siteKeys: [{ kind: 'gridAccount', value: '3101 0007 7788' }],
      meters: [{ meterNo: 'METER-OF-MEI', measure: 'generated' }],
    }),
  })
}, 120_000)
afterAll(() => world.close())

/** 30 days of 20 kWh at 0.42 kg. */
const ROOF = 252_000_000
const TRIPS = 1_663_000
/** What the city’s table lets class I become. */
const REST = [{ methodologyClass: 'I', milligrams: ROOF, uses: ['offset', 'sale', 'surrender'] }]

describe('what a project of hers brought', () => {
  it('is in her total and named in it, and no part of what home says becomes points', async () => {
    const { body } = await phone.get('/v1/me/home')
    expect(body).toMatchObject({
      ...{ issuedMilligrams: TRIPS + ROOF, projectMilligrams: ROOF, balanceMilligrams: TRIPS + ROOF },
      ...{ convertibleMilligrams: TRIPS, notConvertible: REST },
    })
    const trend = body.trend as { month: string; issuedMilligrams: number }[]
    expect(trend.find(({ month }) => month === '2026-04')?.issuedMilligrams).toBe(ROOF)
    expect(trend.find(({ month }) => month === '2026-05')?.issuedMilligrams).toBe(TRIPS)
  })

  it('is in her year as a part of its sum, in the month its period ended', async () => {
    const { body } = await phone.get('/v1/me/year-reports/2026')
    expect(body).toMatchObject({ issuedMilligrams: TRIPS + ROOF, projectMilligrams: ROOF })
    const sumOf = (parts: { issuedMilligrams: number }[]) =>
      parts.reduce((sum, { issuedMilligrams }) => sum + issuedMilligrams, 0)
    expect([sumOf(body.months), sumOf(body.byScene)]).toEqual([TRIPS + ROOF, TRIPS])
    expect(body.months[3]).toEqual({ month: '2026-04', issuedMilligrams: ROOF })
    // 253,663,000 mg at 420,000 mg a kilowatt-hour, rounded down.
    expect(body.comparison.kilowattHours).toBe(603)
    const years = (await phone.get('/v1/me/year-reports')).body.items
    expect(years[0]).toMatchObject({ year: 2026, issuedMilligrams: TRIPS + ROOF })
  })

  it('is told apart beside her points, which are converted to the gram told and not beyond', async () => {
    const points = await phone.get('/v1/me/points')
    expect(points.body).toMatchObject({ convertibleGrams: 1_663, notConvertible: REST })
    const convert = async (grams: number) =>
      (await phone.send('POST', '/v1/me/conversions', { grams }, { 'idempotency-key': randomUUID() })).status
    expect([await convert(1_664), await convert(1_663)]).toEqual([409, 201])
    const { body } = await phone.get('/v1/me/home')
    expect(body).toMatchObject({ convertibleMilligrams: 0, balanceMilligrams: ROOF, notConvertible: REST })
  })
})
