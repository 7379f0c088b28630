import { addDays, cityDayOf, type CityDay } from '#domain/calendar'
import { loadCity } from '#server/city/index'
import { methodologyOn, readCityScheme } from '#server/intake/city-scheme'
import { loadMethodologies, publishMethodology } from '#server/methodology/index'
import { findAuditBreak } from '#server/platform/index'
import { makeLive } from '#test/harness/live-scene'
import { ask, mei, startResidentWorld, type Answer, type ResidentWorld } from '#test/harness/resident-world'

import bikeRecord from '../../../domain/methodology/data/shanghai/bike.json'
import busRecord from '../../../domain/methodology/data/shanghai/bus.json'
import ferryRecord from '../../../domain/methodology/data/shanghai/ferry.json'
import metroRecord from '../../../domain/methodology/data/shanghai/metro.json'
import wuhanMetro from '../../../domain/methodology/data/wuhan/metro.json'

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld()
})
afterAll(() => world.close())

const read = (path: string): Promise<Answer> => ask(world.platform.url + path)
const sceneOf = async (sceneId: string) =>
  (await read('/v1/scenes')).body.items.find((scene: { sceneId: string }) => scene.sceneId === sceneId)

/** 50 g, of whatever unit the formula has. */
const trialFactor = {
  role: 'net',
  name: { zh: '试验', en: 'Trial' },
  value: '50',
  unit: { zh: '克', en: 'g' },
  source: { zh: '试验', en: 'test' },
}

const ferry = {
  ...ferryRecord,
  code: 'SHANGHAI-FERRY-2026',
  status: 'published',
  disabledReason: null,
  class: 'II',
  formula: { kind: 'perMetre', microgramsPerMeter: 50_000 },
  factors: [trialFactor],
  uses: ['points'],
}

describe('the city as data', () => {
  it('is there from the first start: three scenes live, three disabled with their reason', async () => {
    const { items } = (await read('/v1/scenes')).body
    const states = Object.fromEntries(
      items.map(({ sceneId, state }: { sceneId: string; state: string }) => [sceneId, state]),
    )
    expect(states).toEqual({
      metro: 'live',
      bus: 'live',
      bike: 'live',
      ferry: 'disabled',
      'electric-car': 'disabled',
      'household-electricity': 'disabled',
    })
    expect((await sceneOf('metro')).summary.zh).toContain('97 克')
    expect((await sceneOf('bus')).summary.zh).toContain('422 克')
    expect((await sceneOf('ferry')).reason.zh).not.toBe('')
  })

  it('is published by the programme that was started, and the chained log says so, once', async () => {
    await loadMethodologies(world.platform.deps)
    const entries = await world.platform.deps.sql`
      SELECT subject, actor, detail ->> 'way' AS way FROM audit_entry WHERE action = 'methodology.published' ORDER BY subject`
    expect(entries).toEqual(
      ['SHCER02020012024II/1', 'SHCER02020022024II/1', 'SHCER02020032024II/1'].map((subject) => ({
        ...{ subject, actor: 'release', way: 'release' },
      })),
    )
  })

  it('loads again without harm, and the notice can be read in both languages', async () => {
    await loadCity(world.platform.deps)
    await loadMethodologies(world.platform.deps)
    const notice = (await read('/v1/notice')).body
    expect(notice.paragraphs.length).toBeGreaterThan(5)
    expect((await read('/v1/methodologies')).body.items).toHaveLength(6)
  })

  it('stops at a notice whose text was changed under its version', async () => {
    const { sql } = world.platform.deps
    const kept = await sql`SELECT version, body FROM notice`
    await sql`UPDATE notice SET body = jsonb_set(body, '{title,zh}', '"别的"')`
    await expect(loadCity(world.platform.deps)).rejects.toThrow('another text')
    await sql`UPDATE notice SET body = ${sql.json(kept[0]?.['body'] as never)}`
  })
})

