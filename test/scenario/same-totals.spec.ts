import type { RideRow } from '#contract'
import { addDays, cityDayOf } from '#domain/calendar'
import type { Resident } from '#mock/city/index'
import { createRandom, instantText } from '#mock/operators/index'
import { auditEverything } from '#server/audit/index'
import { homeOf, settlePeople } from './resident-account'
import { personLikeMei, startSimulatedCity, type SimulatedCity } from './simulated-city'

const PEOPLE = 4
const RIDES_A_PERSON = 14
const MILLIGRAMS_A_METER = 97

const people = Array.from({ length: PEOPLE }, (_, number) => personLikeMei(`rider-${number}`, number))
let city: SimulatedCity
beforeAll(async () => {
  city = await startSimulatedCity(people)
  await settlePeople(city, people)
  city.clock.advanceSeconds(2 * 86_400)
})
afterAll(() => city.close())

/** A ride an hour for everybody, all of yesterday. */
const rides = (): RideRow[] => {
  const day = addDays(cityDayOf(city.clock.now()), -1)
  return people.flatMap(({ wallet: [card] }, person) =>
    Array.from({ length: RIDES_A_PERSON }, (_, n): RideRow => {
      const boardedAt = Date.parse(`${day}T05:10:00+08:00`) + n * 3_600_000
      return {
        rideNo: `${person}-${n}`,
        operatorDay: day,
        scene: 'metro',
        subject: { scheme: card!.scheme, value: card!.value },
        board: { at: instantText(new Date(boardedAt)), station: '莘庄' },
        alight: { at: instantText(new Date(boardedAt + 30 * 60_000)), station: '人民广场' },
        distanceMeters: 4_000 + person * 1_000 + n,
        status: 'complete',
      }
    }),
  )
}

/** The same trip as the metro's own code saw it: a minute off and another way round. */
const asSeenByCode = (row: RideRow, { wallet }: Resident): RideRow => {
  const code = wallet.find(({ scheme }) => scheme === 'metro-code')!
  const later = (at: string) => instantText(new Date(Date.parse(at) + 60_000))
  return {
    ...row,
    rideNo: `code-${row.rideNo}`,
    subject: { scheme: code.scheme, value: code.value },
    board: { ...row.board, at: later(row.board.at) },
    alight: { ...row.alight!, at: later(row.alight!.at) },
    distanceMeters: row.distanceMeters! + 777,
  }
}

const random = createRandom('the same rides ten times')
const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, at: random.unit() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item)
const split = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size))

it('the same rides pushed ten times, shuffled and split, and half of them again by a second channel, are issued once', async () => {
  const all = rides()
  const again = all.flatMap((row, n) =>
    n % 2 === 0 ? [asSeenByCode(row, people[Math.floor(n / RIDES_A_PERSON)]!)] : [],
  )
  const byCard = Array.from({ length: 10 }, (_, round) => split(shuffled(all), 5 + round * 7)).flat()
  const pushes = shuffled([
    ...byCard.map((rows) => ({ operator: city.operator('sptcc'), rows })),
    ...split(shuffled(again), 9).map((rows) => ({ operator: city.operator('metro-app'), rows })),
  ])
  await Promise.all(
    pushes.map(async ({ operator, rows }, n) => {
      const answer = await operator.push(`totals-${n}`, rows)
      expect(answer).toMatchObject({
        ok: true,
        value: { counts: { unmatched: 0, rejected: 0, conflict: 0 } },
      })
    }),
  )
  const promised = await Promise.all(people.map(({ residentId }) => homeOf(city, residentId)))
  expect(promised.map((home) => home.pendingMilligrams)).toEqual(
    people.map((_, person) => shareOf(all, person)),
  )

  await city.closeWindows()
  await city.workThroughQueues()

  const issued = await Promise.all(people.map(({ residentId }) => homeOf(city, residentId)))
  expect(issued.map((home) => [home.balanceMilligrams, home.pendingMilligrams])).toEqual(
    people.map((_, person) => [shareOf(all, person), 0]),
  )
  const faults: unknown[] = []
  await auditEverything(city.platform.deps.sql, (fault) => void faults.push(fault))
  expect(faults).toEqual([])
})

const shareOf = (rows: readonly RideRow[], person: number): number =>
  rows
    .filter(({ rideNo }) => rideNo.startsWith(`${person}-`))
    .reduce((sum, { distanceMeters }) => sum + distanceMeters! * MILLIGRAMS_A_METER, 0)
