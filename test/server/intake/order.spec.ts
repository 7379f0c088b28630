import type { RideRow } from '#contract'
import { resolveOverlaps, type OverlapRide } from '#domain/ride'
import { intakeRoutes } from '#server/intake/index'
import { overlapRideOf } from '#server/settling/index'
import { startTestPlatform, type TestPlatform } from '#test/harness/index'

import {
  buildIntakeCity,
  DAY,
  metroRow,
  push,
  settleResident,
  type IntakeCity,
  type Resident,
} from './intake-city'

/** Deterministic shuffling, so that a failure can be seen again. */
function createShuffle(seed: number): <T>(items: readonly T[]) => T[] {
  let state = seed
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  return (items) =>
    items
      .map((item) => ({ item, order: random() }))
      .sort((a, b) => a.order - b.order)
      .map(({ item }) => item)
}

const PEOPLE = 12
const RIDES_A_PERSON = 15

let platform: TestPlatform
let city: IntakeCity
const residents: Resident[] = []
beforeAll(async () => {
  platform = await startTestPlatform({ contexts: [intakeRoutes] })
  city = await buildIntakeCity(platform.deps)
  const consents = [
    ['metro', 'sptcc'],
    ['metro', 'metro-app'],
  ] as const
  for (let n = 0; n < PEOPLE; n += 1) residents.push(await settleResident(platform.deps, { consents }))
})
afterAll(() => platform.close())

/** One ride an hour for every resident. */
const rides = (): RideRow[] =>
  residents.flatMap((resident, person) =>
    Array.from({ length: RIDES_A_PERSON }, (_, n) => {
      const hour = String(n + 5).padStart(2, '0')
      return metroRow(resident, {
        rideNo: `${person}-${n}`,
        board: { at: `${DAY}T${hour}:10:00+08:00`, station: '莘庄' },
        alight: { at: `${DAY}T${hour}:40:00+08:00`, station: '人民广场' },
        distanceMeters: 1_000 + person * 100 + n,
      })
    }),
  )

const split = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size))

interface CountedRide {
  account_id: string
  ride_key: string
  operator_no: number
  boarded_at: Date
  alighted_at: Date
  stations_digest: string
  reduction_milligrams: bigint
}

/** What would count if the day were settled now: the pure rule over everything that was taken in. */
async function countedMilligrams(): Promise<{ rides: number; milligrams: bigint }> {
  const rows = await platform.deps.sql<CountedRide[]>`SELECT * FROM ride WHERE state = 0`
  const counted = residents.flatMap(({ accountId }) => {
    const own = rows.filter((row) => row.account_id === accountId)
    const lost = resolveOverlaps('interval', own.map(overlapRide))
    return own.filter((row) => !lost.has(row.ride_key))
  })
  return {
    rides: counted.length,
    milligrams: counted.reduce((sum, row) => sum + row.reduction_milligrams, 0n),
  }
}

const overlapRide = (row: CountedRide): OverlapRide =>
  overlapRideOf({ ...row, channel_rank: row.operator_no, settled: false })

it('the same rides ten times, shuffled and split differently and at once, and half of them through a second channel with other metres, give the same total', async () => {
  const all = rides()
  const expected = {
    rides: all.length,
    milligrams: all.reduce((sum, row) => sum + BigInt(row.distanceMeters! * 97), 0n),
  }
  const second = all
    .filter((_, n) => n % 2 === 0)
    .map((row) => ({ ...row, rideNo: `code-${row.rideNo}`, distanceMeters: row.distanceMeters! + 777 }))
  const rounds = Array.from({ length: 10 }, (_, n) => split(createShuffle(n + 1)(all), 17 + n * 13))
  const pushes = [
    ...rounds.flatMap((round) => round.map((rows) => () => push(platform.url, city.card, rows))),
    ...split(createShuffle(99)(second), 23).map((rows) => () => push(platform.url, city.code, rows)),
  ]
  const waiting = createShuffle(7)(pushes)
  const counts = { accepted: 0, duplicate: 0 }
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { status, body } = await next()
      expect(status).toBe(200)
      counts.accepted += body.counts.accepted
      counts.duplicate += body.counts.duplicate
    }
  }
  await Promise.all([work(), work(), work(), work()])
  expect(counts).toEqual({ accepted: all.length + second.length, duplicate: 9 * all.length })
  expect(await countedMilligrams()).toEqual(expected)
}, 120_000)

it('two pushes of the same rides in opposite order never deadlock', async () => {
  const many = residents.flatMap((resident) => Array.from({ length: 400 }, () => metroRow(resident)))
  const corrected = many.map((row) => ({ ...row, revision: 1, distanceMeters: 2_000 }))
  for (const rows of [many, corrected]) {
    const answers = await Promise.all([
      push(platform.url, city.card, rows),
      push(platform.url, city.card, [...rows].reverse()),
    ])
    for (const { status } of answers) expect(status).toBe(200)
    const [first, other] = answers.map(({ body }) => body.counts)
    expect(first!.accepted + other!.accepted).toBe(many.length)
    expect(first!.duplicate + other!.duplicate).toBe(many.length)
  }
  expect(platform.logText()).not.toContain('deadlock')
}, 60_000)
