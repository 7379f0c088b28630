import { randomUUID } from 'node:crypto'

import { addDays, cityDayOf } from '#domain/calendar'
import { ownerOf, registerTestInstitution } from '#test/harness/institution-world'
import {
  approved,
  DESK,
  employBodies,
  opened,
  pvRecord,
  readingsOf,
  sendFile,
} from '#test/harness/project-world'
import { mei, startResidentWorld, type Phone, type ResidentWorld } from '#test/harness/resident-world'
import { employ, inventedFerry, inviteExpert, type Caller } from '#test/harness/review-world'
import { OFFICE_APPLICATIONS } from '#test/harness/scene-world'
import { report, startSupervisionWorld } from '#test/harness/supervision-world'

import { startFerryCity } from '../scene/ferry-city'

let world: ResidentWorld
afterEach(() => world.close())

/** Kind → how many wait for her, and how many of them are late where any are. */
const waitingFor = async (who: Caller): Promise<Record<string, number | string>> => {
  const { status, body } = await who.get('/v1/staff/desk')
  expect(status).toBe(200)
  return Object.fromEntries(
    body.items.map(({ kind, count, overdue }: { kind: string; count: number; overdue: number }) => [
      kind,
      overdue === 0 ? count : `${count}, ${overdue} late`,
    ]),
  )
}

describe('a methodology waits', () => {
  let person: Phone
  let [centre, bureau, exchange] = [] as unknown as [Caller, Caller, Caller]
  beforeEach(async () => {
    world = await startResidentWorld()
    person = await world.signIn(mei)
    centre = await employ(world, 'centre-lin', 'centre')
    bureau = await employ(world, 'bureau-gu', 'bureau')
    exchange = await employ(world, 'exchange-li', 'exchange')
  }, 30_000)

  const PROPOSALS = '/v1/staff/methodology-proposals'
  const act = async (who: Caller, path: string, body?: object): Promise<void> => {
    expect(await who.send('POST', `${PROPOSALS}/${path}`, body)).toMatchObject({ status: 200 })
  }

  it('for whoever owes the next word, and for nobody while experts write', async () => {
    const draft = { revises: null, record: inventedFerry() }
    const { body } = await person.send('POST', '/v1/me/methodology-proposals', draft, {
      'idempotency-key': randomUUID(),
    })
    const id = body.proposalId as string
    expect(await waitingFor(centre)).toEqual({})
    await person.send('POST', `/v1/me/methodology-proposals/${id}/submission`)
    expect(await waitingFor(centre)).toEqual({ formChecks: 1 })
    expect(await waitingFor(bureau)).toEqual({})
    world.clock.advanceSeconds(12 * 86_400)
    expect(await waitingFor(centre)).toEqual({ formChecks: '1, 1 late' })
    await act(centre, `${id}/check`)
    await act(centre, `${id}/acceptance`, { code: 'TEST-FERRY' })
    expect(await waitingFor(centre)).toEqual({ panels: 1 })
    const [zhou, wu] = [await inviteExpert(world, centre, 'zhou'), await inviteExpert(world, centre, 'wu')]
    for (const expertId of ['zhou', 'wu']) await act(centre, `${id}/seats`, { expertId, field: '交通' })
    expect(await waitingFor(centre)).toEqual({})
    await zhou.opine(id, 'approve')
    await wu.opine(id, 'approve')
    expect(await waitingFor(centre)).toEqual({ publications: 1 })
    expect(await waitingFor(bureau)).toEqual({ publications: 1 })
    expect(await waitingFor(exchange)).toEqual({})
    const today = cityDayOf(world.clock.now())
    await act(centre, `${id}/signatures`, { day: addDays(today, 1) })
    expect([await waitingFor(centre), await waitingFor(bureau)]).toEqual([{}, { publications: 1 }])
    await act(bureau, `${id}/signatures`, { day: addDays(today, 2) })
    // Two days under one record: each office waits for the other to give way.
    expect([await waitingFor(centre), await waitingFor(bureau)]).toEqual([
      { publications: 1 },
      { publications: 1 },
    ])
    await act(centre, `${id}/signatures`, { day: addDays(today, 2) })
    expect([await waitingFor(centre), await waitingFor(bureau)]).toEqual([{}, {}])
  }, 60_000)

  it('for the centre again when an expert speaks against it', async () => {
    const draft = { revises: null, record: inventedFerry() }
    const { body } = await person.send('POST', '/v1/me/methodology-proposals', draft, {
      'idempotency-key': randomUUID(),
    })
    const id = body.proposalId as string
    await person.send('POST', `/v1/me/methodology-proposals/${id}/submission`)
    await act(centre, `${id}/check`)
    await act(centre, `${id}/acceptance`, { code: 'TEST-FERRY' })
    const experts = [await inviteExpert(world, centre, 'zhou'), await inviteExpert(world, centre, 'wu')]
    for (const { expertId } of experts) await act(centre, `${id}/seats`, { expertId, field: '交通' })
    for (const expert of experts) await expert.opine(id, 'amend')
    expect([await waitingFor(centre), await waitingFor(bureau)]).toEqual([{ panels: 1 }, {}])
  }, 60_000)

  it('until both offices have ended a version, whose names anybody of them reads', async () => {
    const path = '/v1/staff/methodologies/SHCER02020032024II/1/retirement'
    const day = addDays(cityDayOf(world.clock.now()), 1)
    expect((await exchange.get(path)).body).toMatchObject({ validTo: null, signatures: [] })
    await centre.send('POST', path, { day })
    expect((await bureau.get(path)).body).toMatchObject({
      validTo: null,
      signatures: [{ act: 'retire', role: 'centre', day }],
    })
    await bureau.send('POST', path, { day })
    expect((await exchange.get(path)).body).toMatchObject({ validTo: day })
    expect((await exchange.get(path.replace('/1/', '/9/'))).body.code).toBe('request.not-found')
  })
})

