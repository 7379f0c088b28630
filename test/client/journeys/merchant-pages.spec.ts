import { addDays, cityDayOf } from '#domain/calendar'
import { onlineCodeOf } from '#domain/voucher'
import type { HostPerson } from '#test/harness/host-server'
import { atWork, type TestMall } from '#test/harness/mall-world'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { openMerchant, redeemOne, statementOf, stateAt } from '#test/harness/statement-world'
import { tillOf } from '#test/harness/till-world'
import { pageFindings, tapFindings } from '../gates'
import {
  closeBrowser,
  createDevice,
  MINI_TARGETS,
  type Device,
  type HostApi,
  type Module,
  type Target,
} from '../journey'
import { pageUrl } from '../page-url'
import { itStandsEveryLook, openInLooks, type Over, type Shown } from './looks'
import { hostOf } from './resident-phone'
import { cashierNamed, closeTillPhones, openTillPhone } from './till-phone'

/** Every page and sheet of a merchant's people: in each look under a finger, and within what the mini-program hosts bear. */

/** The phones reckon with the day of today. */
const TODAY = cityDayOf(new Date())
const YESTERDAY = addDays(TODAY, -1)

let world: ResidentWorld
let statementId: string
const owners = new Map<Target, HostPerson>()
beforeAll(async () => {
  world = await startResidentWorld(`${YESTERDAY}T09:00:00+08:00`)
  const { mall, tills, goodsId } = await openMerchant(world)
  await redeemOne(world, tills[0], goodsId)
  await stateAt(world, `${TODAY}T01:00:00+08:00`)
  const again = await atWork(world, mall)
  statementId = (await statementOf(again, YESTERDAY)).body.statementId as string
  for (const target of ['h5', ...MINI_TARGETS] as const)
    owners.set(target, await joined(again, target, 'owner', `${target} 的店长`))
  await joined(again, 'h5', 'manager', '老吴')
  await redeemOne(world, await tillOf(again.owner, mall.shopId), goodsId)
}, 60_000)
afterEach(closeTillPhones)
afterAll(async () => {
  await closeBrowser()
  await world.close()
})

const superAppOf = (target: Target) => world[hostOf(target) as 'suishenban' | 'wechat' | 'alipay']

/** Somebody whom the owner invited, at the super-app this build is made for. */
async function joined(
  { owner }: TestMall,
  target: Target,
  role: 'owner' | 'manager',
  displayName: string,
): Promise<HostPerson> {
  const person = cashierNamed(displayName)
  const asked = { role, displayName, shopIds: [] }
  const { body } = await owner.send('POST', '/v1/institution/invitations', asked)
  const phone = await world.signIn(person, superAppOf(target))
  const answer = await phone.send('POST', '/v1/me/memberships', { code: body.code as string })
  expect(answer.status).toBe(201)
  return person
}

type Page = 'work' | 'till' | 'today' | 'members' | 'shops' | 'statements' | 'statement'

const PAGES: Shown<Page> = [
  ['work', '或者输入邀请码'],
  ['till', '换门店'],
  ['today', '应收 18.00 元'],
  ['members', '在这里工作的人'],
  ['shops', '营业中'],
  ['statements', '对账单'],
  ['statement', '核销 1 笔，撤销 0 笔'],
]

/** Well formed, and of no voucher. */
const NOBODYS_CODE = onlineCodeOf('4829157306482150')

const SHEETS: Over<Page> = [
  ['today', /^撤销/, '积分退给顾客'],
  ['today', '所有门店（2 家）', '看哪家门店？'],
  ['statement', /^校验码/, '复制校验码'],
  ['members', '邀请一位', '出示邀请码'],
  ['members', '移出老吴', '马上不能再收券'],
  ['shops', '开一家门店', '英文店名'],
  ['shops', '关闭第二家店', '不能重新打开'],
  ['statement', '数目不对', '提出异议'],
  ['statement', '确认无误', '确认后不能再提异议'],
]

const QUERIES: { readonly [page in Page]?: () => string } = {
  work: () => '?stay=true',
  statement: () => `?statementId=${statementId}`,
}
const urlOf = (page: Page) => pageUrl(page + (QUERIES[page]?.() ?? ''))
const signOf = (page: Page) => PAGES.find(([name]) => name === page)?.[1] ?? ''

describe('on the web', () => {
  const open = async (page: Page) => {
    const hostApi: HostApi = {
      ticket: () => superAppOf('h5').ticketFor(owners.get('h5')!),
      ask: (method) => (method === 'getUi' ? {} : undefined),
    }
    const opened = await openInLooks({ server: world.platform.url, hostApi, url: urlOf(page) })
    if (page === 'till') await opened.app.tap('梧桐咖啡馆')
    await opened.app.see(signOf(page))
    return opened
  }

  itStandsEveryLook({ pages: PAGES, sheets: SHEETS }, open)

  it('nor where she has to say in which shop she is, nor on the answer for the guest', async () => {
    const { app, complaints } = await open('till')
    await app.tap('换门店')
    await app.see('你在哪家门店？')
    expect(await complaints()).toEqual([])
    await app.see('你在哪家门店？')
    await app.tap('第二家店')
    await app.type(/输入 18 位数字/, NOBODYS_CODE)
    await app.tap('核销', 'button')
    await app.see('下一位')
    expect(await complaints()).toEqual([])
    await app.close()
  })

  it('nor on an invitation', async () => {
    const { app, complaints } = await open('members')
    await app.tap('邀请一位')
    await app.tap('店务', 'radio')
    await app.type(/怎么叫/, '小林')
    await app.tap('出示邀请码')
    await app.see('邀请小林')
    expect(await complaints()).toEqual([])
    await app.close()
  })
})

describe.each(MINI_TARGETS)('%s', (target) => {
  const device: Device = createDevice()
  const open = async (page: Page): Promise<Module> => {
    const { app } = await openTillPhone(world, target, owners.get(target)!, { url: urlOf(page), device })
    return app
  }
  beforeAll(async () => {
    const app = await open('till')
    await app.tap('梧桐咖啡馆')
    await app.see(signOf('till'))
    await closeTillPhones()
  })

  it.each(PAGES)(
    '%s opens within the budgets, and all that can be tapped says role and name',
    async (page, sign) => {
      const app = await open(page)
      await app.see(sign)
      expect(await pageFindings(app)).toEqual([])
    },
  )

  it.each(SHEETS)(
    'what opens over %s by %s sends little, and says role and name',
    async (page, tap, sign) => {
      const app = await open(page)
      await app.see(signOf(page))
      const tapAll = async (): Promise<void> => {
        for (const one of [tap].flat()) await app.tap(one)
      }
      expect(await tapFindings(app, tapAll)).toEqual([])
      await app.see(sign)
      // The veil needs no name: the cross of the sheet does the same.
      expect((await app.unspoken()).filter((element) => !element.includes('"veil"'))).toEqual([])
    },
  )
})
