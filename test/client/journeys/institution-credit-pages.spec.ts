import { addDays, cityDayOf, monthOfDay } from '#domain/calendar'
import { HONOURS, makeStatement, readsGiven, TENANCY, turnedBack } from '#test/harness/credit-world'
import type { HostPerson } from '#test/harness/host-server'
import { ownerOf, registerTestInstitution, type Acting } from '#test/harness/institution-world'
import { ask, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { pageFindings } from '../gates'
import { closeBrowser, MINI_TARGETS, type HostApi, type Target } from '../journey'
import { pageUrl } from '../page-url'
import { itStandsEveryLook, openInLooks, type Over, type Shown } from './looks'
import { closeModules, hostOf, openAtHost } from './resident-phone'
import { cashierNamed } from './till-phone'

/** An institution's credit record, with something on every page, and a statement of it that somebody reads by a code. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const

/** The phones reckon with the day of today. */
const TODAY = cityDayOf(new Date())
const DAYS = { from: TODAY, to: addDays(TODAY, 6) }

interface Company {
  readonly owner: HostPerson
  readonly acting: Acting
  /** One for a bank, which tried another purpose; one to be shown in person. */
  readonly namedId: string
  readonly shownId: string
}

let world: ResidentWorld
let reader: Acting
let bankCode: string
const companies = new Map<Target, Company>()
beforeAll(async () => {
  world = await startResidentWorld(`${TODAY}T09:00:00+08:00`)
  const bank = await registerTestInstitution(world)
  bankCode = bank.creditCode
  reader = await ownerOf(world, bank)
  for (const target of TARGETS) companies.set(target, await settle(target))
}, 120_000)
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await world.close()
})

const superAppOf = (target: Target) => world[hostOf(target) as 'suishenban' | 'wechat' | 'alipay']

/** A company that turned points back, with a request for correction and two statements. */
async function settle(target: Target): Promise<Company> {
  const owner = cashierNamed(`credit-owner-${target}`)
  const company = await registerTestInstitution(world)
  const acting = await ownerOf(world, company, await world.signIn(owner, superAppOf(target)))
  await turnedBack(world, acting, 184_500)
  const asked = { lineId: 'pointsTurnedBack', month: monthOfDay(TODAY), text: '少算了 3,000 分' }
  expect((await acting.send('POST', '/v1/institution/credit-corrections', asked)).status).toBe(201)
  const named = await makeStatement(acting, '/v1/institution', { creditCode: bankCode, ...DAYS })
  const shown = await makeStatement(acting, '/v1/institution', DAYS)
  const namedId = named.body.statementId as string
  await readsGiven(reader, namedId, HONOURS)
  await readsGiven(reader, namedId)
  return { owner, acting, namedId, shownId: shown.body.statementId as string }
}

const of = (target: Target): Company => companies.get(target)!

type Page =
  | 'credit'
  | 'credit-falls'
  | 'medals'
  | 'credit-corrections'
  | 'credit-statements'
  | 'named'
  | 'shown'
  | 'new-statement'
  | 'read-statement'

const PAGES: Shown<Page> = [
  ['credit', '184 × 1 = 184'],
  ['credit-falls', '以后会少的'],
  ['medals', '第一次转回'],
  ['credit-corrections', '少算了 3,000 分'],
  ['credit-statements', '看过 2 次'],
  ['named', '没看到：用途不对'],
  ['shown', '还没有人看过'],
  ['new-statement', '对方会看到'],
  ['read-statement', '对方的十二位数'],
]

const SHEETS: Over<Page> = [
  ['credit-corrections', '有一项不对', '比如哪个项目'],
  ['shown', '撤回这份证明', '撤回后谁也看不到了'],
  ['shown', '出示给对方', /\d{4}\s*\d{4}\s*\d{4}/],
  ['read-statement', '查看', '要十二位数字'],
]

const urlOf = (target: Target, page: Page): string => {
  const { namedId, shownId } = of(target)
  if (page === 'read-statement') return pageUrl(page)
  if (page === 'named') return pageUrl(`credit-statement?as=institution&statementId=${namedId}`)
  if (page === 'shown') return pageUrl(`credit-statement?as=institution&statementId=${shownId}`)
  return pageUrl(`${page}?as=institution`)
}

describe('on the web', () => {
  const open = async (page: Page) => {
    const hostApi: HostApi = {
      ticket: () => world.suishenban.ticketFor(of('h5').owner),
      ask: (method) => (method === 'getUi' ? {} : undefined),
    }
    const looked = await openInLooks({ server: world.platform.url, hostApi, url: urlOf('h5', page) })
    await looked.app.see(PAGES.find(([name]) => name === page)?.[1] ?? '')
    return looked
  }

  itStandsEveryLook({ pages: PAGES, sheets: SHEETS }, open)
})

describe.each(MINI_TARGETS)('%s', (target) => {
  it.each(PAGES)(
    '%s opens within the budgets, and all that can be tapped says role and name',
    async (page, sign) => {
      const app = await openAtHost(world, of(target).owner, target, { url: urlOf(target, page) })
      await app.see(sign)
      expect(await pageFindings(app)).toEqual([])
    },
  )
})

describe.each(TARGETS)('%s', (target) => {
  it('is reached from the institution’s goods and back; a statement is made in its name', async () => {
    const { owner } = of(target)
    const app = await openAtHost(world, owner, target, { url: '/pages/institution/own-goods' })
    await app.tap('本机构的碳信用')
    await app.see('转回了多少积分')
    await app.tap(/^给别人看/)
    await app.tap('开一份证明')
    await app.see(/机构的名称（机构\d+）/)
    await app.type('统一社会信用代码', bankCode)
    await app.tap('采购与合作')
    await app.tap('看看是哪一家')
    await app.see('请核对名字')
    await app.tap('生成证明')
    await app.see('还没有人看过')
    await app.see(/代表机构\d+/)
    await app.back()
    await app.see('当面出示')
    await app.back()
    await app.see('转回了多少积分')
    await app.back()
    await app.see('还没有商品')
  })

  it('is read by somebody without account or institution, once, under the name she gives', async () => {
    const { acting, shownId } = of(target)
    const shown = `/v1/institution/credit-statements/${shownId}`
    const { digits } = (await acting.send('POST', `${shown}/codes`)).body as { digits: string }
    const guest = await openAtHost(world, cashierNamed(`guest-${target}`), target, {
      url: pageUrl('read-statement'),
    })
    await guest.type('对方的十二位数', digits)
    await guest.type('你是谁', '房东老李')
    await guest.tap('租赁')
    await guest.tap('查看')
    await guest.see(/机构\d+ · 91310000/)
    await guest.see('184 × 1 = 184')
    expect(await guest.unspoken()).toEqual([])
    const { log } = (await acting.get(shown)).body as { log: object[] }
    expect(log[0]).toMatchObject({ reader: { zh: '房东老李' }, isSelfNamed: true, outcome: 'read' })
    const again = { code: digits, reader: '房东老李', purpose: TENANCY }
    const refused = await ask(`${world.platform.url}/v1/credit-statements/readings`, {
      method: 'POST',
      body: again,
    })
    expect(refused.body).toMatchObject({ code: 'credit.statement-unreadable' })
    await guest.tap('看完了')
    await guest.see('对方的十二位数')
  })
})