it('an application for a scene waits for each office until it has approved the day of the other, then for its test', async () => {
  const city = await startFerryCity()
  ;({ world } = city)
  const { centre, exchange, way } = city
  await city.publish()
  const id = await way.applied()
  expect([await waitingFor(centre), await waitingFor(exchange)]).toEqual([
    { sceneReviews: 1 },
    { sceneReviews: 1 },
  ])
  expect(await waitingFor(await employ(world, 'bureau-gu', 'bureau'))).toEqual({})
  const approve = (who: Caller, until: string) =>
    who.send('POST', `${OFFICE_APPLICATIONS}/${id}/reviews`, { verdict: 'approve', until })
  await approve(centre, '2027-12-31')
  expect([await waitingFor(centre), await waitingFor(exchange)]).toEqual([{}, { sceneReviews: 1 }])
  await approve(exchange, '2027-06-30')
  expect([await waitingFor(centre), await waitingFor(exchange)]).toEqual([
    { sceneReviews: 1 },
    { sceneReviews: 1 },
  ])
  await approve(centre, '2027-06-30')
  expect(await waitingFor(centre)).toEqual({ sceneTrials: 1 })
  await exchange.send('POST', `${OFFICE_APPLICATIONS}/${id}/system-test`)
  expect(await waitingFor(centre)).toEqual({})
}, 60_000)

