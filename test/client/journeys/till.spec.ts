import type { Member } from '#contract'
import type { HostPerson } from '#test/harness/host-server'
import { openTestShop } from '#test/harness/institution-world'
import { listed, openTestMall, spender, take, type TestMall } from '#test/harness/mall-world'
import type { Phone, ResidentWorld } from '#test/harness/resident-world'
import { startResidentWorld } from '#test/harness/resident-world'
import { showCode } from '#test/harness/till-world'
import { closeBrowser, type Target } from '../journey'
import { cashierNamed, closeTillPhones, openTillPhone, type Bend, type TillPhone } from './till-phone'

/** A cashier's day on every compiled target, against the real service: she joins, takes vouchers, and is sent away. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const

let world: ResidentWorld
let mall: TestMall
let other: TestMall
let goodsId: string
let guest: Phone
beforeAll(async () => {
  world = await startResidentWorld()
  mall = await openTestMall(world)
  other = await openTestMall(world)
  goodsId = await listed(mall, { perPersonMax: 100, isOffline: true })
  guest = (await spender(world, [90_000])).phone
})
afterEach(closeTillPhones)
afterAll(async () => {
  await closeBrowser()
  await world.close()
})

const invitation = async (shopIds: readonly string[], displayName = '小周', by = mall): Promise<string> => {
  const asked = { role: 'cashier', displayName, shopIds }
  const { body } = await by.owner.send('POST', '/v1/institution/invitations', asked)
  return body.code as string
}

const taken = async (): Promise<string> => (await take(guest, goodsId)).body.voucherId as string

/** A voucher for a latte, and the digits her phone shows for it. */
const shown = async (): Promise<string> => (await showCode(guest, await taken())).body.digits as string

/** What her phone shows to a till without network. */
const formOf = async (voucherId: string): Promise<string> =>
  (await guest.send('POST', `/v1/me/vouchers/${voucherId}/offline-form`)).body.form as string

/** A new cashier of the mall's shop, at her till. */
async function atWork(
  target: Target,
  name: string,
  shopId = mall.shopId,
  bend: Bend = {},
  by = mall,
): Promise<AtWork> {
  const person = cashierNamed(`${name} at ${target}`)
  const phone = await openTillPhone(world, target, person, { url: '/pages/merchant/work', ...bend })
  phone.pointAt(await invitation([shopId], name, by))
  await phone.app.tap('扫邀请码')
  await phone.app.tap('加入', 'button')
  await phone.app.see('扫不了')
  return { ...phone, person }
}

type AtWork = TillPhone & { readonly person: HostPerson }

async function scan({ app, pointAt }: TillPhone, text: string): Promise<void> {
  pointAt(text)
  await app.tap('扫券码')
}

