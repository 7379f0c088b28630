import { addDays, addMonths, cityDayOf, firstDayOf, monthOfDay } from '#domain/calendar'
import { ownerOf, registerTestInstitution, type TestInstitution } from '#test/harness/institution-world'
import { HONOURS, issueGrams, makeStatement, readsGiven } from '#test/harness/credit-world'
import {
  accountIdOf,
  mei,
  startResidentWorld,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'
import { closeBrowser, type HostApi } from '../journey'
import { pageUrl } from '../page-url'
import { openInLooks } from './looks'

/** A resident's credit record on the web, with something on every page: in each look, to a finger and to a screen reader. */
/** The phones reckon with the day of today. */
const TODAY = cityDayOf(new Date())
const MONTH = monthOfDay(TODAY)
const DAYS = { from: TODAY, to: addDays(TODAY, 6) }

let world: ResidentWorld
let phone: Phone
let bank: TestInstitution
/** One for the bank, which tried another purpose; one to be shown in person. */
let namedId: string
let shownId: string
beforeAll(async () => {
  world = await startResidentWorld(`${TODAY}T09:00:00+08:00`)
  phone = await world.resident(mei)
  const accountId = await accountIdOf(world, phone)
  await issueGrams(world, accountId, { day: `${addMonths(MONTH, -22)}-10`, grams: 5_000 })
  await issueGrams(world, accountId, { day: firstDayOf(MONTH), grams: 12_000 })
  bank = await registerTestInstitution(world)
  const reader = await ownerOf(world, bank)
  const named = await makeStatement(phone, '/v1/me', { creditCode: bank.creditCode, ...DAYS })
  namedId = named.body.statementId as string
  await readsGiven(reader, namedId, HONOURS)
  await readsGiven(reader, namedId)
  shownId = (await makeStatement(phone, '/v1/me', DAYS)).body.statementId as string
  await phone.send('POST', '/v1/me/credit-corrections', { lineId: 'rides', month: MONTH, text: '少了一趟' })
})
afterAll(async () => {
  await closeBrowser()
  await world.close()
})

const openIn = (page: string) => {
  const hostApi: HostApi = {
    ticket: () => world.suishenban.ticketFor(phone.person),
    ask: (method) => (method === 'getUi' ? {} : undefined),
  }
  return openInLooks({ server: world.platform.url, hostApi, url: pageUrl(page) })
}

const PAGES: readonly (readonly [name: string, page: () => string, sign: string | RegExp])[] = [
  ['credit', () => 'credit', '怎么来的'],
  ['falls', () => 'credit-falls', '以后会少的'],
  ['medals', () => 'medals', '第一程'],
  ['corrections', () => 'credit-corrections', '处理中'],
  ['statements', () => 'credit-statements', '看过 2 次'],
  ['a named statement', () => `credit-statement?statementId=${namedId}`, '没看到：用途不对'],
  ['a shown statement', () => `credit-statement?statementId=${shownId}`, '还没有人看过'],
  ['a new statement', () => 'new-statement', '对方会看到'],
]

it.each(PAGES)(
  'axe finds nothing on %s, in any look, and a finger finds every target',
  async (_, page, sign) => {
    const { app, complaints } = await openIn(page())
    await app.see(sign)
    expect(await complaints()).toEqual([])
    await app.close()
  },
)

/** What opens over a page: the tap, and what then stands there. */
const SHEETS: readonly (readonly [page: string, tap: string, sign: string | RegExp])[] = [
  ['corrections', '有一项不对', '哪里不对'],
  ['a shown statement', '撤回这份证明', '撤回后谁也看不到了'],
  ['a shown statement', '出示给对方', /\d{4}\s*\d{4}\s*\d{4}/],
]

it.each(SHEETS)('nor on what opens over %s by %s', async (name, tap, sign) => {
  const [, page, standing] = PAGES.find(([known]) => known === name)!
  const { app, complaints } = await openIn(page())
  await app.see(standing)
  await app.tap(tap)
  await app.see(sign)
  expect(await complaints()).toEqual([])
  await app.close()
})

it('makes a statement for one institution and one purpose, and leads to it', async () => {
  const { app } = await openIn('new-statement')
  await app.see('对方会看到')
  await app.tap('生成证明')
  await app.see('这个代码不对，请核对')
  await app.type('统一社会信用代码', bank.creditCode)
  await app.tap('租赁')
  await app.tap('生成证明')
  await app.see('机构')
  await app.see('还没有人看过')
  await app.close()
})
