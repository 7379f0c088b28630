import type { HostPerson } from '#test/harness/host-server'
import { listed, openTestMall, spender, take, type TestMall } from '#test/harness/mall-world'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { openTill, withVoucher, type TestTill } from '#test/harness/till-world'
import { closeBrowser, createDevice, type Device, type Module, type Target } from '../journey'
import { pageFindings, tapFindings } from '../gates'
import { pageUrl } from '../page-url'
import { closeModules, openAtHost } from './resident-phone'

/** From points to a voucher that is shown and redeemed, on every compiled target, against the real service. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const

let world: ResidentWorld
let mall: TestMall
let till: TestTill
beforeAll(async () => {
  world = await startResidentWorld()
  mall = await openTestMall(world)
  till = await openTill(world, mall)
})
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await world.close()
})

const openFor = (
  person: HostPerson,
  target: Target,
  bend: { url?: string; device?: Device } = {},
): Promise<Module> => openAtHost(world, person, target, bend)

const CODE = /[18]\d\d(\s*\d{3}){5}/

/** The eighteen digits on her screen. */
async function codeOn(app: Module): Promise<string> {
  await app.see(CODE)
  return (CODE.exec(await app.text())?.[0] ?? '').replace(/\s/g, '')
}

const voucherUrl = (voucherId: string) => pageUrl(`voucher?voucherId=${voucherId}`)

describe.each(TARGETS)('%s', (target) => {
  it('she gets a coffee for her points, shows it, and sees it used', async () => {
    await listed(mall, { name: { zh: `${target} 的拿铁`, en: 'A latte' } })
    const { phone } = await spender(world, [300, 1700])
    const app = await openFor(phone.person, target)
    await app.tap('我的', 'link')
    await app.tap(/^碳积分/)
    await app.see(/可用积分\s*2,000\s*分/)
    await app.tap('去商城花积分')
    await app.tap(new RegExp(`${target} 的拿铁`))
    await app.see('30 天内有效')
    await app.see('五原路 12 号')

    await app.tap('用 500 分换一份')
    await app.see(/现在可用\s*2,000 分/)
    await app.see(/换完还有\s*= 1,500 分/)
    await app.see(/零点过期的\s*300\s*分/)
    await app.see(/为你留到 09:05，还有 5 分钟/)

    await app.tap('先不换')
    await app.tap('接着换，已经为你留着')
    await app.see(/换完还有\s*= 1,500 分/)

    // The answer is lost with the network: asked again, it is the same voucher.
    await app.setOnline(false)
    await app.tap('确认，用掉 500 分')
    await app.see('没有网络')
    await app.setOnline(true)
    await app.tap('确认，用掉 500 分')
    const code = await codeOn(app)

    expect((await till.scan(code)).body.outcome).toBe('redeemed')
    await app.see('已用掉')
    await app.see('梧桐咖啡馆')
    await app.see('用掉 500 分')
    const { body } = await phone.get('/v1/me/vouchers')
    expect(body.items.map(({ state }: { state: string }) => state)).toEqual(['redeemed'])
  })

  it('without network her phone makes a code of its own, says so, and the till takes it', async () => {
    const { phone } = await withVoucher(world, mall)
    const app = await openFor(phone.person, target, { url: pageUrl('vouchers') })
    await app.tap(/一杯拿铁.*出示/s)
    expect(await codeOn(app)).toMatch(/^1/)
    await app.back()
    await app.setOnline(false)
    await app.tap(/一杯拿铁.*出示/s)
    await app.see('这是手机自己算的码')
    const code = await codeOn(app)
    expect(code).toMatch(/^8/)
    expect((await till.scan(code)).body.outcome).toBe('redeemed')
    await app.setOnline(true)
    await app.see('已用掉')
  })

  it('given back, every point is where it came from', async () => {
    const goodsId = await listed(mall)
    const { phone } = await spender(world, [300, 1700])
    const before = (await phone.get('/v1/me/points')).body.expiries
    const { voucherId } = (await take(phone, goodsId)).body
    const app = await openFor(phone.person, target, { url: pageUrl('vouchers') })
    await app.tap(/一杯拿铁.*出示/s)
    await app.tap('不想要了，退回积分')
    await app.see('退回 500 分')
    await app.see(/零点过期的\s*300\s*分/)
    await app.see(/零点过期的\s*200\s*分/)
    await app.tap('退券，拿回 500 分')
    await app.see('500 分已经回到原来的积分里')
    expect((await phone.get(`/v1/me/vouchers/${voucherId}`)).body.state).toBe('refunded')
    expect((await phone.get('/v1/me/points')).body.expiries).toEqual(before)
  })

  it('the last one goes while she reads: the page says so, and her points stay', async () => {
    const goodsId = await listed(mall, { stockTotal: 1 })
    const { phone } = await spender(world)
    const { phone: other } = await spender(world)
    const app = await openFor(phone.person, target, { url: pageUrl(`goods-detail?goodsId=${goodsId}`) })
    await app.see('用 500 分换一份')
    await take(other, goodsId)
    await app.see('已经兑完。你的积分没有动')
    expect((await phone.get('/v1/me/points')).body.points).toBe(2000)
  })
})

