import { randomUUID } from 'node:crypto'

import { isRefusal } from '#contract'
import { addDays, cityDayOf, type CityDay } from '#domain/calendar'
import { publishMethodology } from '#server/methodology/index'
import { runDraft } from '#server/proposal/draft-run'
import {
  accountIdOf,
  ask,
  mei,
  startResidentWorld,
  type Answer,
  type ResidentWorld,
} from '#test/harness/resident-world'
import { amendedFerry, employ, inventedFerry, type Caller } from '#test/harness/review-world'
import { storeRide } from '#test/harness/stored-ride'

import metroRecord from '../../../domain/methodology/data/shanghai/metro.json'

const METRO = 'SHCER02020022024II'
const DESK = '/v1/staff/methodology-proposals'

let world: ResidentWorld
let centre: Caller
let bureau: Caller
let accountId: string
beforeAll(async () => {
  world = await startResidentWorld()
  centre = await employ(world, 'centre-lin', 'centre')
  bureau = await employ(world, 'bureau-gu', 'bureau')
  accountId = await accountIdOf(world, await world.resident(mei))
}, 30_000)
afterAll(() => world.close())

const ride = (day: string, distanceMeters: number, state: 0 | 1 | 2 = 0) =>
  storeRide(world.platform, {
    ...{ accountId, instrumentId: randomUUID(), operatorDay: day as CityDay, distanceMeters, state },
    boardedAt: `${day}T08:00:00+08:00`,
    alightedAt: `${day}T08:30:00+08:00`,
  })

/** The metro with 90 g instead of 97, by the centre. */
const metroAt90 = async (): Promise<string> => {
  const begun = await centre.send('POST', DESK, { revises: METRO, record: null })
  const { proposalId, record } = begun.body
  const [baseline, project, net] = record.factors
  const factors = [baseline, { ...project, value: '40' }, { ...net, value: '90' }]
  const formula = { kind: 'perMetre', microgramsPerMeter: 90_000 }
  const { outline } = inventedFerry()
  const amended = { ...record, formula, factors, outline }
  const answer = await centre.send('PUT', `${DESK}/${proposalId}/record`, { record: amended })
  expect(answer.body.faults).toEqual([])
  return proposalId as string
}
const run = (who: Caller, id: string, month = '2026-04'): Promise<Answer> =>
  who.get(`${DESK}/${id}/draft-run?month=${month}`)

it('a proposal is reckoned over a month of rides that count, beside what they were counted by, and changes nothing', async () => {
  await ride('2026-04-01', 12_345)
  await ride('2026-04-30', 12_345)
  await ride('2026-04-15', 1)
  await ride('2026-04-15', 5_000, 1)
  await ride('2026-04-15', 5_000, 2)
  await ride('2026-03-31', 5_000)
  await ride('2026-05-01', 5_000)
  const id = await metroAt90()
  const { sql } = world.platform.deps
  const counts =
    () => sql`SELECT (SELECT count(*) FROM ledger_entry) AS entries, (SELECT count(*) FROM ride) AS rides,
    (SELECT max(sequence) FROM audit_entry) AS acts`
  await centre.get(DESK)
  await bureau.get(DESK)
  const before = await counts()
  const answer = await run(bureau, id)
  expect(answer).toMatchObject({
    status: 200,
    body: {
      ...{ proposalId: id, round: 0, sceneId: 'metro', month: '2026-04' },
      past: {
        ...{ rides: 3, ridesWithoutDistance: 0 },
        inForceMilligrams: String(2 * 12_345 * 97 + 97),
        draftMilligrams: String(2 * 12_345 * 90 + 90),
      },
    },
  })
  expect(answer.body.personas.map(({ personaId }: { personaId: string }) => personaId)).toEqual([
    ...['metro-commuter', 'feeder-rider', 'sunday-visitor'],
  ])
  expect(await counts()).toEqual(before)
})

