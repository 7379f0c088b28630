import { metroRide } from '#mock/operators/index'
import { settlePeople } from '#test/scenario/resident-account'
import { rideMetro } from '#test/scenario/ride-metro'
import { personLikeMei, startSimulatedCity, type SimulatedCity } from '#test/scenario/simulated-city'
import { closeBrowser } from '../journey'
import { closeModules, openFor } from './resident-phone'

const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const
const people = new Map(TARGETS.map((target, number) => [target, personLikeMei(`twice-${target}`, number)]))

let city: SimulatedCity
beforeAll(async () => {
  city = await startSimulatedCity([...people.values()])
  await settlePeople(city, [...people.values()])
})
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await city.close()
})

it.each(TARGETS)('%s: a trip told twice says which record counts and leads there', async (target) => {
  const mei = people.get(target)!
  const row = rideMetro(city, mei)
  await city.operator('sptcc').push(`${target}-card`, [row])
  const { scheme, value } = mei.wallet.find((card) => card.scheme === 'metro-code')!
  const twin = metroRide({
    at: new Date(row.board.at),
    until: city.clock.now(),
    from: '莘庄',
    to: '人民广场',
    subject: { scheme, value },
  })
  expect(await city.operator('metro-app').push(`${target}-code`, [twin])).toMatchObject({
    value: { counts: { accepted: 1 } },
  })

  const app = await openFor(city, mei, target)
  await app.see(/待入账\s*1\.197\s*千克/)
  await app.tap(/莘庄 → 人民广场.*已合并/)
  await app.see('这和另一条记录是同一趟，已经合并')
  await app.see('Metro大都会')
  await app.tap(/莘庄 → 人民广场.*1\.197 千克/)
  await app.see('= 1,197.465 克')
  await app.see('等待核对')
  await app.seeNot('已经合并')
})
