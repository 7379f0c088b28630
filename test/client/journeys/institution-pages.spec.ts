import { addDays, cityDayOf } from '#domain/calendar'
import { registerStaff } from '#server/admin/index'
import type { HostPerson } from '#test/harness/host-server'
import { atWork, coffee, openTestMall, type TestMall } from '#test/harness/mall-world'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { openMerchant, redeemOne, stateAt, statementOf } from '#test/harness/statement-world'
import { memberOf } from '../../app/staff/members'
import { pageFindings } from '../gates'
import { closeBrowser, type HostApi, type Module, type Target } from '../journey'
import { itStandsEveryLook, openInLooks, type Over, type Shown } from './looks'
import { closeModules, hostOf, openAtHost } from './resident-phone'
import { cashierNamed } from './till-phone'

/** A mall operator's pages with something on each, and what becomes of a statement its merchant says is wrong. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const
const WRONG = '还有一杯没算'

/** The phones reckon with the day of today. */
const TODAY = cityDayOf(new Date())
const YESTERDAY = addDays(TODAY, -1)

const ZHOU = memberOf('centre-zhou', '周岚', 'centre')

interface Company {
  readonly mall: TestMall
  readonly manager: HostPerson
  readonly goodsId: string
  readonly statementId: string
}

let world: ResidentWorld
const companies = new Map<Target, Company>()
beforeAll(async () => {
  world = await startResidentWorld(`${YESTERDAY}T09:00:00+08:00`)
  const { staffId, name, role, publicKey } = ZHOU
  const key = publicKey.toString('base64url')
  await registerStaff(
    world.platform.deps,
    new Map(Object.entries({ staff: staffId, name, role, 'public-key': key })),
  )
  const opened = new Map<Target, Awaited<ReturnType<typeof openMerchant>>>()
  for (const target of TARGETS) {
    const merchant = await openMerchant(world)
    await redeemOne(world, merchant.tills[0], merchant.goodsId)
    opened.set(target, merchant)
  }
  await stateAt(world, `${TODAY}T01:00:00+08:00`)
  for (const [target, merchant] of opened) companies.set(target, await withDispute(target, merchant))
}, 120_000)
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await world.close()
})

/** The merchant – here the mall operator's own shop – says yesterday's statement is wrong; another asks for its agreement. */
async function withDispute(
  target: Target,
  { mall, goodsId }: { mall: TestMall; goodsId: string },
): Promise<Company> {
  const again = await atWork(world, mall)
  const statementId = (await statementOf(again, YESTERDAY)).body.statementId as string
  const { status } = await again.owner.send('POST', `/v1/institution/statements/${statementId}/dispute`, {
    reason: WRONG,
  })
  expect(status).toBe(200)
  const other = await openTestMall(world)
  await other.owner.send(
    'POST',
    '/v1/institution/goods',
    coffee(other, { name: { zh: '牛肉面一碗', en: 'A bowl of noodles' }, shopIds: [mall.shopId] }),
  )
  return { mall: again, manager: await managerOf(again, target), goodsId, statementId }
}

/** Somebody invited as manager, who joined at the super-app this build is made for. */
async function managerOf({ owner, shopId }: TestMall, target: Target): Promise<HostPerson> {
  const person = cashierNamed(`manager-${target}-${shopId}`)
  const { body } = await owner.send('POST', '/v1/institution/invitations', {
    ...{ role: 'manager', displayName: '周敏', shopIds: [] },
  })
  const phone = await world.signIn(person, world[hostOf(target) as 'suishenban' | 'wechat' | 'alipay'])
  expect((await phone.send('POST', '/v1/me/memberships', { code: body.code as string })).status).toBe(201)
  return person
}

const companyOf = (target: Target): Company => companies.get(target)!

const PAGES: Shown = [
  ['own-goods', '一杯拿铁'],
  ['item', '现在还能兑'],
  ['new-goods', '第 1 步'],
  ['figures', '各门店'],
  ['collected', '500 分 → 500 克减排量'],
  ['budget', '花在哪些商品上'],
  ['consents', '牛肉面一碗'],
  ['dues', /还没付的\s*18\.00\s*元/],
  ['disputes', WRONG],
  ['dispute', '券号末四位'],
]

const SHEETS: Over = [
  ['item', '改库存', '一共放多少份'],
  ['item', '改预算', '一共给多少元'],
  ['item', '下架', '没有还没用的券'],
  ['collected', '转回减排量', '就是当初换出这些积分的那些序列号'],
  ['dues', /核销.*18\.00/s, '银行转账的号码'],
  ['disputes', /^答复/, '怎么答复'],
]

const signOf = (page: string) => PAGES.find(([name]) => name === page)?.[1] ?? ''
const urlOf = (target: Target, page: string) => {
  const { goodsId, statementId } = companyOf(target)
  const query = { item: `?goodsId=${goodsId}`, dispute: `?statementId=${statementId}` }[page] ?? ''
  return `/pages/institution/${page}${query}`
}

describe('on the web', () => {
  const open = async (page: string) => {
    const hostApi: HostApi = {
      ticket: () => world.suishenban.ticketFor(companyOf('h5').manager),
      ask: (method) => (method === 'getUi' ? {} : undefined),
    }
    const opened = await openInLooks({ server: world.platform.url, hostApi, url: urlOf('h5', page) })
    await opened.app.see(signOf(page))
    return opened
  }

  itStandsEveryLook({ pages: PAGES, sheets: SHEETS }, open)
})

describe.each(TARGETS)('%s', (target) => {
  it.each(PAGES)(
    '%s opens within the budgets, and all that can be tapped says role and name',
    async (page, sign) => {
      const app = await openAtHost(world, companyOf(target).manager, target, { url: urlOf(target, page) })
      await app.see(sign)
      expect(await pageFindings(app)).toEqual([])
    },
  )

  it('a disputed statement is looked through and answered, and the centre reads what was said', async () => {
    const { manager, mall } = companyOf(target)
    const app = await openAtHost(world, manager, target, { url: '/pages/institution/own-goods' })
    await app.see(/1 张对账单商户说不对/)
    await app.tap('去答复')
    await app.tap(/^看这张单子的每一笔/)
    await app.see('你们的商品，每一笔')
    await app.see('券号末四位')
    await app.tap(/^答复/)
    await app.tap('发出答复')
    await app.see('请写一句答复')
    await app.type('怎么答复', '查到了，明天补上。')
    await app.tap('发出答复')
    await app.see('答复：查到了，明天补上。')
    expect((await statementOf(mall, YESTERDAY)).body.state).toBe('answered')

    const desk = await deskOf(target, manager)
    await desk.tap('对账', 'link')
    await desk.see('答复：查到了，明天补上。')
    expect(await pageFindings(desk)).toEqual([])
  })
})

/** The desk's door opens on anybody's phone to whom staff keys belong. */
async function deskOf(target: Target, person: HostPerson): Promise<Module> {
  const app = await openAtHost(world, person, target, { url: '/pages/staff/sign-in' })
  await app.type('工号', ZHOU.credentials.staffId)
  await app.type('密钥', ZHOU.credentials.key)
  await app.tap('取登录文本')
  await app.see(`staff: ${ZHOU.credentials.staffId}`)
  await app.tap('签名并登录')
  await app.see('审核台')
  return app
}
