import type { RidePage } from '#contract'
import type { RideFilter } from '../../../src/api/resources/rides'
import { LastKnown } from '../../../src/stores/last-known'
import { RidesStore } from '../../../src/stores/rides-store'
import { deviceStore } from './device-store'

const NOW = () => new Date('2026-11-23T09:30:00+08:00')

/** Two pages in every month. */
function service() {
  const asked: RideFilter[] = []
  const page = (filter: RideFilter) => {
    asked.push(filter)
    const value: RidePage = {
      month: filter.month,
      rides: [],
      nextCursor: filter.cursor === undefined ? 'second' : null,
      totalRides: 200,
      issuedMilligrams: 0,
      pendingMilligrams: 0,
    }
    return Promise.resolve({ ok: true as const, value })
  }
  return { asked, page }
}

const lastKnown = () => new LastKnown(deviceStore(), () => 'acc_wang')

test('the city’s month is shown first, and the months before it by turning back', async () => {
  const rides = new RidesStore(service(), lastKnown(), NOW)
  expect(rides.month).toBe('2026-11')
  expect(rides.isNewestMonth).toBe(true)
  await rides.turnMonth(-1)
  expect(rides.pages.first.shown?.month).toBe('2026-10')
})

test('the next page is fetched once, however often its end comes near', async () => {
  const api = service()
  const rides = new RidesStore(api, lastKnown(), NOW)
  await rides.load()
  await Promise.all([rides.pages.loadMore(), rides.pages.loadMore()])
  await rides.pages.loadMore()
  expect(api.asked.map(({ cursor }) => cursor)).toEqual([undefined, 'second'])
})

test('a filter starts again from the first page', async () => {
  const api = service()
  const rides = new RidesStore(api, lastKnown(), NOW)
  await rides.load()
  await rides.pages.loadMore()
  await rides.choose({ scene: 'bus' })
  expect(api.asked[2]).toEqual({ month: '2026-11', scene: 'bus' })
})
