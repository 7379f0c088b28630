import type { PushOutcome, SceneList } from '#contract'
import { addDays, type CityDay } from '#domain/calendar'
import { auditEverything } from '#server/audit/index'
import { publishMethodology } from '#server/methodology/index'
import {
  invited,
  ownerOf,
  registerTestInstitution,
  type Acting,
  type TestInstitution,
} from '#test/harness/institution-world'
import { ask, type Answer, type ResidentWorld } from '#test/harness/resident-world'
import { employ, type Caller } from '#test/harness/review-world'
import {
  APPLICATIONS,
  draftFerry,
  ferryRecord,
  lasting,
  OFFICE_APPLICATIONS,
  sceneMandateOf,
} from '#test/harness/scene-world'

import inventedFerry from '../../fixtures/ferry-invented-for-tests.json'

import { startFerryCity, type FerryCity } from './ferry-city'

let city: FerryCity
let world: ResidentWorld
let carrier: TestInstitution
let applicant: Acting
let centre: Caller
let exchange: Caller
let way: FerryCity['way']

const UNTIL = '2026-12-31' as CityDay
const codeOf = ({ body }: Answer): unknown => body.code

beforeEach(async () => {
  city = await startFerryCity()
  ;({ world, carrier, applicant, centre, exchange, way } = city)
}, 60_000)
afterEach(() => world.close())

const today = (): CityDay => city.today()
const crossing: FerryCity['crossing'] = (bend) => city.crossing(bend)
const push: FerryCity['push'] = (rows) => city.push(rows)
const riding: FerryCity['riding'] = () => city.riding()
const published = (): Promise<void> => city.publish()
const verdicts = ({ verdicts: given }: PushOutcome): string[] =>
  given.map(({ verdict, code }) => code ?? verdict)

const act = (id: string, name: string, body?: object, who: Acting = applicant): Promise<Answer> =>
  who.send(name === 'record' ? 'PUT' : 'POST', `${APPLICATIONS}/${id}/${name}`, body)
const office = (who: Caller, id: string, name: string, body?: object): Promise<Answer> =>
  who.send('POST', `${OFFICE_APPLICATIONS}/${id}/${name}`, body)
const approve = (who: Caller, id: string, until: string = UNTIL): Promise<Answer> =>
  office(who, id, 'reviews', { verdict: 'approve', until })
const ferryScene = async (): Promise<SceneList['items'][number]> => {
  const { body } = await ask(`${world.platform.url}/v1/scenes`)
  return (body as SceneList).items.find(({ sceneId }) => sceneId === 'ferry')!
}
const faults = async (): Promise<string[]> => {
  const found: string[] = []
  await auditEverything(world.platform.deps.sql, (fault) => found.push(`${fault.table}: ${fault.what}`))
  return found
}

