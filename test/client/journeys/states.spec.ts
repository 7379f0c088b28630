import { residents, type Resident } from '#mock/city/index'
import { ask } from '#test/harness/resident-world'
import { makeLive } from '#test/harness/live-scene'
import { INVENTED_FERRY, publishMethodologyByCommand } from '#test/scenario/publish-methodology'
import { settlePeople } from '#test/scenario/resident-account'
import { rideMetro } from '#test/scenario/ride-metro'
import { personLikeMei, startSimulatedCity, type SimulatedCity } from '#test/scenario/simulated-city'
import { closeBrowser, createDevice } from '../journey'
import { closeModules, openAccount, openFor } from './resident-phone'
import { startGateway } from './gateway'

const TARGETS = ['weapp', 'alipay', 'h5'] as const

const named = (id: string): Resident => {
  const found = residents(new Date()).find(({ residentId }) => residentId === id)
  if (!found) throw new Error(`nobody is called ${id}`)
  return found
}
const rider = personLikeMei('rider', 1)
const idle = personLikeMei('idle', 2)
const [child, mother] = [named('chen-yinuo'), named('lin-yun')]
const [nameless, seller, buyer] = [named('zhao-lei'), named('wu-jianguo'), named('zhou-ning')]

let city: SimulatedCity
beforeAll(async () => {
  city = await startSimulatedCity([rider, idle, child, mother, nameless, seller, buyer])
  await settlePeople(city, [rider, idle, mother, seller])
  await city.operator('sptcc').push('states', [rideMetro(city, rider)])
  await city.closeWindows()
  await city.workThroughQueues()
})
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await city.close()
})

const TOTAL = /你已经少排了\s*1\.197\s*千克/

describe.each(TARGETS)('%s', (target) => {
  it('says what is missing where nothing has happened yet', async () => {
    const app = await openFor(city, idle, target)
    await app.see('还没有行程')
    await app.tap('行程', 'link')
    await app.see('这个月没有行程')
    await app.tap('我的', 'link')
    await app.see('没有新消息')
    await app.tap(/^我的异议/)
    await app.see('没有异议')
  })

  it('looks as the super-app says it should', async () => {
    const app = await openFor(city, rider, target, { ui: { locale: 'en', elder: true } })
    await app.see(/You have saved\s*1\.197\s*kg/)
    await app.tap('Me', 'link')
    await app.see('Large type')
  })

  it('shows what was last known without a network, and goes on when it is back', async () => {
    const app = await openFor(city, rider, target)
    await app.see(TOTAL)
    await app.setOnline(false)
    await app.see('现在没有网络')
    await app.tap('行程', 'link')
    await app.tap('首页', 'link')
    await app.see(TOTAL)
    await app.setOnline(true)
    await app.seeNot('现在没有网络')
  })

  it('says that the service is away, and what to do; one tap later all is there', async () => {
    const gateway = await startGateway({ serviceUrl: city.platform.url })
    gateway.setFailing(true)
    const app = await openFor(city, rider, target, { server: gateway.baseUrl, url: '/pages/resident/home' })
    await app.see('服务暂时不在')
    gateway.setFailing(false)
    await app.tap('再试一次')
    await app.see(TOTAL)
    await closeModules()
    await gateway.close()
  })

  it('lets somebody without a verified name look around, and not hold', async () => {
    const app = await openFor(city, nameless, target)
    await app.see('请先在现在这个应用里完成实名认证')
    await app.tap('先看看')
    await app.see('地铁')
    expect(await app.text()).not.toContain('没有授权')
  })
})

it.each(['weapp', 'alipay'] as const)(
  '%s: killed and reopened without a network it shows her last data',
  async (target) => {
    const device = createDevice()
    const app = await openFor(city, rider, target, { device })
    await app.see(TOTAL)
    await app.close()
    device.isOnline = false
    const reopened = await openFor(city, rider, target, { device })
    await reopened.see(TOTAL)
  },
)