describe.each(TARGETS)('%s', (target) => {
  it('joins by an invitation and takes a voucher exactly once', async () => {
    const { app, pointAt } = await openTillPhone(world, target, cashierNamed(`joins-${target}`))
    await app.see('显示')
    await app.seeNot('为商户工作')
    await app.tap('加入商户（扫码）')
    pointAt(await invitation([mall.shopId]))
    await app.tap('扫邀请码')
    await app.see(/机构.*邀请你/)
    for (const words of ['收银员', '小周', '梧桐咖啡馆', '前有效']) await app.see(words)
    // Read, and not yet accepted.
    await app.tap('再想想')
    await app.tap('扫邀请码')
    await app.tap('加入', 'button')
    await app.see('扫不了')

    const code = await shown()
    await app.type(/输入 18 位数字/, code)
    await app.tap('核销', 'button')
    await app.see('核销成功，一杯拿铁')
    await app.see('赞助方付本店 18.00 元')
    await app.tap('下一位')
    pointAt(code)
    await app.tap('扫券码')
    await app.see(/已核销 09:00 本店/)
  })

  it('says why a voucher is not taken', async () => {
    const elsewhere = await openTestShop(mall.owner, `${target}分店`)
    const { app, pointAt } = await openTillPhone(world, target, cashierNamed(`refuses-${target}`), {
      url: '/pages/merchant/work',
    })
    pointAt(await invitation([elsewhere]))
    await app.tap('扫邀请码')
    await app.tap('加入', 'button')
    await app.type(/输入 18 位数字/, '123456789012345678')
    await app.tap('核销', 'button')
    await app.see('号码不对')
    pointAt(await shown())
    await app.tap('扫券码')
    await app.see('非本店券')
    await app.see('能用的门店写在顾客的券里')
    await app.tap('下一位')
    pointAt('https://example.org/menu')
    await app.tap('扫券码')
    await app.see('没有认出这个码，请再扫一次')
  })

  it('lists the day, and takes one back within its ten minutes', async () => {
    const shopId = await openTestShop(mall.owner, `${target}旗舰店`)
    const goods = await listed(mall, { shopIds: [shopId], payableFen: 2500 })
    const { body } = await take(guest, goods)
    const till = await atWork(target, '小吴', shopId)
    const { app } = till
    await scan(till, (await showCode(guest, body.voucherId as string)).body.digits as string)
    await app.see('核销成功')
    await app.tap('下一位')
    await app.tap('今天', 'link')
    await app.see('应收 25.00 元')
    await app.see(/09:00 · 小吴 · 25\.00\s元/)
    await app.tap(/^撤销/)
    await app.see('积分退给顾客')
    await app.tap('是，撤销')
    await app.see('已撤销，积分退回顾客')
    await app.see('应收 0.00 元')
  })

  it('takes a signed form without network, and tells it when the network is back', async () => {
    const till = await atWork(target, 'offline')
    const { app } = till
    const form = await formOf(await taken())
    await app.setOnline(false)
    await app.see('断网中：只收离线券码，还能收 20 张')
    await scan(till, form)
    await app.see('已记录，待联网确认')
    await app.seeNot('已核销')
    await app.tap('下一位')
    await scan(till, form)
    await app.see('这张券本机刚收过')
    await app.tap('下一位')
    await app.type(/输入 18 位数字/, await shown())
    await app.tap('核销', 'button')
    await app.see('还没有收，请顾客出示离线券码')
    await app.tap('下一位')
    await app.see('1 张待联网确认')

    await app.setOnline(true)
    await app.seeNot('1 张待联网确认')
    await app.tap('今天', 'link')
    await app.see('断网时收的')
    await app.see('已确认')
  })

  it('tells another merchant and a second till of the first that they are paid all the same, and a third that it is not', async () => {
    const terms = { perPersonMax: 100, isOffline: true, shopIds: [mall.shopId, other.shopId] }
    const shared = await listed(mall, terms, undefined, [other.owner])
    const form = await formOf((await take(guest, shared)).body.voucherId as string)
    const tills = [
      [await atWork(target, 'first'), '已确认'],
      [await atWork(target, 'second', other.shopId, {}, other), '这张券在别处先用了，赞助方照付给本店'],
      [await atWork(target, 'third'), '本店已收过，赞助方再付一次'],
      [await atWork(target, 'fourth'), '本店已收过，不再付款'],
    ] as const
    for (const [till] of tills) {
      await till.app.setOnline(false)
      await scan(till, form)
      await till.app.see('已记录，待联网确认')
      await till.app.tap('下一位')
    }
    for (const [till, outcome] of tills) {
      await till.app.setOnline(true)
      await till.app.seeNot('待联网确认')
      await till.app.tap('今天', 'link')
      await till.app.see(outcome)
    }
    // Of this and of the targets before.
    await tills[1][0].app.see(/照付 \d+\.00 元/)
  })

  it('locks her out at once when she is dismissed', async () => {
    const till = await atWork(target, `dismissed-${target}`)
    await scan(till, await shown())
    await till.app.see('核销成功')
    await till.app.tap('下一位')
    const { body } = await mall.owner.get('/v1/institution/members')
    const she = (body.items as Member[]).find(({ displayName }) => displayName === `dismissed-${target}`)
    await mall.owner.send('DELETE', `/v1/institution/members/${she?.memberId}`)
    await scan(till, await shown())
    await till.app.see('你已不在这家商户工作')
    await till.app.seeNot('扫券码')
  })

  it('an owner invites from her screen, opens a shop, and sends somebody away', async () => {
    const { owner } = await openTestMall(world)
    const person = cashierNamed(`owner-${target}`)
    const app = (await openTillPhone(world, target, person, { url: '/pages/merchant/work' })).app
    const asked = { role: 'owner', displayName: '陈店长', shopIds: [] }
    const { body } = await owner.send('POST', '/v1/institution/invitations', asked)
    await app.type(/输入邀请码/, body.code as string)
    await app.tap('看看是谁邀请')
    await app.see('负责人')
    await app.tap('加入', 'button')
    await app.tap('门店', 'link')
    await app.tap('开一家门店')
    await app.tap('开店', 'button')
    await app.see('请填写')
    await app.type('店名', '徐家汇店')
    await app.type('英文店名', 'Xujiahui')
    await app.type('地址', '漕溪北路 8 号')
    await app.tap('开店', 'button')
    await app.see('徐家汇店')

    await app.tap('成员', 'link')
    await app.tap('邀请一位')
    await app.tap('出示邀请码')
    await app.see('请填一个称呼')
    await app.see('请至少选一家门店')
    await app.type(/怎么叫/, '小林')
    await app.tap('徐家汇店', 'switch')
    await app.tap('出示邀请码')
    await app.see('邀请小林')
    const code = /^[\w-]{22}$/m.exec(await app.text())?.[0] ?? ''
    await app.tap('好了')

    const lin = await openTillPhone(world, target, cashierNamed(`lin-${target}`), {
      url: '/pages/merchant/work',
    })
    lin.pointAt(code)
    await lin.app.tap('扫邀请码')
    await lin.app.see('徐家汇店')
    await lin.app.tap('加入', 'button')
    await lin.app.see('扫不了')
    const door = { url: '/pages/merchant/work?stay=true' }
    const again = await openTillPhone(world, target, cashierNamed(`lin-${target}`), door)
    await again.app.see('收银员 · 徐家汇店')
    await app.tap('收银', 'link')
    await app.tap('成员', 'link')
    await app.tap('移出小林')
    await app.see('马上不能再收券')
    await app.tap('是，移出')
    await app.see('已移出小林')
    await again.app.tap(/收银员 · 徐家汇店/)
    await again.app.see('你已不在这家商户工作')
  })
})