describe('a project', () => {
  it('waits for the centre, then for two bodies, then for the names under its issuing; its evidence is read beside it', async () => {
    world = await startResidentWorld()
    const bodies = await employBodies(world)
    const { centre, bureau, exchange } = bodies
    const institution = await registerTestInstitution(world)
    const owner = await ownerOf(world, institution)
    const { projectId } = (await opened(owner, '/v1/institution', pvRecord())).body
    const path = `/v1/institution/projects/${projectId}`
    const april = { from: '2026-04-01', to: '2026-05-01' }
    await sendFile(world, owner.token, `${path}/readings/april`, readingsOf(april))
    await sendFile(
      world,
      owner.token,
      `${path}/readings/again`,
      readingsOf(april, { quantity: 1, revision: 1 }),
    )
    expect((await owner.send('POST', `${path}/application`)).status).toBe(200)
    expect([await waitingFor(centre), await waitingFor(bureau)]).toEqual([{ projectChecks: 1 }, {}])

    const evidence = async () => (await exchange.get(`${DESK}/${projectId}/evidence`)).body
    // The higher revision of a day counts, as it does when the period is reckoned.
    expect(await evidence()).toEqual({
      months: [{ month: '2026-04', measure: 'generated', days: 30, quantity: '30' }],
      exclusions: [],
      refusal: null,
    })
    const entry = {
      ...{ scheme: 'ets', schemeName: '上海碳市场', from: '2026-01-01', to: null, source: '名单' },
      siteKey: { kind: 'gridAccount', value: '310100010001' },
    }
    const { entryId } = (await centre.send('POST', '/v1/staff/exclusions', entry)).body
    expect(await evidence()).toMatchObject({
      exclusions: [{ scheme: 'ets', siteKey: entry.siteKey, from: '2026-01-01', to: null }],
      refusal: { code: 'project.site-in-ets' },
    })
    await centre.send('POST', `/v1/staff/exclusions/${entryId}/end`, {
      to: '2026-02-01',
      reasons: '登记错了',
    })
    expect(await evidence()).toMatchObject({ exclusions: [{ to: '2026-02-01' }], refusal: null })

    await approved({ centre, bureau }, projectId)
    expect([await waitingFor(centre), await waitingFor(bureau), await waitingFor(exchange)]).toEqual([
      { issuings: 1 },
      { issuings: 1 },
      { issuings: 1 },
    ])
    const project = (await centre.get(`${DESK}/${projectId}`)).body
    expect(project.signatures).toMatchObject([{ name: 'centre centre-lin' }, { name: 'bureau bureau-gu' }])
    const digest = project.reports[0].evidenceDigest as string
    await centre.send('POST', `${DESK}/${projectId}/reports/1/issue-signatures`, { digest })
    expect([await waitingFor(centre), await waitingFor(bureau)]).toEqual([{}, { issuings: 1 }])
    await centre.send('POST', `${DESK}/${projectId}/suspension`, { words: '现场核查' })
    expect([await waitingFor(centre), await waitingFor(bureau)]).toEqual([{}, {}])
  }, 60_000)
})

describe('what residents and passers-by sent', () => {
  it('waits: a report of fraud for every body, until it is answered', async () => {
    const desk = await startSupervisionWorld()
    world = desk
    await report(desk)
    const { centre, exchange, bureau } = desk
    for (const who of [centre, exchange, bureau]) expect(await waitingFor(who)).toEqual({ fraudReports: 1 })
    world.clock.advanceSeconds(31 * 86_400)
    expect(await waitingFor(exchange)).toEqual({ fraudReports: '1, 1 late' })
    const [{ reportId }] = (await centre.get('/v1/staff/fraud-reports?state=open')).body.items
    await centre.send('POST', `/v1/staff/fraud-reports/${reportId}/look`)
    expect(await waitingFor(bureau)).toEqual({ fraudReports: '1, 1 late' })
    await bureau.send('POST', `/v1/staff/fraud-reports/${reportId}/answer`, {
      ...{ outcome: 'unfounded', answer: '核对过了，没有问题' },
    })
    expect(await waitingFor(bureau)).toEqual({})
  }, 60_000)

  it('waits: a correction for the bodies that have not named units, and for both where they named others', async () => {
    world = await startResidentWorld()
    const { centre, bureau, exchange } = await employBodies(world)
    const phone = await world.resident(mei)
    const asked = { lineId: 'rides', month: '2026-05', text: '少了一趟' }
    const { correctionId } = (await phone.send('POST', '/v1/me/credit-corrections', asked)).body
    const seen = async () => [await waitingFor(centre), await waitingFor(bureau), await waitingFor(exchange)]
    const one = { creditCorrections: 1 }
    expect(await seen()).toEqual([one, one, one])
    const name = (who: Caller, units: number) =>
      who.send('POST', `/v1/staff/credit-corrections/${correctionId}/grants`, { units, words: '核对过了' })
    await name(centre, 3)
    expect(await seen()).toEqual([{}, one, one])
    await name(bureau, 5)
    expect(await seen()).toEqual([one, one, one])
    await name(centre, 5)
    expect(await seen()).toEqual([{}, {}, {}])
  }, 60_000)

  it('waits not for whoever refused it, where it is to be reviewed', async () => {
    world = await startResidentWorld()
    const { centre, centreToo } = await employBodies(world)
    const phone = await world.resident(mei)
    const ask = () =>
      phone.send('POST', '/v1/me/credit-corrections', { lineId: 'rides', month: '2026-05', text: '少了一趟' })
    const { correctionId } = (await ask()).body
    await centre.send('POST', `/v1/staff/credit-corrections/${correctionId}/refusal`, { words: '没有少记' })
    expect((await ask()).body.hearing).toBe(2)
    expect([await waitingFor(centre), await waitingFor(centreToo)]).toEqual([{}, { creditCorrections: 1 }])
  }, 60_000)
})