it('one person sees one total in three super-apps', async () => {
  for (const target of ['weapp', 'alipay', 'suishenban'] as const) {
    const app = await openFor(city, rider, target)
    await app.see(TOTAL)
  }
})

it('a child under 14 opens her account once a guardian has typed her number, and waits when it is taken back', async () => {
  const hers = await openFor(city, child, 'weapp')
  await hers.see('未满 14 岁')
  await hers.tap('请监护人同意')
  await hers.tap('生成同意码')
  await hers.see(/\d{4} \d{4}/)
  const [code = ''] = /\d{4} \d{4}/.exec(await hers.text()) ?? []

  const mothers = await openFor(city, mother, 'alipay')
  await mothers.tap('我的', 'link')
  await mothers.tap(/^孩子的碳账户/)
  await mothers.type('孩子手机上的 8 位数字', code.replace(' ', ''))
  await mothers.tap('我同意')
  await mothers.see(/陈\*诺.*满 14 岁，之后由孩子自己决定/s)

  await hers.tap('监护人已经输入了')
  await openAccount(hers)

  await mothers.tap('撤回')
  await mothers.see('撤回对陈*诺的同意？')
  await mothers.tap('撤回同意')
  await mothers.seeNot('满 14 岁，之后由孩子自己决定')

  await hers.leaveAndReturn()
  await hers.tap('我的', 'link')
  await hers.see('要监护人重新同意')
  await hers.see('要请监护人重新同意')
  await hers.tap(/^卡和码/)
  await hers.see('绑定我的卡和码')
})

it('a second-hand card is claimed from its former owner by who holds it now', async () => {
  const app = await openFor(city, buyer, 'weapp')
  await openAccount(app)
  await app.tap('我的', 'link')
  await app.tap(/^卡和码/)
  await app.see('在别人名下')
  await app.tap('这张卡现在是我的')
  await app.seeNot('在别人名下')

  const sellers = await openFor(city, seller, 'alipay')
  await sellers.tap('我的', 'link')
  await sellers.tap(/^卡和码/)
  await sellers.see(/\d{1,2}月\d{1,2}日已解绑|今天已解绑/)
})

it('a scene that is not open says why and promises to tell; published as data, it tells and may be allowed', async () => {
  // Later than she was in any other app: this is where she is told.
  city.clock.advanceSeconds(1)
  const app = await openFor(city, idle, 'weapp')
  await app.tap('场景', 'link')
  await app.see('市里还没有公布计算方法')
  await app.tap('轮渡 开通时告诉我')
  await app.see('开通时会告诉你')

  await makeLive(city.platform.deps.sql, { sceneId: 'ferry', operatorId: 'sptcc' })
  expect(await publishMethodologyByCommand(city.platform, INVENTED_FERRY)).toContain(
    '1 person asked to be told',
  )

  // The command has a clock of its own, the real one.
  if (city.clock.now() < new Date()) city.clock.set(new Date().toISOString())
  await city.platform.deps.jobs.runNow('message.deliver')
  const inbox = await ask(`${city.host('wechat').baseUrl}/app/messages`, {
    method: 'POST',
    body: { residentId: idle.residentId },
  })
  expect(inbox.body.messages).toMatchObject([{ title: { zh: '轮渡可以记了' } }])
  await app.tap('我的', 'link')
  await app.see('轮渡可以记了')
  await app.setOnline(false)
  await app.tap('首页', 'link')
  await app.tap('我的', 'link')
  await app.see('轮渡可以记了')
  await app.setOnline(true)
  await app.tap(/^轮渡可以记了/)

  await app.seeNot('市里还没有公布计算方法')
  await app.tap(/轮渡行程.*上海公共交通卡/, 'switch')
  await app.see('已授权上海公共交通卡')
  await app.tap('我的', 'link')
  await app.see('没有新消息')
})
