import { randomUUID } from 'node:crypto'

import type { MyGroup, Ranking, RideRow, Together } from '#contract'
import { cityDayOf, cityMonthOf } from '#domain/calendar'
import { auditEverything } from '#server/audit/index'
import { mandateOf, registerTestInstitution } from '#test/harness/institution-world'
import { ask, type Answer } from '#test/harness/resident-world'

import { rideMetro } from './ride-metro'
import { sessionOf, settlePeople } from './resident-account'
import { personLikeMei, startSimulatedCity, type SimulatedCity } from './simulated-city'

const MILLIGRAMS_A_METER = 97
/** Metres each of them rides, on one day: five of each school, three of a third. */
const METERS = {
  first: [10_000, 8_000, 6_000, 4_000, 2_001],
  second: [30_000, 1_000, 1_000, 1_000, 1_000],
  third: [20_000, 20_000, 20_000],
} as const
type School = keyof typeof METERS
const SCHOOLS = Object.keys(METERS) as School[]

const people = SCHOOLS.flatMap((school, s) =>
  METERS[school].map((_, n) => personLikeMei(`${school}-${n}`, s * 10 + n)),
)
const sumOf = (school: School): number =>
  METERS[school].reduce((sum: number, meters) => sum + meters, 0) * MILLIGRAMS_A_METER

let city: SimulatedCity
beforeAll(async () => {
  city = await startSimulatedCity(people)
  await settlePeople(city, people)
}, 120_000)
afterAll(() => city.close())

const as = async (
  residentId: string,
  path: string,
  { method = 'GET', body }: { method?: string; body?: object } = {},
): Promise<Answer> => {
  const token = await sessionOf(city, residentId)
  return ask(city.platform.url + path, { method, token, ...(body ? { body } : {}) })
}

/** A school signs a mandate, its owner accepts it on her own phone and opens the school's group. Returns the code it gives out. */
const openSchool = async (school: School): Promise<string> => {
  const institution = await registerTestInstitution({ platform: city.platform }, 'school')
  const mandate = await mandateOf({ clock: city.clock }, institution)
  const { url } = city.platform
  const { code } = (await ask(`${url}/v1/mandates`, { method: 'POST', body: { mandate } })).body
  const member = await as(`${school}-0`, '/v1/me/memberships', { method: 'POST', body: { code } })
  const session = await as(`${school}-0`, `/v1/me/memberships/${member.body.memberId}/sessions`, {
    method: 'POST',
  })
  const group = await ask(`${url}/v1/institution/groups`, {
    method: 'POST',
    token: session.body.accessToken as string,
    body: { kind: 'school', name: { zh: `${school} 学校`, en: `School ${school}` } },
    headers: { 'idempotency-key': randomUUID() },
  })
  expect(group.status).toBe(201)
  return group.body.code as string
}

const join = async (residentId: string, code: string): Promise<Answer> => {
  const preview = await as(residentId, '/v1/me/groups/preview', { method: 'POST', body: { code } })
  const consentVersion = preview.body.consent.version as string
  return as(residentId, '/v1/me/groups', { method: 'POST', body: { code, consentVersion } })
}

const schoolOf = async (residentId: string): Promise<MyGroup | undefined> =>
  ((await as(residentId, '/v1/me/groups')).body as Together).groups[0]
const board = async (residentId: string, query = ''): Promise<Ranking> =>
  (await as(residentId, `/v1/me/rankings/school${query}`)).body as Ranking
const reckon = () => city.platform.deps.jobs.runNow('group.reckon-months')

it('two schools of five are ranked to the milligram from issued rides, a small one is withheld, and a closed month stays', async () => {
  const codes = {} as Record<School, string>
  for (const school of SCHOOLS) codes[school] = await openSchool(school)
  for (const school of SCHOOLS)
    for (const n of METERS[school].keys())
      expect((await join(`${school}-${n}`, codes[school])).status).toBe(201)

  const rows: RideRow[] = SCHOOLS.flatMap((school) =>
    METERS[school].map((distanceMeters, n) => {
      const rider = people.find(({ residentId }) => residentId === `${school}-${n}`)!
      return rideMetro(city, rider, { distanceMeters, rideNo: `${school}-${n}` })
    }),
  )
  const pushed = await city.operator('sptcc').push('schools', rows)
  expect(pushed).toMatchObject({ ok: true, value: { counts: { accepted: rows.length } } })

  // Nothing is ranked before it is issued.
  await reckon()
  expect(await board('first-0')).toMatchObject({ rows: [], placed: 0, withheld: 3, isProvisional: true })

  await city.closeWindows()
  await city.workThroughQueues()
  await reckon()

  const month = cityMonthOf(city.clock.now())
  const running = await board('first-4')
  expect(running).toMatchObject({ month, by: 'average', isProvisional: true, placed: 2, withheld: 1 })
  expect(
    running.rows.map(({ name, place, people: heads, sumMilligrams, isOwn }) => [
      name.en,
      place,
      heads,
      sumMilligrams,
      isOwn,
    ]),
  ).toEqual([
    ['School second', 1, 5, String(sumOf('second')), false],
    ['School first', 2, 5, String(sumOf('first')), true],
  ])
  expect(running.rows[1]?.averageMilligrams).toBe(Math.floor(sumOf('first') / 5))

  // She sees what she brought herself and what all of them came to; of a small group nobody sees anything.
  expect((await schoolOf('first-4'))?.months[0]).toMatchObject({
    ownMilligrams: 2_001 * MILLIGRAMS_A_METER,
    sumMilligrams: String(sumOf('first')),
    averagePlace: 2,
  })
  expect((await schoolOf('third-0'))?.months[0]).toMatchObject({
    ...{ people: null, sumMilligrams: null, averageMilligrams: null, averagePlace: null },
    ownMilligrams: 20_000 * MILLIGRAMS_A_METER,
  })

  // Somebody leaves: the running month does without her, and four are too few.
  const left = (await schoolOf('second-0'))!.groupId
  expect((await as('second-0', `/v1/me/groups/${left}`, { method: 'DELETE' })).status).toBe(204)
  await reckon()
  expect(await board('first-0')).toMatchObject({ placed: 1, withheld: 2 })
  expect((await join('second-0', codes.second)).status).toBe(201)
  await reckon()
  const before = await board('first-0')
  expect(before.rows.map(({ sumMilligrams }) => sumMilligrams)).toEqual([
    String(sumOf('second')),
    String(sumOf('first')),
  ])

  // The month closes on the eighth of the next; who leaves after that changes nothing.
  const daysLeft = 40 - Number(cityDayOf(city.clock.now()).slice(8))
  city.clock.advanceSeconds(daysLeft * 86_400)
  await reckon()
  const closed = await board('first-0', `?month=${month}`)
  expect(closed).toMatchObject({ month, isProvisional: false, rows: before.rows })
  await as('second-0', `/v1/me/groups/${left}`, { method: 'DELETE' })
  await reckon()
  expect(await board('first-0', `?month=${month}`)).toEqual(closed)
  expect(await board('first-0')).toMatchObject({ isProvisional: true, rows: [], placed: 0 })

  const faults: unknown[] = []
  await auditEverything(city.platform.deps.sql, (fault) => void faults.push(fault), city.platform.deps.crypto)
  expect(faults).toEqual([])
}, 120_000)
