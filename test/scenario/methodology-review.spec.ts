import type { RideRow } from '#contract'
import { addDays, cityDayOf, type CityDay } from '#domain/calendar'
import { ferryRide } from '#mock/operators/index'
import { ask, type Answer } from '#test/harness/resident-world'
import {
  amendedFerry,
  employ,
  inventedFerry,
  inviteExpert,
  type Caller,
  type Expert,
} from '#test/harness/review-world'
import { sceneWay } from '#test/harness/scene-world'

import { deskOf } from './scene-desk'
import { homeOf, sessionOf, settlePeople } from './resident-account'
import { personLikeMei, startSimulatedCity, type SimulatedCity } from './simulated-city'

const mei = personLikeMei('mei', 1)
let city: SimulatedCity
let centre: Caller
let bureau: Caller
beforeAll(async () => {
  city = await startSimulatedCity([mei])
  await settlePeople(city, [mei])
  centre = await employ(city, 'centre-lin', 'centre')
  bureau = await employ(city, 'bureau-gu', 'bureau')
}, 60_000)
afterAll(() => city.close())

const CODE = 'TEST-FERRY-INVENTED'
const DESK = '/v1/staff/methodology-proposals'
const today = (): CityDay => cityDayOf(city.clock.now())

let asks = 0
/** She asks with a session of her own each time: the clock outruns the tokens. */
const as = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Answer> => {
  const headers = { 'idempotency-key': `request-${(asks += 1)}` }
  const token = await sessionOf(city, mei.residentId)
  return ask(city.platform.url + path, { method, token, headers, ...(body === undefined ? {} : { body }) })
}
const onDesk = async (id: string, act: string, body?: object): Promise<Answer> => {
  const answer = await centre.send('POST', `${DESK}/${id}/${act}`, body)
  expect([act, answer.status]).toEqual([act, 200])
  return answer
}
const publish = async (id: string, day: CityDay): Promise<void> => {
  await onDesk(id, 'signatures', { day })
  const second = await bureau.send('POST', `${DESK}/${id}/signatures`, { day })
  expect(second.body).toMatchObject({ state: 'published' })
}
const approve = async (id: string, experts: readonly Expert[]): Promise<void> => {
  for (const expert of experts) expect((await expert.opine(id, 'approve')).status).toBe(204)
}

/** She crosses the river, and is over by the city's clock. */
const crossing = (): RideRow => {
  city.clock.advanceSeconds(300)
  const at = city.clock.now()
  city.clock.advanceSeconds(900)
  const { scheme, value } = mei.wallet[0]!
  return ferryRide({
    at,
    until: city.clock.now(),
    meters: 900,
    pier: '东昌路渡口',
    subject: { scheme, value },
  })
}
const cross = async (pushId: string): Promise<Answer['body']> => {
  const { value } = (await city.operator('sptcc').push(pushId, [crossing()])) as { value: Answer['body'] }
  return value
}
const credited = async (): Promise<number> => {
  await city.closeWindows()
  await city.workThroughQueues()
  return (await homeOf(city, mei.residentId)).balanceMilligrams
}

it('what a resident proposes is returned, reviewed and published; its scene is applied for, approved, tested and connected; every ride keeps the version of its day', async () => {
  expect(await cross('too-early')).toMatchObject({
    verdicts: [{ verdict: 'rejected', code: 'scene.disabled' }],
  })

  // She proposes; the centre wants the boundary written out; she amends.
  const draft = { revises: null, record: inventedFerry() }
  const { proposalId: id } = (await as('POST', '/v1/me/methodology-proposals', draft)).body
  const mine = `/v1/me/methodology-proposals/${id}`
  await as('POST', `${mine}/submission`)
  await onDesk(id, 'check')
  await onDesk(id, 'return', { reasons: '请写清边界' })
  expect((await as('GET', mine)).body).toMatchObject({
    state: 'returned',
    returns: [{ reasons: '请写清边界' }],
  })
  const outline = {
    ...(inventedFerry()['outline'] as object),
    boundary: { zh: '从登船到离船', en: 'Boarding to landing' },
  }
  await as('PUT', `${mine}/record`, { record: inventedFerry({ outline }) })
  expect((await as('POST', `${mine}/submission`)).body).toMatchObject({ state: 'submitted', round: 2 })
  await onDesk(id, 'check')
  await onDesk(id, 'acceptance', { code: CODE })

  // Of two experts one recuses herself and is replaced.
  const [zhou, wu, sun] = [
    await inviteExpert(city, centre, 'zhou'),
    await inviteExpert(city, centre, 'wu'),
    await inviteExpert(city, centre, 'sun'),
  ]
  for (const { expertId } of [zhou, wu]) await onDesk(id, 'seats', { expertId, field: '交通' })
  await wu.send('POST', `/v1/expert/reviews/${id}/recusal`, { reason: '参与过前期研究' })
  await onDesk(id, 'seats/wu/substitution', { expertId: 'sun' })
  await approve(id, [zhou, sun])

  // Two offices publish; still nobody is live under it.
  await publish(id, today())
  expect(await cross('published')).toMatchObject({ verdicts: [{ code: 'scene.not-live' }] })

  // The operator applies, centre and exchange approve, its test counts nothing, it connects; the next crossing earns.
  const way = sceneWay(await deskOf(city, { residentId: mei.residentId, row: crossing }))
  await way.opened(`${today().slice(0, 4)}-12-31`)
  expect(await city.platform.deps.sql`SELECT FROM ride`).toHaveLength(0)
  const consent = await as('PUT', '/v1/me/consents/ferry/sptcc')
  expect(consent.body).toMatchObject({ state: 'granted' })
  expect(await cross('first')).toMatchObject({ counts: { accepted: 1 } })
  expect(await credited()).toBe(123_000)

  // The centre revises it for tomorrow; today's crossings stay with the old version, also one that is told late.
  const own = await centre.send('POST', DESK, { revises: CODE, record: amendedFerry({ outline }) })
  const revision = own.body.proposalId as string
  await onDesk(revision, 'submission')
  await onDesk(revision, 'check')
  await onDesk(revision, 'acceptance', { code: null })
  for (const { expertId } of [zhou, sun]) await onDesk(revision, 'seats', { expertId, field: '交通' })
  await approve(revision, [zhou, sun])
  const tomorrow = addDays(today(), 1)
  await publish(revision, tomorrow)
  const late = crossing()
  city.clock.set(`${tomorrow}T10:00:00+08:00`)
  expect(await city.operator('sptcc').push('late', [late])).toMatchObject({
    value: { counts: { accepted: 1 } },
  })
  expect(await cross('next-day')).toMatchObject({ counts: { accepted: 1 } })
  expect(await credited()).toBe(123_000 + 123_000 + 100_000)

  const register = (await ask(`${city.platform.url}/v1/methodology-register`)).body.items
  expect(register.find(({ code }: { code: string }) => code === CODE).versions).toMatchObject([
    { version: 2, state: 'published', validFrom: tomorrow },
    { version: 1, state: 'retired', validTo: tomorrow, opinions: [{ round: 2 }, { round: 2 }] },
  ])
}, 60_000)
