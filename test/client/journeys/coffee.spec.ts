import { createPrivateKey, type KeyObject } from 'node:crypto'
import { registerInstitution, registerInstitutionKey } from '#server/admin/index'
import { auditEverything } from '#server/audit/index'
import { residents, type Resident } from '#mock/city/index'
import { HOST_IDS } from '#mock/hosts/index'
import { COMPANIES, keyIdOf, settleCompanies, type Company } from '#mock/merchants/index'
import { newKeyPair, publicBase64url } from '#mock/operators/index'
import { settlePeople } from '#test/scenario/resident-account'
import { rideMetro } from '#test/scenario/ride-metro'
import { personLikeMei, startSimulatedCity, type SimulatedCity } from '#test/scenario/simulated-city'
import { closeBrowser } from '../journey'
import { closeModules, openFor, openWithCamera } from './resident-phone'

/** A ride becomes points, the points a coffee, and the coffee is scanned off the screen: two phones, every compiled target. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const

const people = new Map(
  TARGETS.map((target, number) => [target, personLikeMei(`coffee-${target}`, 90 + number)]),
)
const workers = residents(new Date()).filter(({ part }) => part === 'worker')
const cashier = workers.find(({ residentId }) => residentId === 'zhou-min') as Resident

let city: SimulatedCity
beforeAll(async () => {
  city = await startSimulatedCity([...people.values(), ...workers])
  await settlePeople(city, [...people.values()])
  await openTheMall()
})
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await city.close()
})

/** The companies of the simulated city take up work, known through each super-app. */
async function openTheMall(): Promise<void> {
  const { deps, url } = city.platform
  const keys = new Map(
    COMPANIES.map(({ companyId }) => [companyId, createPrivateKey(newKeyPair().privatePem)]),
  )
  const keyOf = (companyId: string) => keys.get(companyId) as KeyObject
  const register = async ({ companyId, creditCode, name, kinds }: Company) => {
    const of = { 'credit-code': creditCode }
    const names = { name: name.zh, 'name-en': name.en, kinds }
    await registerInstitution(deps, new Map(Object.entries({ ...of, ...names })))
    const publicKey = Buffer.from(publicBase64url(keyOf(companyId)), 'base64url').toString('base64')
    const key = { ...of, 'key-id': keyIdOf(companyId), 'public-key': publicKey }
    await registerInstitutionKey(deps, new Map(Object.entries(key)))
  }
  for (const hostId of HOST_IDS) {
    const places = { serviceUrl: url, hostId, hostBaseUrl: city.host(hostId).baseUrl }
    await settleCompanies({ ...places, keyOf, register, now: () => city.clock.now() })
  }
}

describe.each(TARGETS)('%s', (target) => {
  it('a ride is points, the points a coffee, and the till takes it once', async () => {
    const person = people.get(target)!
    const phone = await openFor(city, person, target)
    await phone.see('还没有行程')
    await city.operator('sptcc').push(`${target}-to-the-coffee`, [rideMetro(city, person)])
    await phone.see(/待入账\s*1\.197\s*千克/)
    await city.closeWindows()
    await city.workThroughQueues()
    await phone.see(/你已经少排了\s*1\.197\s*千克/)
    await phone.tap('我的', 'link')
    await phone.tap(/^碳积分/)
    await phone.see('现在可换 1,197 克')
    await phone.type('换多少克', '1000')
    await phone.tap('下一步')
    await phone.tap('换成 1,000 分')
    await phone.see('换好了，多了 1,000 分')
    await phone.tap('去商城花积分')
    await phone.tap(/一杯拿铁/)
    await phone.tap('用 1,000 分换一份')
    await phone.tap('确认，用掉 1,000 分')
    await phone.see(/1\d\d(\s*\d{3}){5}/)

    const { app: till, pointAt } = await openWithCamera(city, cashier, target)
    await till.tap('先看看')
    await till.tap('我的', 'link')
    await till.tap(/^为商户工作/)
    await pointAt(phone)
    await till.tap('扫券码')
    await till.see('核销成功，一杯拿铁')
    await till.see('赞助方付本店 18.00 元')

    await phone.see('已用掉')
    await till.tap('下一位')
    await till.tap('扫券码')
    await till.see(/已核销 \d\d:\d\d 本店/)
  })
})

it('and the books agree with every gram, point and fen of it', async () => {
  const faults: string[] = []
  await auditEverything(city.platform.deps.sql, ({ table, key, what }) =>
    faults.push(`${table} ${key} ${what}`),
  )
  expect(faults).toEqual([])
})
