import { rideMetro } from '#test/scenario/ride-metro'
import { personLikeMei, startSimulatedCity, type SimulatedCity } from '#test/scenario/simulated-city'
import { closeBrowser, createDevice } from '../journey'
import { closeModules, openAccount, openFor } from './resident-phone'

/** The thread from the first screen to an issued ride, on every compiled target, against the real service over loopback. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const

const people = new Map(TARGETS.map((target, number) => [target, personLikeMei(`mei-${target}`, number)]))
let city: SimulatedCity
beforeAll(async () => {
  city = await startSimulatedCity([...people.values()])
})
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await city.close()
})

describe.each(TARGETS)('%s', (target) => {
  const mei = people.get(target)!

  it('leads a resident from the first screen to her issued ride, and out again', async () => {
    const app = await openFor(city, mei, target)

    await app.see('少排的碳记到你名下')
    await openAccount(app)
    await app.see('还没有行程')

    const pushed = await city.operator('sptcc').push(`${target}-1`, [rideMetro(city, mei)])
    expect(pushed).toMatchObject({ ok: true, value: { counts: { accepted: 1 } } })
    await app.see(/待入账\s*1\.197\s*千克/)
    await app.see('莘庄 → 人民广场')

    await app.tap(/莘庄 → 人民广场/)
    await app.see('12,345 米')
    await app.see('97 毫克')
    await app.see('1,197.465 克')
    await app.see('SHCER02020022024II')
    await app.see('第 1 版')
    await app.back()

    await city.closeWindows()
    await city.workThroughQueues()
    await app.see(/你已经少排了\s*1\.197\s*千克/)
    await app.tap(/莘庄 → 人民广场/)
    await app.see('已入账')
    await app.see('记入你的账户（签发）')
  })
})
