import type { RideRow, SceneList } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { ferryRide } from '#mock/operators/index'
import { ask } from '#test/harness/resident-world'
import { sceneWay } from '#test/harness/scene-world'
import { INVENTED_FERRY, publishMethodologyByCommand } from './publish-methodology'
import { deskOf } from './scene-desk'
import { homeOf, sessionOf, settlePeople } from './resident-account'
import { personLikeMei, startSimulatedCity, type SimulatedCity } from './simulated-city'

const mei = personLikeMei('mei', 1)
let city: SimulatedCity
beforeAll(async () => {
  city = await startSimulatedCity([mei])
  await settlePeople(city, [mei])
})
afterAll(() => city.close())

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

const ferryScene = async () => {
  const { body } = await ask(`${city.platform.url}/v1/scenes`)
  return (body as SceneList).items.find(({ sceneId }) => sceneId === 'ferry')!
}

it('a scene without a methodology collects nothing, and counts once one is published as data and its operator is live under it', async () => {
  // A session of her own for each request: the clock outruns the tokens.
  const as = async (method: string, path: string) =>
    ask(`${city.platform.url}${path}`, { method, token: await sessionOf(city, mei.residentId) })

  expect(await ferryScene()).toMatchObject({ state: 'disabled', methodology: null })
  const early = await as('PUT', '/v1/me/consents/ferry/sptcc')
  expect(early.body).toMatchObject({ code: 'scene.disabled' })
  const refused = await city.operator('sptcc').push('ferry-1', [crossing()])
  expect(refused).toMatchObject({
    value: { counts: { rejected: 1 }, verdicts: [{ line: 1, verdict: 'rejected', code: 'scene.disabled' }] },
  })
  expect(await city.platform.deps.sql`SELECT FROM ride`).toHaveLength(0)
  expect((await as('PUT', '/v1/me/scene-watches/ferry')).status).toBe(204)

  const said = await publishMethodologyByCommand(city.platform, INVENTED_FERRY)
  expect(said).toContain('TEST-FERRY-INVENTED')

  // The command has a clock of its own, the real one.
  if (city.clock.now() < new Date()) city.clock.set(new Date().toISOString())
  expect(await ferryScene()).toMatchObject({
    state: 'disabled',
    reason: { zh: expect.stringContaining('还没有完成接入') },
  })
  const between = await city.operator('sptcc').push('ferry-between', [crossing()])
  expect(between).toMatchObject({ value: { verdicts: [{ code: 'scene.not-live' }] } })
  await sceneWay(await deskOf(city, { residentId: mei.residentId, row: crossing })).opened(
    `${cityDayOf(city.clock.now()).slice(0, 4)}-12-31`,
  )
  await city.platform.deps.jobs.runNow('message.deliver')
  const inbox = await ask(`${city.host('suishenban').baseUrl}/app/messages`, {
    method: 'POST',
    body: { residentId: mei.residentId },
  })
  expect(inbox.body.messages).toMatchObject([
    { title: { zh: '轮渡可以记了' }, path: '/pages/resident/scenes' },
  ])
  expect((await as('GET', '/v1/me/messages')).body).toMatchObject({
    unread: 1,
    items: [{ title: { zh: '轮渡可以记了' } }],
  })

  expect(await ferryScene()).toMatchObject({ state: 'live', methodology: { code: 'TEST-FERRY-INVENTED' } })
  expect((await as('PUT', '/v1/me/consents/ferry/sptcc')).body).toMatchObject({ state: 'granted' })
  const taken = await city.operator('sptcc').push('ferry-2', [crossing()])
  expect(taken).toMatchObject({ value: { counts: { accepted: 1 } } })
  await city.closeWindows()
  await city.workThroughQueues()
  expect(await homeOf(city, mei.residentId)).toMatchObject({ balanceMilligrams: 123_000 })
})