describe('whoever applies', () => {
  it('is the operator itself, or a party its institution entrusted with this scene', async () => {
    const other = await registerTestInstitution(world, { kinds: 'agent' })
    const agent = await ownerOf(world, other)
    expect(codeOf(await draftFerry(agent))).toBe('scene.mandate-needed')
    const bent = [
      { claims: { scene: 'bike' } },
      { claims: { sub: carrier.creditCode } },
      { claims: { iss: other.creditCode } },
      { claims: { exp: 1 } },
      { claims: { jti: 'scene-\u0000-1' } },
      { typ: 'mandate+jwt' },
    ]
    for (const bend of bent) {
      const mandate = await sceneMandateOf(world, carrier, other, bend)
      expect([bend, codeOf(await draftFerry(agent, { mandate }))]).toEqual([bend, 'mandate.refused'])
    }
    const forged = await sceneMandateOf(world, { ...carrier, key: other.key }, other)
    expect(codeOf(await draftFerry(agent, { mandate: forged }))).toBe('mandate.refused')
    const header = { alg: 'EdDSA', typ: 'scene-mandate+jwt', kid: 'a\u0000b' }
    const unkeyed = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.e30.${'A'.repeat(86)}`
    expect(codeOf(await draftFerry(agent, { mandate: unkeyed }))).toBe('mandate.refused')
    const mandate = await sceneMandateOf(world, carrier, other)
    const drafted = await draftFerry(agent, { mandate })
    expect(drafted).toMatchObject({ status: 201, body: { state: 'draft', applicant: { kind: 'agent' } } })
    expect(codeOf(await draftFerry(agent, { mandate }))).toBe('mandate.used')
    const again = await sceneMandateOf(world, carrier, other)
    expect(codeOf(await draftFerry(agent, { mandate: again }))).toBe('scene.application-open')
    expect(codeOf(await draftFerry(applicant))).toBe('scene.application-open')
    // The operator's own institution sees what is done in its name, and may end it; nobody else finds it.
    const id = drafted.body.applicationId as string
    expect((await applicant.get(`${APPLICATIONS}/${id}`)).status).toBe(200)
    const stranger = await ownerOf(world, await registerTestInstitution(world))
    expect(codeOf(await stranger.get(`${APPLICATIONS}/${id}`))).toBe('request.not-found')
    expect(codeOf(await act(id, 'withdrawal', { reasons: '不是我的' }, stranger))).toBe('request.not-found')
    expect(codeOf(await centre.get(`${OFFICE_APPLICATIONS}/${id}`))).toBe('request.not-found')
    // A mandate that has run out ends the acting, not the application.
    await published()
    world.clock.advanceSeconds(91 * 86_400)
    const later = lasting(world, agent)
    expect(codeOf(await act(id, 'submission', undefined, later))).toBe('mandate.refused')
    expect(await act(id, 'submission')).toMatchObject({ body: { state: 'applied' } })
    expect(await faults()).toEqual([])
  }, 60_000)

  it('applies by a manager or owner, for a scene and an operator there are, with words a database keeps', async () => {
    expect(codeOf(await draftFerry(applicant, { sceneId: 'tram' }))).toBe('scene.unknown')
    expect(codeOf(await draftFerry(applicant, { operatorId: 'nobody' }))).toBe('scene.unknown')
    const half = { ...ferryRecord(), dataSource: '闸机\ud800' }
    expect(codeOf(await draftFerry(applicant, { record: half }))).toBe('request.invalid')
    const manager = await invited(world, applicant, 'manager')
    expect((await draftFerry(manager)).status).toBe(201)
  })

  it('hands in under a methodology that is in force, is returned with reasons, and hands in again', async () => {
    const id = (await draftFerry(applicant)).body.applicationId as string
    expect(codeOf(await act(id, 'submission'))).toBe('scene.methodology-needed')
    await published()
    expect(await act(id, 'submission')).toMatchObject({ body: { state: 'applied', round: 1 } })
    // How far it has come is nobody else's business, nor that it has begun.
    expect(await ferryScene()).toMatchObject({ providers: [{ state: 'none', approvedUntil: null }] })
    expect(codeOf(await act(id, 'record', { record: ferryRecord() }))).toBe('scene.not-with-applicant')
    await approve(centre, id)
    const returned = await office(exchange, id, 'reviews', { verdict: 'return', reasons: '请写清数据来源' })
    expect(returned).toMatchObject({ status: 200, body: { state: 'returned', dueAt: null } })
    expect(await ferryScene()).toMatchObject({ providers: [{ state: 'none' }] })
    const record = { ...ferryRecord(), dataSource: '闸机记录，每日核对' }
    expect((await act(id, 'record', { record })).status).toBe(200)
    const again = await act(id, 'submission')
    expect(again).toMatchObject({ body: { state: 'applied', round: 2 } })
    expect(again.body.steps.map((step: { reasons: string | null }) => step.reasons)).toContain(
      '请写清数据来源',
    )
    // The centre's word on the first round does not count for the second.
    expect(await approve(exchange, id)).toMatchObject({ body: { state: 'applied' } })
    expect(await approve(centre, id)).toMatchObject({ body: { state: 'approved', approvedUntil: UNTIL } })
    const { rounds, reviews } = (await centre.get(`${OFFICE_APPLICATIONS}/${id}`)).body
    expect(rounds.map((round: { record: { dataSource: string } }) => round.record.dataSource)).toEqual([
      ferryRecord().dataSource,
      '闸机记录，每日核对',
    ])
    expect(reviews).toHaveLength(4)
    expect(await faults()).toEqual([])
  })
})

describe('two offices', () => {
  it('approve together: neither alone, nobody for both, and only for the same day', async () => {
    await published()
    const id = await way.applied()
    const centreToo = await employ(world, 'centre-shen', 'centre')
    expect(codeOf(await approve(centre, id, addDays(today(), -1)))).toBe('scene.day-over')
    expect(await approve(centre, id)).toMatchObject({ body: { state: 'applied' } })
    expect(codeOf(await approve(centreToo, id))).toBe('scene.second-office-needed')
    // She changes office, and is still one person.
    const moved = await employ(world, 'centre-lin', 'exchange')
    expect(codeOf(await approve(moved, id))).toBe('scene.second-person-needed')
    expect(await approve(exchange, id, '2027-06-30')).toMatchObject({ body: { state: 'applied' } })
    expect(await approve(centreToo, id, '2027-06-30')).toMatchObject({
      body: { state: 'approved', approvedUntil: '2027-06-30' },
    })
    expect(codeOf(await approve(exchange, id))).toBe('scene.not-in-state')
    expect(await faults()).toEqual([])
  })

  it('that are late stand in the queue, and so does a trial whose term is over', async () => {
    await published()
    const id = await way.applied()
    await approve(centre, id)
    const late = async () => (await centre.get('/v1/staff/overdue-reviews')).body.items
    expect(await late()).toEqual([])
    world.clock.advanceSeconds(20 * 86_400)
    expect(await late()).toEqual([])
    world.clock.advanceSeconds(86_400)
    expect(await late()).toMatchObject([
      {
        kind: 'sceneReview',
        applicationId: id,
        round: 1,
        office: 'exchange',
        dueAt: '2026-05-24T16:00:00.000Z',
      },
    ])
    await approve(exchange, id)
    expect(await late()).toEqual([])
    await office(exchange, id, 'system-test')
    world.clock.advanceSeconds(31 * 86_400)
    expect(await late()).toMatchObject([{ kind: 'sceneTest', applicationId: id, office: null }])
  })
})

describe('a scene', () => {
  it('is tested by real pushes that count nothing, is connected, goes live, and earns from then on', async () => {
    const phone = await riding()
    await phone.send('PUT', '/v1/me/scene-watches/ferry')
    expect(verdicts(await push([crossing()]))).toEqual(['scene.disabled'])
    await published()
    expect(verdicts(await push([crossing()]))).toEqual(['scene.not-live'])
    expect(await ferryScene()).toMatchObject({
      state: 'disabled',
      reason: { zh: '计算方法已经公布，运营单位还没有完成接入' },
      providers: [{ operatorId: 'sptcc', state: 'none' }],
    })
    const id = await way.approved(UNTIL)
    expect(verdicts(await push([crossing()]))).toEqual(['scene.not-live'])
    expect(codeOf(await office(exchange, id, 'opening'))).toBe('scene.not-in-state')

    await office(centre, id, 'system-test')
    const outcome = await push([
      crossing(),
      crossing({ operatorMilligrams: 1 }),
      crossing({ status: 'entry-only' }),
    ])
    expect(verdicts(outcome)).toEqual(['tested', 'tested', 'row.incomplete'])
    expect(outcome).toMatchObject({ counts: { tested: 2, rejected: 1, accepted: 0 }, breaks: 1 })
    expect(outcome.verdicts[1]).toMatchObject({ differs: 123_000 })
    expect(codeOf(await office(centre, id, 'connection', { channelRank: 1 }))).toBe(
      'scene.trial-rows-missing',
    )
    await push([...Array.from({ length: 8 }, () => crossing()), crossing({ status: 'entry-only' })])
    expect(codeOf(await office(centre, id, 'connection', { channelRank: 1 }))).toBe('scene.trial-rows-faulty')
    await push([crossing()])
    expect((await centre.get(`${OFFICE_APPLICATIONS}/${id}`)).body.trial).toMatchObject({
      ...{ phase: 'test', pushes: 3, tested: 11, rejected: 2, rowsMin: 10, verdict: 'passed' },
    })
    expect(await office(centre, id, 'connection', { channelRank: 1 })).toMatchObject({
      body: { state: 'connecting', trial: { phase: 'connection', pushes: 0, verdict: 'rowsMissing' } },
    })
    expect(codeOf(await phone.send('PUT', '/v1/me/consents/ferry/sptcc'))).toBe('scene.disabled')
    expect(codeOf(await office(exchange, id, 'opening'))).toBe('scene.trial-rows-missing')
    const before = crossing()
    expect(verdicts(await push([before]))).toEqual(['tested'])
    expect(await world.platform.deps.sql`SELECT FROM ride`).toHaveLength(0)
    expect(await world.platform.deps.sql`SELECT FROM run`).toHaveLength(0)

    expect(await office(exchange, id, 'opening')).toMatchObject({ body: { state: 'live', trial: null } })
    expect(await ferryScene()).toMatchObject({
      state: 'live',
      reason: null,
      providers: [{ operatorId: 'sptcc', state: 'live', approvedUntil: UNTIL }],
    })
    expect((await phone.get('/v1/me/messages')).body.items).toMatchObject([{ title: { zh: '轮渡可以记了' } }])
    expect((await phone.send('PUT', '/v1/me/consents/ferry/sptcc')).body).toMatchObject({ state: 'granted' })
    expect(verdicts(await push([before, crossing()]))).toEqual(['scene.not-live', 'accepted'])
    expect(await faults()).toEqual([])
  }, 60_000)

  it('that is suspended takes nothing until another person resumes it; what was boarded meanwhile never counts', async () => {
    await published()
    const phone = await riding()
    const id = await way.opened(UNTIL)
    await phone.send('PUT', '/v1/me/consents/ferry/sptcc')
    const [kept, late] = [crossing(), crossing()]
    expect(verdicts(await push([kept]))).toEqual(['accepted'])
    const bureau = await employ(world, 'bureau-gu', 'bureau')
    const stopped = await office(bureau, id, 'suspension', { reasons: '数据异常' })
    expect(stopped).toMatchObject({
      status: 200,
      body: { state: 'suspended', suspendedBy: { staffId: 'bureau-gu' } },
    })
    expect(await ferryScene()).toMatchObject({ state: 'disabled', providers: [{ state: 'suspended' }] })
    const meanwhile = crossing()
    expect(verdicts(await push([late, meanwhile]))).toEqual(['scene.suspended', 'scene.suspended'])
    expect(verdicts(await push([{ ...kept, revision: 1, status: 'voided' }]))).toEqual(['accepted'])
    expect(codeOf(await office(bureau, id, 'resumption', { reasons: '好了' }))).toBe('access.not-permitted')
    expect(await office(centre, id, 'resumption', { reasons: '已查清' })).toMatchObject({
      body: { state: 'live' },
    })
    expect(verdicts(await push([late, meanwhile, crossing()]))).toEqual([
      'accepted',
      'scene.not-live',
      'accepted',
    ])
    await office(centre, id, 'suspension', { reasons: '再查' })
    expect(codeOf(await office(centre, id, 'resumption', { reasons: '好了' }))).toBe(
      'scene.other-person-needed',
    )
    expect(await faults()).toEqual([])
  }, 60_000)

  it('ends with its last day though no job came by, and is extended only in the last three months', async () => {
    await published()
    const id = await way.opened(UNTIL)
    const asked = { until: '2027-12-31', reasons: '继续运营' }
    expect(codeOf(await act(id, 'extensions', asked))).toBe('scene.extension-early')
    world.clock.set('2026-09-30T23:59:00+08:00')
    expect(codeOf(await act(id, 'extensions', asked))).toBe('scene.extension-early')
    world.clock.set('2026-10-01T00:00:00+08:00')
    expect(codeOf(await act(id, 'extensions', { ...asked, until: UNTIL }))).toBe('scene.day-over')
    expect(await act(id, 'extensions', asked)).toMatchObject({
      body: { extensionOpensOn: '2026-10-01', extensions: [{ extensionNo: 1, state: 'asked' }] },
    })
    expect(codeOf(await act(id, 'extensions', asked))).toBe('scene.extension-open')
    await office(centre, id, 'extension-reviews', { verdict: 'return', reasons: '请附上年度数据' })
    await act(id, 'extensions', asked)
    expect(await office(centre, id, 'extension-reviews', { verdict: 'approve' })).toMatchObject({
      body: { approvedUntil: UNTIL },
    })
    world.clock.set('2026-10-22T00:00:00+08:00')
    const late = (await centre.get('/v1/staff/overdue-reviews')).body.items
    expect(late).toMatchObject([{ kind: 'sceneExtension', round: 2, office: 'exchange' }])
    expect(await office(exchange, id, 'extension-reviews', { verdict: 'approve' })).toMatchObject({
      body: { state: 'live', approvedUntil: '2027-12-31' },
    })

    world.clock.set('2027-12-31T23:50:00+08:00')
    const last = crossing()
    world.clock.set('2028-01-01T00:30:00+08:00')
    expect(await ferryScene()).toMatchObject({ state: 'disabled', providers: [{ state: 'expired' }] })
    // Nobody consented, so a ride that may count is unmatched; one of the day after may not.
    expect(verdicts(await push([last, crossing()]))).toEqual(['unmatched', 'scene.not-live'])
    expect(codeOf(await office(centre, id, 'suspension', { reasons: '太晚' }))).toBe('scene.already-ended')
    const ended = (await centre.get(`${OFFICE_APPLICATIONS}?state=expired`)).body.items
    const scenes = ended.map(({ sceneId }: { sceneId: string }) => sceneId)
    expect(scenes.sort()).toEqual(['bike', 'bike', 'ferry'])
    await world.platform.deps.jobs.runNow('scene.expire')
    await world.platform.deps.jobs.runNow('scene.expire')
    const { steps } = (await centre.get(`${OFFICE_APPLICATIONS}/${id}`)).body
    expect(steps.filter(({ action }: { action: string }) => action === 'scene.expired')).toHaveLength(1)
    expect(verdicts(await push([{ ...last, rideNo: 'told-late' }]))).toEqual(['unmatched'])
    expect(await faults()).toEqual([])
  }, 60_000)

  it('whose ending fails stands in the way of no other', async () => {
    await published()
    await way.opened(UNTIL)
    world.clock.set('2028-01-01T00:30:00+08:00')
    const { sql, jobs } = world.platform.deps
    const [first, ...others] = await sql<{ application_id: string }[]>`
      SELECT application_id FROM scene_application WHERE state = 'live' AND approved_until < '2028-01-01' ORDER BY application_id`
    expect(others.length).toBeGreaterThan(0)
    await sql.unsafe(`CREATE FUNCTION refuse_ending() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.application_id = '${first!.application_id}' THEN RAISE EXCEPTION 'killed'; END IF; RETURN NEW; END $$`)
    await sql`CREATE TRIGGER killed BEFORE UPDATE ON scene_application FOR EACH ROW EXECUTE FUNCTION refuse_ending()`
    await expect(jobs.runNow('scene.expire')).rejects.toThrow()
    const left = await sql<{ application_id: string }[]>`
      SELECT application_id FROM scene_application WHERE state = 'live' AND approved_until < '2028-01-01'`
    expect(left.map(({ application_id: id }) => id)).toEqual([first!.application_id])
  }, 60_000)

  it('is withdrawn by its operator, and applied for anew', async () => {
    await published()
    const id = await way.opened(UNTIL)
    expect(await act(id, 'withdrawal', { reasons: '停航' })).toMatchObject({ body: { state: 'withdrawn' } })
    expect(verdicts(await push([crossing()]))).toEqual(['scene.not-live'])
    expect(codeOf(await act(id, 'withdrawal', { reasons: '停航' }))).toBe('scene.already-ended')
    const again = await way.applied()
    expect(again).not.toBe(id)
    expect(await ferryScene()).toMatchObject({ providers: [{ state: 'withdrawn', approvedUntil: UNTIL }] })
    expect(await faults()).toEqual([])
  }, 60_000)

  it('the city approved before is live with the days its documents name, and its operator acts for it', async () => {
    const items = ((await ask(`${world.platform.url}/v1/scenes`)).body as SceneList).items
    const days = (sceneId: string) =>
      items
        .find((item) => item.sceneId === sceneId)
        ?.providers.map(({ state, approvedUntil }) => [state, approvedUntil])
    expect(days('bike')).toEqual([
      ['live', '2027-12-31'],
      ['live', '2027-12-31'],
    ])
    expect(days('metro')).toEqual([
      ['live', null],
      ['live', null],
    ])
    const own = (await applicant.get(APPLICATIONS)).body.items
    expect(own.map(({ sceneId }: { sceneId: string }) => sceneId).sort()).toEqual(['bus', 'metro'])
    expect(codeOf(await act(own[0].applicationId, 'extensions', { until: UNTIL, reasons: '延期' }))).toBe(
      'scene.not-in-state',
    )
  })
})

it('a behaviour scene has a methodology of its own class, for points only, and counts nothing before a cap is known', async () => {
  const { sql } = world.platform.deps
  await sql`
    INSERT INTO scene (scene_id, name_zh, name_en, kind, quantity_unit, distance_max_meters, disabled_reason_zh, disabled_reason_en)
    VALUES ('cup', '自带杯', 'Own cup', 'behaviour', 'boarding', 1, '计算方法没有公布', 'No methodology')`
  await sql`INSERT INTO scene_provider VALUES ('cup', 'sptcc', 1, '自带杯', 'own cup')`
  const cupScene = async () =>
    ((await ask(`${world.platform.url}/v1/scenes`)).body as SceneList).items.find(
      ({ sceneId }) => sceneId === 'cup',
    )
  expect(await cupScene()).toMatchObject({
    kind: 'behaviour',
    state: 'disabled',
    reason: { zh: '计算方法没有公布' },
    evidence: [
      { tier: 'operatorRecord', rank: 1, gramsPerPersonDayMax: null },
      { tier: 'checkedPhoto', rank: 2, gramsPerPersonDayMax: null },
      { tier: 'selfDeclaration', rank: 3, gramsPerPersonDayMax: null },
    ],
  })
  const cup = { ...inventedFerry, code: 'TEST-CUP', sceneId: 'cup' }
  expect(await publishMethodology(world.platform.deps, cup, today())).toEqual({
    kind: 'refused',
    reason: 'a behaviour scene has no methodology of class II',
  })
  const uses = await sql`SELECT use FROM class_use WHERE class = 'behaviour'`
  expect(uses).toEqual([{ use: 'points' }])
  const own = { ...cup, class: 'behaviour', uses: ['points'] }
  expect((await publishMethodology(world.platform.deps, own, today())).kind).toBe('published')
  expect(await cupScene()).toMatchObject({
    state: 'disabled',
    reason: { zh: expect.stringContaining('最多计多少') },
  })
  expect(verdicts(await push([crossing({ scene: 'cup' })]))).toEqual(['scene.disabled'])
})
