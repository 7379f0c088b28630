import { generateKeyPairSync, type KeyObject } from 'node:crypto'

import { residents, signInResident } from '#mock/city/index'
import { createPosClient, keyIdOf, settleCompanies, type PosClient } from '#mock/merchants/index'
import { publicBase64url } from '#mock/operators/index'
import { registerInstitution, registerInstitutionKey } from '#server/admin/index'
import { sessionOf, settlePeople } from '#test/scenario/resident-account'
import { rideMetro } from '#test/scenario/ride-metro'
import { personLikeMei, startSimulatedCity, type SimulatedCity } from '#test/scenario/simulated-city'
import { ask } from '#test/harness/resident-world'
import { closeBrowser } from '../journey'
import { closeModules, openFor } from './resident-phone'

/** At the till of a chain: its screen shows ten digits, she sees who asks for what and says yes, on every compiled target. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const

const people = new Map(
  TARGETS.map((target, number) => [target, personLikeMei(`approval-${target}`, 170 + number)]),
)

let city: SimulatedCity
let chain: PosClient
/** A latte in the chain's first shop. */
let order: { goodsId: string; shopId: string }
beforeAll(async () => {
  const staff = residents(new Date())
  city = await startSimulatedCity([...people.values(), ...staff])
  await settlePeople(city, [...people.values()])
  const rides = [...people.values()].map((resident) => rideMetro(city, resident))
  await city.operator('sptcc').push('approval', rides)
  await city.closeWindows()
  await city.workThroughQueues()
  for (const { residentId } of people.values()) {
    const token = await sessionOf(city, residentId)
    const headers = { 'idempotency-key': `points of ${residentId}`.replace(/ /g, '-') }
    const url = `${city.platform.url}/v1/me/conversions`
    await ask(url, { method: 'POST', token, headers, body: { grams: 1_100 } })
  }
  await settleChain()
}, 60_000)
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await city.close()
})

const settleChain = async (): Promise<void> => {
  const keys = new Map<string, KeyObject>()
  const keyOf = (companyId: string): KeyObject => {
    const key = keys.get(companyId) ?? generateKeyPairSync('ed25519').privateKey
    keys.set(companyId, key)
    return key
  }
  const { deps, url } = city.platform
  const now = () => city.clock.now()
  const places = { serviceUrl: url, hostId: 'suishenban', hostBaseUrl: city.host('suishenban').baseUrl }
  await settleCompanies({
    ...places,
    keyOf,
    now,
    register: async ({ companyId, creditCode, name, kinds }) => {
      const of = { 'credit-code': creditCode }
      const names = { name: name.zh, 'name-en': name.en, kinds }
      await registerInstitution(deps, new Map(Object.entries({ ...of, ...names })))
      const key = { 'key-id': keyIdOf(companyId), 'public-key': publicBase64url(keyOf(companyId)) }
      await registerInstitutionKey(deps, new Map(Object.entries({ ...of, ...key })))
    },
  })
  const owner = await signInResident('chen-haiyan', places)
  const [membership] = await owner.memberships()
  const { items } = (await ask(`${url}/v1/goods`)).body as {
    items: { goodsId: string; name: { zh: string } }[]
  }
  const goodsId = items.find(({ name }) => name.zh === '一杯拿铁')?.goodsId ?? ''
  order = { goodsId, shopId: membership?.shops[0]?.shopId ?? '' }
  const key = { keyId: keyIdOf('coffee'), privateKey: keyOf('coffee') }
  chain = createPosClient({ baseUrl: url, institutionId: membership?.institutionId ?? '', key, now })
}

/** What the till's screen shows for an order. */
const shownFor = async (orderNo: string): Promise<string> => {
  const asked = await chain.ask(orderNo, order)
  if (!asked.ok) throw new Error(JSON.stringify(asked.problem))
  return asked.value.approvalCode ?? ''
}
const stateOf = async (orderNo: string): Promise<string> => {
  const read = await chain.read(orderNo)
  return read.ok ? read.value.state : read.problem.code
}

describe.each(TARGETS)('%s', (target) => {
  it('she reads who asks for how much, says yes once, and sees it done', async () => {
    const app = await openFor(city, people.get(target)!, target)
    await app.tap('我的', 'link')
    await app.tap(/^碳积分/)
    await app.tap(/^店家请我同意用积分/)
    await app.type('十位数', '1234567890')
    await app.tap('看看是什么')
    await app.see('数字不对')

    await app.type('十位数', await shownFor(`no-${target}`))
    await app.tap('看看是什么')
    await app.see('一杯拿铁')
    await app.tap('不同意')
    await app.see('你没有同意')
    expect(await stateOf(`no-${target}`)).toBe('declined')
    await app.tap('换一个码')

    await app.type('十位数', await shownFor(`yes-${target}`))
    await app.tap('看看是什么')
    await app.see('梧桐咖啡（模拟） 请你同意')
    await app.see('100 分')
    // The answer is lost with the network: said again, it is the same yes.
    await app.setOnline(false)
    await app.tap('同意，用 1,000 分')
    await app.see('没有网络')
    await app.setOnline(true)
    await app.tap('同意，用 1,000 分')
    await app.see('你已经同意')
    expect(await stateOf(`yes-${target}`)).toBe('held')

    expect(await chain.spend(`yes-${target}`)).toMatchObject({ ok: true, value: { state: 'spent' } })
    expect(await chain.redeem(`yes-${target}`)).toMatchObject({ ok: true, value: { state: 'redeemed' } })
    await app.see('完成了')
    await app.back()
    await app.see(/可用积分\s*100\s*分/)
  })
})
