import type { SceneEntry } from '#contract'
import type { CityDay } from '#domain/calendar'
import { ask } from '#test/harness/resident-world'
import { APPLICATIONS, OFFICE_APPLICATIONS } from '#test/harness/scene-world'

import { startFerryCity, type FerryCity } from './ferry-city'

const UNTIL = '2026-12-31' as CityDay

let city: FerryCity
beforeEach(async () => {
  city = await startFerryCity()
}, 60_000)
afterEach(() => city.world.close())

const entry = async (sceneId: string): Promise<SceneEntry> =>
  (await ask(`${city.world.platform.url}/v1/scenes/${sceneId}`)).body as SceneEntry
const turns = ({ history }: SceneEntry['approvals'][number]) =>
  history.map(({ kind, until, reasons }) => [kind, until, reasons])

describe('a scene in the public register', () => {
  it('says who may count until when, since when, and why not for a while; an applicant’s words are not told', async () => {
    await city.publish()
    const before = await entry('ferry')
    expect([before.state, before.approvals]).toEqual(['disabled', []])
    const id = await city.way.applied()
    expect((await entry('ferry')).approvals).toEqual([])
    for (const office of [city.centre, city.exchange])
      await office.send('POST', `${OFFICE_APPLICATIONS}/${id}/reviews`, { verdict: 'approve', until: UNTIL })
    const approvedOn = city.today()
    await city.way.tested(id)
    await city.push([city.crossing()])
    await city.centre.send('POST', `${OFFICE_APPLICATIONS}/${id}/opening`)
    const from = city.world.clock.now().toISOString()
    city.world.clock.set('2026-06-01T09:00:00+08:00')
    await city.exchange.send('POST', `${OFFICE_APPLICATIONS}/${id}/suspension`, { reasons: '里程对不上' })
    const suspended = await entry('ferry')
    expect(suspended).toMatchObject({
      ...{ state: 'disabled', reason: { zh: expect.stringContaining('暂停') } },
      approvals: [
        {
          ...{ applicationId: id, operatorId: 'sptcc', state: 'suspended', source: null },
          ...{ approvedOn, approvedUntil: UNTIL },
          periods: [{ from, to: '2026-06-01T01:00:00.000Z' }],
        },
      ],
    })
    city.world.clock.set('2026-06-09T09:00:00+08:00')
    await city.centre.send('POST', `${OFFICE_APPLICATIONS}/${id}/resumption`, { reasons: '已查清' })
    const resumed = await entry('ferry')
    expect(resumed.approvals[0]?.periods).toEqual([
      { from: '2026-06-09T01:00:00.000Z', to: null },
      { from, to: '2026-06-01T01:00:00.000Z' },
    ])
    await city.applicant.send('POST', `${APPLICATIONS}/${id}/withdrawal`, { reasons: '我们自己的原因' })
    const [ended] = (await entry('ferry')).approvals
    expect(ended?.state).toBe('withdrawn')
    expect(turns(ended!)).toEqual([
      ['approved', UNTIL, null],
      ['opened', UNTIL, null],
      ['suspended', UNTIL, '里程对不上'],
      ['resumed', UNTIL, '已查清'],
      ['withdrawn', UNTIL, null],
    ])
    expect(JSON.stringify(await entry('ferry'))).not.toContain('我们自己的原因')
    // The way is open again: what comes next stands before what was.
    await city.way.approved('2027-06-30')
    expect((await entry('ferry')).approvals.map(({ state }) => state)).toEqual(['approved', 'withdrawn'])
  }, 60_000)

  it('names the city’s own document, and ends a period with the last day though no job came by', async () => {
    const [approval] = (await entry('bike')).approvals
    expect(approval).toMatchObject({
      ...{ state: 'live', approvedUntil: '2027-12-31', approvedOn: null },
      source: { zh: expect.stringContaining('沪环函〔2024〕153号') },
      periods: [{ from: null, to: null }],
      history: [],
    })
    city.world.clock.set('2028-01-02T09:00:00+08:00')
    expect((await entry('bike')).approvals[0]).toMatchObject({
      state: 'expired',
      periods: [{ from: null, to: '2027-12-31T16:00:00.000Z' }],
    })
  })

  it('that is none of the city is not found', async () => {
    expect(await entry('spaceship')).toMatchObject({ code: 'request.not-found' })
  })
})
