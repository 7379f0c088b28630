import { createHash } from 'node:crypto'
import type { OwnGoods } from '#contract'
import type { HostPerson } from '#test/harness/host-server'
import { openTestShop } from '#test/harness/institution-world'
import { openTestMall, spender, take, type TestMall } from '#test/harness/mall-world'
import { ask, bo, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { openTill, showCode } from '#test/harness/till-world'
import { closeBrowser, openH5Module, type Module, type Target } from '../journey'
import { closeAfterwards, closeModules, hostOf, openAtHost } from './resident-phone'

/** From an empty shelf to reductions that came back, on every compiled target, against the real service. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const

const GOODS = '/pages/institution/own-goods'
/** Each target leads the clock on by ten minutes, and must not come past the module's own. */
const EARLIER_MS = 60 * 60_000

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld()
  // The module asks for the days up to its own today; what happens here happens a little before.
  world.clock.set(new Date(Date.now() - EARLIER_MS).toISOString())
})
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await world.close()
})

type HostName = 'suishenban' | 'wechat' | 'alipay'

/** Somebody invited as manager, who joined at the super-app this build is made for. */
async function managerOf(mall: TestMall, target: Target): Promise<HostPerson> {
  const hostId = hostOf(target) as HostName
  const person = { ...bo, subject: `manager-${target}-${mall.shopId}`, personId: null }
  const { code } = (
    await mall.owner.send('POST', '/v1/institution/invitations', {
      ...{ role: 'manager', displayName: '周敏', shopIds: [] },
    })
  ).body as { code: string }
  const url = world.platform.url
  const ticket = await world[hostId].ticketFor(person)
  const session = await ask(`${url}/v1/sessions`, { method: 'POST', body: { hostId, ticket } })
  const token = session.body.accessToken as string
  const joined = await ask(`${url}/v1/me/memberships`, { method: 'POST', token, body: { code } })
  expect(joined.status).toBe(201)
  return person
}

const openAs = (person: HostPerson, target: Target, url = GOODS): Promise<Module> =>
  openAtHost(world, person, target, { url })

const goodsOf = async (mall: TestMall): Promise<OwnGoods[]> =>
  (await mall.owner.get('/v1/institution/goods')).body.items as OwnGoods[]

/** A picture of so many bytes: a JPEG's beginning is all the service looks at. */
const jpeg = (bytes: number, filler = 7) =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(bytes, filler)])

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** What is no picture and what is too large is refused in words; what was lost on the way is sent again. */
async function givePicture(app: Module): Promise<void> {
  app.picks(Buffer.from('GIF89a'))
  await app.tap('放一张图片')
  await app.see('请选 JPG、PNG 或 WebP')
  app.picks(jpeg(300 * 1024))
  await app.tap('放一张图片')
  await app.see('这张图片太大')
  app.picks(jpeg(2_000))
  await app.setOnline(false)
  await app.tap('放一张图片')
  await app.see('再传一次')
  await app.setOnline(true)
  await app.tap('再传一次')
  await app.see('换图片')
  await app.seeNot('再传一次')
}

async function writeGoods(app: Module): Promise<void> {
  await app.see('第 1 步')
  await app.tap('下一步')
  await app.type('名字（中文）', '一杯拿铁')
  await app.tap('下一步')
  await app.see('这里要填')
  await app.type('名字（英文）', 'A latte')
  await givePicture(app)
  await app.tap('下一步')
  await app.type('多少积分一份', '500')
  await app.type('每核销一份，赞助方付给商户多少元', '18')
  await app.type('一共放多少份', '60')
  await app.tap('断网时门店也能收', 'switch')
  await app.tap('下一步')
  await app.see('第 4 步')
  await app.tap('下一步')
  await app.see('第 5 步')
}

