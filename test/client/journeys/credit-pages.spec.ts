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
import { closeBrowser } from '../journey'
import { itStandsEveryLookForHer, openForHer } from './looks'

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

itStandsEveryLookForHer(() => ({ world, phone }), {
  pages: [
    ['credit', () => 'credit', '怎么来的'],
    ['falls', () => 'credit-falls', '以后会少的'],
    ['medals', () => 'medals', '第一程'],
    ['corrections', () => 'credit-corrections', '处理中'],
    ['statements', () => 'credit-statements', '看过 2 次'],
    ['a named statement', () => `credit-statement?statementId=${namedId}`, '没看到：用途不对'],
    ['a shown statement', () => `credit-statement?statementId=${shownId}`, '还没有人看过'],
    ['a new statement', () => 'new-statement', '对方会看到'],
  ],
  sheets: [
    ['corrections', '有一项不对', '哪里不对'],
    ['a shown statement', '撤回这份证明', '撤回后谁也看不到了'],
    ['a shown statement', '出示给对方', /\d{4}\s*\d{4}\s*\d{4}/],
  ],
})

it('makes a statement for one institution and one purpose, and leads to it', async () => {
  const { app } = await openForHer({ world, phone }, 'new-statement')
  await app.see('对方会看到')
  await app.tap('看看是哪一家')
  await app.see('这个代码不对，请核对')
  await app.type('统一社会信用代码', bank.creditCode)
  await app.tap('租赁')
  await app.tap('看看是哪一家')
  await app.see('请核对名字')
  await app.tap('生成证明')
  await app.see('机构')
  await app.see('还没有人看过')
  await app.close()
})