describe('every page of the mall with something in it', () => {
  it.each(TARGETS)(
    'on %s opens within its budgets and says role and name of all that can be tapped',
    async (target) => {
      const { phone, voucherId, goodsId } = await withVoucher(world, mall, { isOffline: true })
      const findings: string[] = []
      for (const [page, sign] of [
        ['goods', '一杯拿铁'],
        [`goods-detail?goodsId=${goodsId}`, '五原路 12 号'],
        ['vouchers', '出示'],
        [`voucher?voucherId=${voucherId}`, CODE],
      ] as const) {
        const app = await openFor(phone.person, target, { url: pageUrl(page) })
        await app.see(sign)
        findings.push(...(await pageFindings(app)))
      }
      expect(findings).toEqual([])
    },
  )
})

describe.each(['weapp', 'alipay', 'suishenban'] as const)('%s, as a mini-program', (target) => {
  it('a new code and a form for a shop without network are small messages to the screen', async () => {
    const { phone, voucherId } = await withVoucher(world, mall, { isOffline: true })
    const device = createDevice()
    const app = await openFor(phone.person, target, { url: voucherUrl(voucherId), device })
    await codeOn(app)
    const rotate = async () => {
      device.tell('userCaptureScreen', {})
      await app.see('你截了屏')
    }
    expect(await tapFindings(app, rotate)).toEqual([])
    await app.tap('给没有网络的店')
    expect(await tapFindings(app, () => app.tap('生成一个'))).toEqual([])
    await app.see('前有效。别发给别人。')
    // What may be taken without network cannot be given back meanwhile, and is not offered to be.
    await app.tap('关闭')
    await app.see('以后才能退')
    await app.seeNot('不想要了，退回积分')
  })

  it('a screenshot is worthless at once: the code is a new one and the old one is refused', async () => {
    const { phone, voucherId } = await withVoucher(world, mall)
    const device = createDevice()
    const app = await openFor(phone.person, target, { url: voucherUrl(voucherId), device })
    const pictured = await codeOn(app)
    device.tell('userCaptureScreen', {})
    await app.see('你截了屏')
    await app.seeNot(new RegExp(pictured.replace(/(\d{3})/g, '$1\\s*')))
    expect((await till.scan(pictured)).body.outcome).toBe('codeRefreshed')
    expect((await till.scan(await codeOn(app))).body.outcome).toBe('redeemed')
  })

  it('the screen is bright while the code is shown, and as before when she leaves', async () => {
    const { phone } = await withVoucher(world, mall)
    const device = createDevice()
    const app = await openFor(phone.person, target, { url: pageUrl('vouchers'), device })
    await app.tap(/一杯拿铁.*出示/s)
    await codeOn(app)
    expect(device).toMatchObject({ brightness: 1, isKeptOn: true })
    await app.back()
    expect(device).toMatchObject({ brightness: 0.4, isKeptOn: false })
  })
})
