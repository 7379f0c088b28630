import type { RideRow } from '#contract'
import { intakeRoutes } from '#server/intake/index'
import { rideKeyOf } from '#server/intake/ride-key'
import { parseCityDay } from '#domain/calendar'
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

/** A resident whose card was linked at nine: an earlier boarding is refused. */
const LINKED_AT = `${DAY}T09:00:00+08:00`
const STRANGER = { scheme: 'sptcc-card', value: '9999888877776666' } as const

let platform: TestPlatform
let city: IntakeCity
let mei: Resident
let lan: Resident
beforeAll(async () => {
  platform = await startTestPlatform({ contexts: [intakeRoutes] })
  city = await buildIntakeCity(platform.deps)
  mei = await settleResident(platform.deps, { linkedAt: LINKED_AT })
  lan = await settleResident(platform.deps)
})
afterAll(() => platform.close())

const good = (rideNo: string, bend: Partial<RideRow> = {}): RideRow =>
  metroRow(mei, {
    rideNo,
    board: { at: `${DAY}T10:00:00+08:00`, station: '莘庄' },
    alight: { at: `${DAY}T10:30:00+08:00`, station: '人民广场' },
    ...bend,
  })
const early = { board: { at: `${DAY}T08:59:00+08:00` } }

/** What a line may do to a ride: every way to stand, to correct, to withdraw and to fail. */
const TELLINGS: ((rideNo: string, revision: number) => RideRow)[] = [
  (rideNo, revision) => good(rideNo, { revision, distanceMeters: 1_000 + revision }),
  (rideNo, revision) => good(rideNo, { revision, distanceMeters: 9_000 }),
  (rideNo, revision) => good(rideNo, { revision, status: 'voided' }),
  (rideNo, revision) => good(rideNo, { revision, subject: STRANGER }),
  (rideNo, revision) => good(rideNo, { revision, subject: lan.subject }),
  (rideNo, revision) => good(rideNo, { revision, ...early }),
  (rideNo, revision) => good(rideNo, { revision, ...early, status: 'voided' }),
  (rideNo, revision) => good(rideNo, { revision, scene: 'bus' }),
]

const wordOf = ({ verdict, code }: { verdict: string; code?: string | undefined }) => code ?? verdict

async function ridesOf(rideNos: readonly string[]): Promise<unknown[]> {
  const day = parseCityDay(DAY)!
  const stored: unknown[] = []
  for (const rideNo of rideNos) {
    const rideKey = rideKeyOf('sptcc', { operatorDay: day, rideNo })
    const [ride] = await platform.deps.sql`
      SELECT account_id, instrument_id, boarded_at, reduction_milligrams, distance_meters, scene_no, revision, state
      FROM ride WHERE operator_day = ${DAY} AND ride_key = ${rideKey}`
    stored.push(ride)
  }
  return stored
}

describe('a ride told more than once in one push', () => {
  it.each([
    ['belongs to nobody', { subject: STRANGER }, 'unmatched'],
    ['is from before the link', early, 'instrument.not-linked-yet'],
  ])('stands as it was first told when the higher revision %s', async (name, bend, word) => {
    const rideNo = `failing-${name.length}`
    const rows = [good(rideNo), good(rideNo, { revision: 1, ...bend })]
    const { body } = await push(platform.url, city.card, rows)
    expect(body.verdicts.map(wordOf)).toEqual(['accepted', word])
    expect(await ridesOf([rideNo])).toMatchObject([{ revision: 0, state: 0 }])
  })

  it('gets the same verdicts and leaves the same ride however its lines are split over pushes', async () => {
    let state = 20_260_504
    const below = (limit: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((state / 2_147_483_648) * limit)
    }
    const stories = Array.from({ length: 150 }, () =>
      Array.from({ length: 2 + below(4) }, () => ({ kind: below(TELLINGS.length), revision: below(4) })),
    )
    const rowsOf = (split: string): RideRow[][] =>
      stories.map((story, n) => story.map(({ kind, revision }) => TELLINGS[kind]!(`${split}-${n}`, revision)))
    const longest = Math.max(...stories.map(({ length }) => length))

    const atOnce = await push(platform.url, city.card, rowsOf('once').flat())
    const oneByOne: string[][] = stories.map(() => [])
    for (let at = 0; at < longest; at += 1) {
      const told = rowsOf('split').flatMap((story, n) => story.slice(at, at + 1).map((row) => ({ row, n })))
      const rows = told.map(({ row }) => row)
      const { body } = await push(platform.url, city.card, rows)
      for (const [line, { n }] of told.entries()) oneByOne[n]!.push(wordOf(body.verdicts[line]!))
    }
    expect(atOnce.body.verdicts.map(wordOf)).toEqual(oneByOne.flat())
    const nosOf = (split: string) => stories.map((_, n) => `${split}-${n}`)
    expect(await ridesOf(nosOf('once'))).toEqual(await ridesOf(nosOf('split')))
  }, 60_000)

  it('ends the same when two pushes tell the same rides at once in opposite order', async () => {
    const rows = Array.from({ length: 300 }, (_, n) => [
      good(`rival-${n}`, { revision: 2, subject: STRANGER }),
      good(`rival-${n}`),
      good(`rival-${n}`, { revision: 1, distanceMeters: 2_000 }),
    ])
    const answers = await Promise.all([
      push(platform.url, city.card, rows.flat()),
      push(platform.url, city.card, [...rows].reverse().flat()),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const stored = await ridesOf(rows.map((_, n) => `rival-${n}`))
    for (const ride of stored) expect(ride).toMatchObject({ revision: 1, distance_meters: 2_000 })
  }, 60_000)

  it('costs no more for being told a thousand times', async () => {
    const rows = Array.from({ length: 1_000 }, (_, n) => good('often', { revision: n, subject: STRANGER }))
    const { body } = await push(platform.url, city.card, [good('often'), ...rows])
    expect(body.counts).toMatchObject({ accepted: 1, unmatched: 999, conflict: 1 })
  })
})