describe('a methodology', () => {
  it('is read by anybody, and what is not there is not found', async () => {
    const metro = await read('/v1/methodologies/SHCER02020022024II/1')
    expect(metro.body).toMatchObject({ sceneId: 'metro', formula: { microgramsPerMeter: 97_000 } })
    expect((await read('/v1/methodologies/SHCER02020022024II/9')).body.code).toBe('request.not-found')
  })

  it('published never changes under its version', async () => {
    const changed = {
      ...metroRecord,
      formula: { kind: 'perMetre', microgramsPerMeter: 98_000 },
      factors: [{ ...trialFactor, value: '98' }],
    }
    const outcome = await publishMethodology(world.platform.deps, changed)
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringContaining('raise the version') })
    expect(await publishMethodology(world.platform.deps, metroRecord)).toMatchObject({ kind: 'unchanged' })
  })

  it('is not taken when its factors do not come to its formula', async () => {
    const off = { ...metroRecord, version: 2, formula: { kind: 'perMetre', microgramsPerMeter: 96_000 } }
    expect(await publishMethodology(world.platform.deps, off)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('baseline less project is not the factor of the formula'),
    })
  })

  it('has one version in force a day', async () => {
    const sameDay = { ...metroRecord, version: 2 }
    expect(await publishMethodology(world.platform.deps, sameDay)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('in force'),
    })
    const other = { ...metroRecord, code: 'ANOTHER', version: 1, validFrom: '2027-01-01' }
    expect(await publishMethodology(world.platform.deps, other)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('in force'),
    })
  })

  it('is followed by a higher version on a day to come; the days before keep the old one', async () => {
    const { deps } = world.platform
    const today = cityDayOf(world.clock.now())
    const [yesterday, tomorrow] = [addDays(today, -1), addDays(today, 1)]
    const second = {
      ...busRecord,
      version: 2,
      formula: { ...busRecord.formula, milligramsPerBoarding: 400_000 },
      factors: [{ ...trialFactor, value: '400' }],
    }
    expect(await publishMethodology(deps, second, yesterday)).toMatchObject({
      kind: 'refused',
      reason: `${yesterday} is over: a new version begins today or later`,
    })
    expect(await publishMethodology(deps, second, tomorrow)).toMatchObject({ kind: 'published' })
    expect(await publishMethodology(deps, second, tomorrow)).toMatchObject({ kind: 'unchanged' })
    const bus = (await readCityScheme(deps.sql, { operatorId: 'sptcc', now: world.clock.now() })).get('bus')!
    const milligramsOn = (day: CityDay) => methodologyOn(bus, day)?.formula
    expect(milligramsOn(yesterday)).toMatchObject({ milligramsPerBoarding: 422_000 })
    expect(milligramsOn(today)).toMatchObject({ milligramsPerBoarding: 422_000 })
    expect(milligramsOn(tomorrow)).toMatchObject({ milligramsPerBoarding: 400_000 })
    const versions = await deps.sql`
      SELECT valid_to, definition ->> 'validTo' AS told FROM methodology WHERE code = ${busRecord.code} ORDER BY version`
    expect(versions).toEqual([
      { valid_to: tomorrow, told: tomorrow },
      { valid_to: null, told: null },
    ])
    const entries =
      await deps.sql`SELECT subject, detail FROM audit_entry WHERE action = 'methodology.followed'`
    expect(entries).toEqual([
      { subject: `${busRecord.code}/1`, detail: { by: `${busRecord.code}/2`, validTo: tomorrow } },
    ])
    await loadMethodologies(deps)
    expect(await findAuditBreak(deps.sql)).toBeNull()
  })

  it('is not followed on a day whose rides are counted already', async () => {
    const { deps } = world.platform
    const today = cityDayOf(world.clock.now())
    const third = { ...bikeRecord, version: 2 }
    await deps.sql`
      INSERT INTO run (run_id, operator_day, operator_no, scene_no, run_no, methodology_no, state, opened_at, closes_at, salt)
      SELECT gen_random_uuid(), ${today}, 1, scene_no, 1, methodology_no, 'open', now(), now(), ''
      FROM scene JOIN methodology USING (scene_id) WHERE scene_id = 'bike'`
    expect(await publishMethodology(deps, third, today)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('were counted'),
    })
    expect(await publishMethodology(deps, third, addDays(today, 1))).toMatchObject({ kind: 'published' })
  })

  it('that does not hold, or is for no scene of ours, is refused with what is wrong', async () => {
    const faulty = await publishMethodology(world.platform.deps, { ...ferry, formula: null })
    expect(faulty).toMatchObject({ kind: 'refused', reason: expect.stringContaining('formula') })
    const homeless = await publishMethodology(world.platform.deps, { ...ferry, sceneId: 'tram' })
    expect(homeless).toMatchObject({ kind: 'refused', reason: 'there is no scene tram' })
  })

  it('of another city lies beside ours and opens nothing here', async () => {
    expect(await publishMethodology(world.platform.deps, wuhanMetro)).toMatchObject({ kind: 'published' })
    expect((await sceneOf('metro')).methodology.code).toBe('SHCER02020022024II')
    expect((await read('/v1/methodologies')).body.items).toHaveLength(8)
  })

  it('opens its scene from its day on, and who asked is told once', async () => {
    const phone = await world.resident(mei)
    await phone.send('PUT', '/v1/me/scene-watches/ferry')
    await makeLive(world.platform.deps.sql, { sceneId: 'ferry', operatorId: 'sptcc' })
    expect(await publishMethodology(world.platform.deps, ferry, '2026-05-05')).toMatchObject({
      kind: 'published',
      told: 1,
    })
    expect((await sceneOf('ferry')).state).toBe('disabled')
    await world.platform.deps.jobs.runNow('message.deliver')
    expect((await phone.get('/v1/me/messages')).body.unread).toBe(0)
    expect(world.suishenban.messageCalls).toEqual([])
    world.clock.set('2026-05-05T00:00:00+08:00')
    expect(await sceneOf('ferry')).toMatchObject({ state: 'live', reason: null })
    expect((await phone.send('PUT', '/v1/me/consents/ferry/sptcc')).body.state).toBe('granted')
    await world.platform.deps.jobs.runNow('message.deliver')
    expect(world.suishenban.messageCalls).toMatchObject([
      { subject: mei.subject, title: { zh: '轮渡可以记了' }, path: '/pages/resident/scenes' },
    ])
    expect((await phone.get('/v1/me/messages')).body).toMatchObject({
      unread: 1,
      items: [{ title: { zh: '轮渡可以记了' }, at: '2026-05-04T16:00:00.000Z', opens: 'scenes' }],
    })
  })
})
