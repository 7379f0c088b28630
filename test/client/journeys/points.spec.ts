import { settlePeople } from '#test/scenario/resident-account'
import { rideMetro } from '#test/scenario/ride-metro'
import { personLikeMei, startSimulatedCity, type SimulatedCity } from '#test/scenario/simulated-city'
import { closeBrowser } from '../journey'
import { closeModules, openFor } from './resident-phone'

/** From an issued ride to points, on every compiled target, against the real service. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const

const people = new Map(
  TARGETS.map((target, number) => [target, personLikeMei(`points-${target}`, 70 + number)]),
)

let city: SimulatedCity
beforeAll(async () => {
  city = await startSimulatedCity([...people.values()])
  await settlePeople(city, [...people.values()])
  await city.operator('sptcc').push(
    'points',
    [...people.values()].map((resident) => rideMetro(city, resident)),
  )
  await city.closeWindows()
  await city.workThroughQueues()
})
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await city.close()
})

describe.each(TARGETS)('%s', (target) => {
  it('turns grams into points once, after showing what else they could become', async () => {
    const app = await openFor(city, people.get(target)!, target)
    await app.tap('我的', 'link')
    await app.tap(/^碳积分/)
    await app.see('现在可换 1,197 克')
    await app.see('还没有积分')

    await app.type('换多少克', '5000')
    await app.tap('下一步')
    await app.see('请填 1 到 1,197 的整数')

    await app.type('换多少克', '1000')
    await app.tap('下一步')
    await app.see('1,000 克，可以这样用')
    await app.see('约 0.06 元')
    await app.see('捐出去')
    await app.see('余额 1.197 千克 → 197.465 克')

    // The answer is lost with the network: asked again, it is the same conversion.
    await app.setOnline(false)
    await app.tap('换成 1,000 分')
    await app.see('没有网络')
    await app.setOnline(true)
    await app.tap('换成 1,000 分')
    await app.see('换好了，多了 1,000 分')
    await app.see(/可用积分\s*1,000\s*分/)
    await app.see('现在可换 197 克')
    await app.see(/年\d+月1日零点过期/)
  })
})