describe.each(['weapp', 'alipay', 'suishenban'] as const)('%s', (target) => {
  it('keeps what was taken when the host kills the page, also without network', async () => {
    const till = await atWork(target, 'killed')
    await till.app.setOnline(false)
    await scan(till, await formOf(await taken()))
    await till.app.see('已记录，待联网确认')
    await closeTillPhones()

    const again = await openTillPhone(world, target, till.person, {
      url: '/pages/merchant/till',
      device: till.device,
    })
    await again.app.see('1 张待联网确认')
    await scan(again, await formOf(await taken()))
    await again.app.see('已记录，待联网确认')
    await again.app.tap('下一位')
    await again.app.setOnline(true)
    await again.app.seeNot('待联网确认')
    await again.app.tap('今天', 'link')
    await again.app.see('已确认')
  })

  it('says where the service stops taking a log that was changed on the device', async () => {
    const till = await atWork(target, 'tampers')
    const { app, device } = till
    await app.setOnline(false)
    for (const form of [await formOf(await taken()), await formOf(await taken())]) {
      await scan(till, form)
      await app.see('已记录，待联网确认')
      await app.tap('下一位')
    }
    const [key, text] = [...device.storage].find(([name]) => name.startsWith('till-log.')) ?? ['', '']
    const log = JSON.parse(text) as { entries: { occurredAt: string }[] }
    log.entries[1]!.occurredAt = log.entries[0]!.occurredAt
    device.storage.set(key, JSON.stringify(log))

    await app.setOnline(true)
    await app.tap('今天', 'link')
    await app.see('第 2 笔起的记录被改过，或接不上前一笔，平台不收')
    await app.see('没上报的有 1 笔')
    await app.see('已确认')
    await app.tap('重新登记这台设备')
    await app.see('登记好了')
    await app.tap('收银', 'link')
    await scan(till, await formOf(await taken()))
    await app.see('已核销')
  })
})

it('says on a host without secure randomness that nothing can be taken there without network', async () => {
  const till = await atWork('alipay', 'no-random', mall.shopId, { hasRandomness: false })
  await till.app.setOnline(false)
  await till.app.see('这台设备不能断网收券')
  await scan(till, await formOf(await taken()))
  await till.app.see('这台设备不能断网收券')
  await till.app.tap('下一位')
  await till.app.setOnline(true)
  await scan(till, await shown())
  await till.app.see('核销成功')
})
