import { randomUUID } from 'node:crypto'

import { startFarEnd, type FarEnd } from '#mock/gateways/index'
import type { HostPerson } from '#test/harness/host-server'
import {
  inventedCreditCode,
  openTestShop,
  ownerOf,
  registerTestInstitution,
} from '#test/harness/institution-world'
import { listed, openTestMall, spender, type TestMall } from '#test/harness/mall-world'
import { startResidentWorld, type Phone, type ResidentWorld } from '#test/harness/resident-world'
import { pageFindings } from '../gates'
import { closeBrowser, type Module, type Target } from '../journey'
import { pageUrl } from '../page-url'
import { closeModules, openAtHost } from './resident-phone'

/** What no shop gives out: a red packet and a discount on her travels, sent by a far end to where she says, in the compiled app. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const

const CLIENT = { clientId: 'suitan', clientSecret: randomUUID() }
const KINDS = {
  redPacket: {
    name: { zh: '5 元数字人民币红包', en: 'e-CNY red packet, 5 yuan' },
    field: '数字人民币钱包编号',
    how: '直接发到你的数字人民币钱包',
  },
  transportDiscount: {
    name: { zh: '公交地铁 2 元优惠', en: '2 yuan off your travels' },
    field: '交通账户编号',
    how: '直接发到你的交通账户',
  },
} as const
type Kind = keyof typeof KINDS

let world: ResidentWorld
let mall: TestMall
let far: FarEnd
let now = () => Date.now()
const goodsIds = new Map<Kind, string>()
beforeAll(async () => {
  far = await startFarEnd({ ...CLIENT, now: () => now() })
  const kinds = Object.keys(KINDS) as Kind[]
  const gateways = kinds.map((kind) => ({ kind, creditCode: inventedCreditCode(), url: far.url, ...CLIENT }))
  world = await startResidentWorld('2026-05-04T09:00:00+08:00', { deliveryGateways: gateways })
  now = () => world.clock.now().getTime()
  mall = await openTestMall(world)
  for (const { kind, creditCode } of gateways) {
    const institution = await registerTestInstitution(world, 'merchant', creditCode)
    const counter = await ownerOf(world, institution)
    await openTestShop(counter, '线上发放')
    const terms = { kind, name: KINDS[kind].name, payableFen: 500, shopIds: [] }
    goodsIds.set(kind, await listed(mall, { ...terms, perPersonMax: 9 }, undefined, [counter]))
  }
}, 120_000)
beforeEach(() => far.setMood('delivers'))
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await world.close()
  await far.close()
})

const openFor = (person: HostPerson, target: Target, url: string): Promise<Module> =>
  openAtHost(world, person, target, { url })
const run = (): Promise<void> => world.platform.deps.jobs.runNow('delivery.deliver')
const pointsOf = async (phone: Phone): Promise<number> =>
  (await phone.get('/v1/me/points')).body.points as number
const paidTo = (recipient: string) =>
  far.paid
    .filter((delivery) => delivery.recipient === recipient)
    .map(({ kind, amountFen }) => [kind, amountFen])

/** From the goods to a voucher that waits to be told where to. */
const takeOne = async (app: Module): Promise<void> => {
  await app.tap('用 500 分换一份')
  await app.tap('确认，用掉 500 分')
  await app.see('还没发')
}

describe.each(TARGETS)('%s', (target) => {
  describe.each(['redPacket', 'transportDiscount'] as const)('%s', (kind) => {
    const { name, field, how } = KINDS[kind]
    const goods = () => pageUrl(`goods-detail?goodsId=${goodsIds.get(kind)}`)

    it('goes where she says, is on its way, and has arrived', async () => {
      const { phone } = await spender(world)
      const app = await openFor(phone.person, target, goods())
      await app.see(how)
      await takeOne(app)

      await app.type(field, '张三')
      await app.tap('发给我')
      await app.see('请填 4 到 64 位字母或数字')
      const recipient = `to-${kind}-${target}`
      await app.type(field, recipient)
      // The answer is lost with the network: said again, it is the same.
      await app.tap('发给我')
      await app.setOnline(false)
      await app.tap('对，发到这里')
      await app.see('没有网络')
      await app.setOnline(true)
      await app.tap('对，发到这里')
      await app.see('正在发')
      await app.seeNot('不想要了，退回积分')
      await app.seeNot(field)

      await run()
      await app.see('已发到')
      await app.see('已经发到你填的账户')
      await app.see('用掉 500 分')
      expect(paidTo(recipient)).toEqual([[kind, 500]])
      expect(await pointsOf(phone)).toBe(1500)
    })

    it('that the far end refuses comes back whole and says why; given back unsent it does too', async () => {
      const { phone } = await spender(world)
      const app = await openFor(phone.person, target, goods())
      await takeOne(app)
      const recipient = `no-${kind}-${target}`
      await app.type(field, recipient)
      await app.tap('发给我')
      await app.tap('对，发到这里')
      await app.see('正在发')
      far.setMood('recipientUnknown')
      await run()
      await app.see('没发成')
      await app.see('对方说没有这个账户')
      await app.see('500 分已经回到原来的积分里')
      expect(await pointsOf(phone)).toBe(2000)

      const list = await openFor(phone.person, target, pageUrl('vouchers'))
      await list.see(new RegExp(`${name.zh}[\\s\\S]*没发成`))
      await list.see('现在没有可以用的券')

      const again = await openFor(phone.person, target, goods())
      await takeOne(again)
      await again.tap('不想要了，退回积分')
      await again.tap('退券，拿回 500 分')
      await again.see('500 分已经回到原来的积分里')
      expect(await pointsOf(phone)).toBe(2000)
      expect(paidTo(recipient)).toEqual([])
    })
  })

  it('in her list what waits for a word of hers asks for it, within the budgets and with role and name', async () => {
    const { phone } = await spender(world)
    const key = { 'idempotency-key': randomUUID() }
    const order = { goodsId: goodsIds.get('redPacket'), step: 'take' }
    await phone.send('POST', '/v1/me/vouchers', order, key)
    const app = await openFor(phone.person, target, pageUrl('vouchers'))
    await app.see('还没发，填好账户就会发')
    const findings = await pageFindings(app)
    await app.tap(/红包.*填账户/s)
    await app.see(KINDS.redPacket.field)
    findings.push(...(await pageFindings(app)))
    expect(findings).toEqual([])
  })
})