it('for a scene that never counted there are no rides, and what people would have is shown all the same', async () => {
  const begun = await centre.send('POST', DESK, { revises: null, record: inventedFerry() })
  expect((await run(centre, begun.body.proposalId)).body).toMatchObject({
    past: { rides: 0, inForceMilligrams: '0', draftMilligrams: '0' },
    personas: [
      { personaId: 'ferry-crosser', sums: { inForceMilligrams: '0', draftMilligrams: '5412000' } },
      {},
    ],
  })
})

it('takes what was handed in and not what is being changed meanwhile', async () => {
  const begun = await centre.send('POST', DESK, { revises: null, record: inventedFerry() })
  const id = begun.body.proposalId as string
  await centre.send('POST', `${DESK}/${id}/submission`)
  await centre.send('POST', `${DESK}/${id}/check`)
  await centre.send('POST', `${DESK}/${id}/return`, { reasons: '请修改' })
  await centre.send('PUT', `${DESK}/${id}/record`, { record: amendedFerry() })
  expect((await run(centre, id)).body).toMatchObject({
    round: 1,
    personas: [{ sums: { draftMilligrams: '5412000' } }, {}],
  })
})

it('is refused for a month that is not over, a record that does not hold, a draft of somebody else, and roles without the desk', async () => {
  const id = await metroAt90()
  expect((await run(centre, id, '2026-05')).body.code).toBe('methodology.month-open')
  expect((await run(centre, id, '2026-13')).body.code).toBe('request.invalid')
  const faulty = await centre.send('POST', DESK, { revises: null, record: { sceneId: 'ferry' } })
  expect((await run(centre, faulty.body.proposalId)).body.code).toBe('methodology.record-faulty')
  const phone = await world.signIn(mei)
  const key = { 'idempotency-key': randomUUID() }
  const hers = await phone.send(
    'POST',
    '/v1/me/methodology-proposals',
    { revises: null, record: inventedFerry() },
    key,
  )
  expect((await run(centre, hers.body.proposalId)).body.code).toBe('request.not-found')
  const district = await employ(world, 'district-wei', 'district')
  expect((await run(district, id)).body.code).toBe('access.not-permitted')
})

it('runs once at a time and not for long, whatever else the database is doing', async () => {
  const id = await metroAt90()
  const { sql } = world.platform.deps
  const busy = await sql.begin(async (holder) => {
    await holder`SELECT pg_advisory_xact_lock(hashtext('methodology draft run'))`
    return run(centre, id)
  })
  expect(busy).toMatchObject({ status: 503, body: { code: 'server.busy' } })
  const late = await sql.begin(async (holder) => {
    await holder`LOCK TABLE ride IN ACCESS EXCLUSIVE MODE`
    return runDraft(world.platform.deps, { proposalId: id, month: '2026-04' }, 1)
  })
  expect(isRefusal(late) && late.refused).toBe('methodology.run-too-long')
  expect((await run(centre, id)).status).toBe(200)
})

it('two versions can be laid side by side by anybody, and a version that is not there is not found', async () => {
  const path = `${world.platform.url}/v1/methodologies/${METRO}/differences`
  expect((await ask(`${path}?from=1&to=1`)).body).toMatchObject({ code: METRO, items: [] })
  expect((await ask(`${path}?from=1&to=2`)).body.code).toBe('request.not-found')
  const second = { ...metroRecord, version: 2, monitoring: { zh: '换了个说法', en: 'Other words' } }
  const tomorrow = addDays(cityDayOf(world.clock.now()), 1)
  expect(await publishMethodology(world.platform.deps, second, tomorrow)).toMatchObject({ kind: 'published' })
  expect((await ask(`${path}?from=1&to=2`)).body.items).toEqual([
    { field: 'validFrom', before: '2024-03-01', after: tomorrow },
    { field: 'validTo', before: tomorrow, after: null },
    { field: 'monitoring', before: metroRecord.monitoring, after: { zh: '换了个说法', en: 'Other words' } },
  ])
})
