import { addDays, cityDayOf } from '#domain/calendar'
import { registerStaff } from '#server/admin/index'
import type { HostPerson } from '#test/harness/host-server'
import { join, opened as openedGroup, rider } from '#test/harness/group-world'
import { atWork, coffee, openTestMall, spender, take, type TestMall } from '#test/harness/mall-world'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { openMerchant, redeemOne, stateAt, statementOf } from '#test/harness/statement-world'
import { memberOf } from '../../app/staff/members'
import { pageFindings } from '../gates'
import { closeBrowser, MINI_TARGETS, type HostApi, type Module, type Target } from '../journey'
import { itStandsEveryLook, openInLooks, type Over, type Shown } from './looks'
import { readCode } from './read-code'
import { closeModules, hostOf, openAtHost } from './resident-phone'
import { cashierNamed } from './till-phone'

/** A mall operator's pages with something on each, and what becomes of a disputed statement, a group and a title. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const
const WRONG = '还有一杯没算'
const GROUP = '梧桐餐饮全体员工和家属低碳出行互助小组'

/** The phones reckon with the day of today. */
const TODAY = cityDayOf(new Date())
const YESTERDAY = addDays(TODAY, -1)

const ZHOU = memberOf('centre-zhou', '周岚', 'centre')

interface Company {
  readonly mall: TestMall
  readonly manager: HostPerson
  readonly goodsId: string
  readonly statementId: string
  readonly groupId: string
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
  const { groupId } = await openedGroup(again.owner, 'company', GROUP)
  return { mall: again, manager: await managerOf(again, target), goodsId, statementId, groupId }
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
  ['groups', GROUP],
  ['opened-group', '不到 5 人'],
]

const SHEETS: Over = [
  ['item', '改库存', '一共放多少份'],
  ['item', '改预算', '一共给多少元'],
  ['item', '下架', '没有还没用的券'],
  ['collected', '转回减排量', '就是当初换出这些积分的那些序列号'],
  ['dues', /核销.*18\.00/s, '银行转账的号码'],
  ['disputes', /^答复/, '怎么答复'],
  ['groups', '开一个团体', '名字开好以后不能改'],
  ['opened-group', '换一个加入码', '旧的码马上不能用'],
  ['opened-group', '关闭团体', '大家的减排量和积分一点不变'],
]

const signOf = (page: string) => PAGES.find(([name]) => name === page)?.[1] ?? ''
const urlOf = (target: Target, page: string) => {
  const { goodsId, statementId, groupId } = companyOf(target)
  const query = {
    item: `?goodsId=${goodsId}`,
    dispute: `?statementId=${statementId}`,
    'opened-group': `?groupId=${groupId}`,
  }
  return `/pages/institution/${page}${query[page as keyof typeof query] ?? ''}`
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

describe.each(MINI_TARGETS)('%s', (target) => {
  it.each(PAGES)(
    '%s opens within the budgets, and all that can be tapped says role and name',
    async (page, sign) => {
      const app = await openAtHost(world, companyOf(target).manager, target, { url: urlOf(target, page) })
      await app.see(sign)
      expect(await pageFindings(app)).toEqual([])
    },
  )
})

describe.each(TARGETS)('%s', (target) => {
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

interface Opened {
  readonly name: { readonly zh: string }
  readonly code: string
  readonly closedAt: string | null
}

describe.each(TARGETS)('%s', (target) => {
  const open = (page: string) =>
    openAtHost(world, companyOf(target).manager, target, { url: `/pages/institution/${page}` })

  it('a group is opened, joined by its code, given another one and closed', async () => {
    const { mall } = companyOf(target)
    const name = `绿色通勤 ${target}`
    const read = async () =>
      ((await mall.owner.get('/v1/institution/groups')).body.items as Opened[]).find(
        ({ name: { zh } }) => zh === name,
      )
    const app = await open('own-goods')
    await app.tap('团体')
    await app.tap('开一个团体')
    await app.type('团体名字（中文）', name)
    await app.type('团体名字（英文）', 'Green ways to work')
    await app.tap('开好，给我加入码')
    await app.see('加入码')
    const { code } = (await read())!
    await app.see(code.slice(0, 4))
    await app.see(code.slice(4))
    expect(await readCode(app)).toBe(code)
    const { phone } = await rider(world)
    expect((await join(phone, code)).status).toBe(201)
    await app.tap('换一个加入码')
    await app.tap('是，换一个')
    await app.see('换好了，旧的不能用了')
    expect((await read())!.code).not.toBe(code)
    expect((await phone.get('/v1/me/groups')).body.groups).toHaveLength(1)
    await app.tap('关闭团体')
    await app.tap('是，关闭')
    await app.see('加入码不能用了')
    expect((await read())!.closedAt).not.toBeNull()
    expect((await phone.get('/v1/me/groups')).body.groups).toEqual([])
    expect(await app.unspoken()).toEqual([])
  })

  it('a title is offered without shop, money or days, and is a resident’s once she takes it', async () => {
    const { mall } = companyOf(target)
    const giver = (await mall.owner.get('/v1/institution/goods')).body.items[0].sponsor.zh as string
    const name = `绿色出行家 ${target}`
    const app = await open('new-goods')
    await app.tap(/^荣誉称号/, 'radio')
    await app.tap('下一步')
    await app.type('名字（中文）', name)
    await app.type('名字（英文）', 'Green rider')
    await app.tap('下一步')
    await app.type('多少积分一份', '500')
    await app.type('一共放多少份', '20')
    await app.tap('下一步')
    await app.tap('下一步')
    await app.see('谁颁发')
    await app.tap(giver, 'radio')
    await app.tap('下一步')
    await app.tap('上架')
    await app.see('兑了马上给，每人一次，一直保留')
    const goods = (await mall.owner.get('/v1/institution/goods')).body.items as {
      goodsId: string
      name: { zh: string }
    }[]
    const { phone } = await spender(world, [700])
    expect((await take(phone, goods.find(({ name: { zh } }) => zh === name)!.goodsId)).body.state).toBe(
      'redeemed',
    )
    expect((await phone.get('/v1/me/titles')).body.items).toMatchObject([{ name: { zh: name } }])
    expect(await pageFindings(app)).toEqual([])
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