describe.each(TARGETS)('%s', (target) => {
  let mall: TestMall
  let manager: HostPerson
  let shopId: string
  let name: string
  beforeAll(async () => {
    mall = await openTestMall(world)
    manager = await managerOf(mall, target)
    shopId = await openTestShop(mall.owner, `${target} 咖啡馆`)
    const [own] = (await mall.owner.get('/v1/institution/partners')).body.sponsors.filter(
      ({ institutionId }: { institutionId: string }) => institutionId === mall.owner.institutionId,
    )
    name = own.name.zh as string
  })

  it('lists goods once though the answer was lost, gives them a budget and another stock', async () => {
    const app = await openAs(manager, target)
    await app.see('还没有商品')
    await app.tap('上架新商品')
    await writeGoods(app)
    await app.tap(new RegExp(`^${name}$`), 'radio')
    await app.tap(`${target} 咖啡馆`, 'switch')
    await app.see('选了 1 家')
    await app.tap('下一步')
    await app.see('第 6 步')
    await app.setOnline(false)
    await app.tap('上架', 'button')
    await app.see('再点一次不会重复上架')
    await app.setOnline(true)
    await app.tap('上架', 'button')
    await app.see('还没有预算。拨了预算才开始卖。')
    expect(await goodsOf(mall)).toHaveLength(1)
    expect((await goodsOf(mall))[0]?.pictureDigest).toBe(digestOf(jpeg(2_000)))

    app.picks(jpeg(3_000, 8))
    await app.tap('换图片')
    await app.see('图片换好了')
    expect((await goodsOf(mall))[0]?.pictureDigest).toBe(digestOf(jpeg(3_000, 8)))

    await app.tap('拨预算')
    await app.type('一共给多少元（花掉的也算在内）', '900')
    await app.see('改完还够 50 份')
    await app.tap('就这样改')
    await app.see(/现在还能兑\s*50\s*份/)
    await app.tap('改库存')
    await app.type('一共放多少份（兑走的也算在内）', '40')
    await app.tap('就这样改')
    await app.see(/现在还能兑\s*40\s*份/)
  })

  it('sees what shops redeemed, and turns the points back into the serials behind them, once', async () => {
    const [goods] = await goodsOf(mall)
    const { phone } = await spender(world)
    const till = await openTill(world, mall, shopId)
    const { voucherId } = (await take(phone, goods?.goodsId ?? '')).body as { voucherId: string }
    const code = (await showCode(phone, voucherId)).body.digits as string
    expect((await till.scan(code)).body.outcome).toBe('redeemed')

    const app = await openAs(manager, target)
    await app.tap('核销', 'link')
    await app.see(/核销\s*1\s*张/)
    await app.see('该付给商户 18.00 元')
    await app.tap('看数字')
    await app.see(/1 张/)
    await app.tap('近 30 天', 'radio')
    await app.see(/核销\s*1\s*张/)

    await app.tap('积分', 'link')
    await app.see('其中 1 张刚核销')
    await app.see('现在没有可以转回的')
    world.clock.advanceSeconds(601)
    await app.tap('核销', 'link')
    await app.see('各店核销')
    await app.tap('积分', 'link')
    await app.see('500 分 → 500 克减排量')
    await app.tap('转回减排量')
    await app.see('就是当初换出这些积分的那些序列号')
    await app.tap('是，转回')
    await app.see('刚刚转回')
    await app.see('减排量编号 1 段')
    const { body } = await mall.owner.get('/v1/institution/turn-backs')
    expect(body.items).toHaveLength(1)

    await app.tap('赞助', 'link')
    await app.see(/已核销，要付给商户\s*− 18.00 元/)
    await app.see(/还能用\s*= 882.00 元/)
  })

  it('withdraws goods after saying what becomes of vouchers, and is out at once when dismissed', async () => {
    const app = await openAs(manager, target, '/pages/resident/me')
    await app.tap(/为机构办事/)
    await app.tap(/一杯拿铁/)
    await app.tap('下架', 'button')
    await app.see('没有还没用的券')
    await app.tap('是，下架')
    await app.see('已经兑走的券照常能用')
    expect((await goodsOf(mall))[0]?.withdrawnAt).not.toBeNull()

    const members = (await mall.owner.get('/v1/institution/members')).body.items as {
      memberId: string
      displayName: string
    }[]
    const dismissed = members.find(({ displayName }) => displayName === '周敏')
    await mall.owner.send('DELETE', `/v1/institution/members/${dismissed?.memberId}`)
    await app.tap('改预算')
    await app.tap('就这样改')
    await app.see('你不再是这个机构的成员')
  })
})

it('refuses a part of a gram in words, and never makes another number of what was typed', async () => {
  const mall = await openTestMall(world)
  const manager = await managerOf(mall, 'h5')
  const app = await openH5Module({
    target: 'h5',
    server: world.platform.url,
    hostApi: {
      ticket: () => world.suishenban.ticketFor(manager),
      ask: (method) => (method === 'getUi' ? {} : undefined),
    },
    url: '/pages/institution/new-goods',
  })
  closeAfterwards(app)
  await app.tap('下一步')
  await app.type('名字（中文）', '一杯拿铁')
  await app.type('名字（英文）', 'A latte')
  await app.tap('下一步')
  await app.see('第 3 步')
  for (const [field, keys] of [
    ['多少积分一份', '1.5'],
    ['每人最多几份', '-3'],
  ] as const) {
    await app.type(field, '')
    for (const key of keys) await app.press(key)
    await app.see(keys)
  }
  await app.tap('下一步')
  await app.see('请填 1 到 10,000,000 的整数')
  await app.see('请填 1 到 1,000 的整数')
})
