/// <reference lib="dom" />
/**
 * Draws the pages of dist/h5 into docs/screens: `npx tsx test/screens/shoot.ts [page …]`.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page, Route } from 'playwright-core'
import { axeViolations, launchChromium } from '../browser'
import { pageUrl } from '../client/page-url'
import { answerForApplicant } from './applicant-service'
import { answerForMember, isForMember } from './institution-service'
import { pictureFor } from './mall-service'
import { answerForOperator } from './operator-service'
import { answerFor, APPROVAL_CODE, NOW, type Resident } from './resident-service'
import { answerForMerchant, offlineForm } from './merchant-service'
import { answerForRegister } from './register-service'
import { inviteSomebody, scanOffline, typeCode, typeCodeOffline } from './merchant-visit'
import { APPLICANT_PAGES } from './applicant-visit'
import { answerForConsole, EXPERT_SESSION } from './console-service'
import { answerForStaff } from './staff-service'
import { askToSign, askWithoutKey, signIn, signInAsExpert, tapAct } from './staff-visit'
import { answerForReporter } from './supervision-service'
import { followSomething, reportSomething, searchSomething, stopSomebody } from './supervision-visit'

const REPOSITORY = path.resolve(__dirname, '../..')
const DIST = path.join(REPOSITORY, 'dist/h5')
/** Where the pictures go; elsewhere than into the documents for a look in between. */
const SCREENS = path.resolve(REPOSITORY, process.env['SCREENS'] ?? 'docs/screens')
/** Names of the cases to draw, for a look in between; all of them when none is named. */
const LOOKS = (process.env['LOOKS'] ?? '').split(',').filter(Boolean)
const ORIGIN = 'http://suitan.test'
const PHONE = { width: 375, height: 812 }
const DESK = { width: 1_280, height: 812 }

interface Look {
  readonly theme?: 'light' | 'dark'
  readonly isElder?: boolean
  readonly locale?: 'zh' | 'en'
}

interface Case extends Look {
  readonly name: string
  readonly resident: Resident
  readonly service?: 'answers' | 'fails' | 'vanishes'
  /** As wide as a desk's screen; pages for work only. */
  readonly isWide?: boolean
}

const OPEN: Resident = { standing: 'open', rides: 45 }
/** She has a roof whose reductions were issued. */
const ROOF: Resident = { ...OPEN, projectMilligrams: 294_840_000 }
const CASES: readonly Case[] = [
  { name: 'light', resident: OPEN },
  { name: 'dark', resident: OPEN, theme: 'dark' },
  { name: 'elder', resident: OPEN, isElder: true },
  { name: 'english', resident: OPEN, locale: 'en' },
  { name: 'empty', resident: { standing: 'open', rides: 0 } },
  { name: 'error', resident: OPEN, service: 'fails' },
  { name: 'offline', resident: OPEN, service: 'vanishes' },
  { name: 'wide', resident: OPEN, isWide: true },
]

interface Visit {
  /** Route of a resident's page below its folder; left out: the name. */
  readonly path?: string
  readonly resident?: Resident
  /** Route of a staff page, which is reached by signing in. */
  readonly staff?: string
  /** Route of an expert's page, which is reached by signing in. */
  readonly expert?: string
  /** Route of a page of mall operators and sponsors, whose member she is. */
  readonly institution?: string
  /** Route of a page of whoever applies for something. */
  readonly applicant?: string
  /** Route of a page of whoever works for a merchant. */
  readonly merchant?: string
  /** Route of a page of an operator's own people. */
  readonly operator?: string
  /** Looked at on a desk's screen too. */
  readonly hasWide?: boolean
  /** What is done on the page before it is looked at. */
  readonly act?: (page: Page) => Promise<void>
}

const RUN = 'run?runId=run_00000000000000000000000001'
const ITEM = 'item?goodsId=gds_00000000000000000000000001'
const GOODS = 'goods-detail?goodsId=gds_00000000000000000000000001'
const VOUCHER = 'voucher?voucherId=vch_00000000000000000000000001'
const STATEMENT = 'statement?statementId=stm_00000000000000000000000001'
const PROPOSAL = 'mpr_0000000000000000000000000'
const APPLICATION = 'sca_0000000000000000000000000'
const PROJECT = 'prj_0000000000000000000000000'
const CREDIT_STATEMENT = 'credit-statement?statementId=cst_00000000000000000000000001'
const APPEAL = 'appeal?appealId=apl_00000000000000000000000000'

/** Page name → route parameters, who must look at it, and how it is reached. */
const PAGES: Readonly<Record<string, Visit>> = {
  welcome: { resident: { standing: 'unopened', rides: 0 } },
  home: {},
  'home-suspended': { path: 'home', resident: { ...OPEN, isSuspended: true } },
  rides: {},
  ride: { path: 'ride?rideId=ride_00000000000000000000000000' },
  'ride-bus': { path: 'ride?rideId=ride_00000000000000000000000002' },
  'ride-merged': { path: 'ride?rideId=ride_00000000000000000000000006' },
  scenes: {},
  instruments: {},
  methodology: { path: 'methodology?code=SHCER02020022024II&version=1' },
  me: {},
  points: {},
  'home-project': { path: 'home', resident: ROOF },
  'points-project': { path: 'points', resident: ROOF },
  'year-project': { path: 'year', resident: ROOF },
  approval: { path: `approval?code=${APPROVAL_CODE}` },
  'approval-enter': { path: 'approval' },
  'points-uses': { path: 'points', act: askWhatGramsBecome },
  goods: {},
  'goods-kept': { path: 'goods', resident: { ...OPEN, isHolding: true } },
  'goods-detail': { path: GOODS },
  'goods-checkout': { path: GOODS, act: (page) => tapFirst(page, /^(用 500 分换一份|Get one for 500)/) },
  vouchers: {},
  voucher: { path: VOUCHER },
  'voucher-back': { path: VOUCHER, act: (page) => tapFirst(page, /^(不想要了|Give it back)/) },
  'voucher-form': { path: VOUCHER, act: makeForm },
  'voucher-used': { path: 'voucher?voucherId=vch_00000000000000000000000003' },
  'voucher-send': { path: 'voucher?voucherId=vch_00000000000000000000000006' },
  'voucher-send-ask': {
    path: 'voucher?voucherId=vch_00000000000000000000000006',
    act: async (page) => {
      const field = page.getByLabel(/钱包编号|e-CNY wallet/).last()
      if ((await field.count()) === 0) return
      await field.fill('8812 3456 7788')
      await tapFirst(page, /^(发给我|Send it to me)$/)
    },
  },
  'points-fault': {
    path: 'points',
    act: async (page) => {
      const field = page.getByLabel(/换多少克|How many grams/).last()
      if ((await field.count()) === 0) return
      await field.fill('12.5')
      await tapFirst(page, /^(下一步|Next)$/)
    },
  },
  'voucher-sent': { path: 'voucher?voucherId=vch_00000000000000000000000007' },
  'voucher-unsent': { path: 'voucher?voucherId=vch_00000000000000000000000008' },
  together: {},
  'together-district': {
    path: 'together',
    resident: { standing: 'open', rides: 0 },
    act: (page) => tapFirst(page, /^(选一个区|Name your district)$/),
  },
  join: {},
  'join-preview': {
    path: 'join',
    act: async (page) => {
      const field = page.getByLabel(/加入码|Code/).last()
      if ((await field.count()) === 0) return
      await field.fill('ABCD EFGH')
      await tapFirst(page, /^(看看是哪个团体|See which group it is)$/)
    },
  },
  group: { path: 'group?groupId=grp_00000000000000000000000001' },
  'group-leave': {
    path: 'group?groupId=grp_00000000000000000000000001',
    act: (page) => tapFirst(page, /^(退出团体|Leave the group)$/),
  },
  board: { path: 'board?board=district' },
  year: {},
  titles: {},
  credit: {},
  'credit-falls': {},
  medals: {},
  'credit-corrections': {},
  'credit-correct': {
    path: 'credit-corrections',
    act: (page) => tapFirst(page, /^(有一项不对|Something is wrong)$/),
  },
  'credit-statements': {},
  'credit-statement': { path: CREDIT_STATEMENT },
  'credit-code': { path: CREDIT_STATEMENT, act: (page) => tapFirst(page, /^(出示给对方|Show a code)$/) },
  'credit-read': { path: 'credit-statement?statementId=cst_00000000000000000000000002' },
  'new-statement': {},
  'credit-institution': { path: 'credit?as=institution', hasWide: true },
  'credit-institution-falls': { path: 'credit-falls?as=institution' },
  'credit-institution-medals': { path: 'medals?as=institution' },
  'credit-institution-corrections': { path: 'credit-corrections?as=institution' },
  'credit-institution-correct': {
    path: 'credit-corrections?as=institution',
    act: (page) => tapFirst(page, /^(有一项不对|Something is wrong)$/),
  },
  'credit-institution-statements': { path: 'credit-statements?as=institution' },
  'credit-institution-statement': {
    path: `${CREDIT_STATEMENT}&as=institution`,
    act: (page) => tapFirst(page, /^(出示给对方|Show a code)$/),
  },
  'credit-institution-new': { path: 'new-statement?as=institution', hasWide: true },
  'read-statement': {},
  'read-statement-faults': { path: 'read-statement', act: (page) => tapFirst(page, /^(查看|Read)$/) },
  'read-statement-read': { path: 'read-statement', act: readByCode },
  'my-data': {},
  appeals: {},
  guardian: { resident: { standing: 'guardianNeeded', rides: 0 } },
  closure: {},
  'institution-goods': { institution: 'own-goods' },
  'institution-item': { institution: ITEM },
  'institution-consents': { institution: 'consents' },
  'institution-waiting': { institution: 'item?goodsId=gds_00000000000000000000000006' },
  'institution-new': { institution: 'new-goods' },
  'institution-figures': { institution: 'figures' },
  'institution-packet': {
    institution: 'new-goods',
    act: async (page) => {
      await page
        .getByRole('radio', { name: /红包|red packet/ })
        .click({ timeout: 2_000 })
        .catch(nothing)
    },
  },
  'institution-title': { institution: 'new-goods', act: writeTitle },
  'institution-title-item': { institution: 'item?goodsId=gds_00000000000000000000000007' },
  'institution-groups': { institution: 'groups' },
  'institution-group-open': {
    institution: 'groups',
    act: (page) => tapFirst(page, /^(开一个团体|Open a group)$/),
  },
  'institution-group': { institution: 'opened-group?groupId=grp_00000000000000000000000001' },
  'institution-group-few': { institution: 'opened-group?groupId=grp_00000000000000000000000002' },
  'institution-group-closed': { institution: 'opened-group?groupId=grp_00000000000000000000000003' },
  'institution-group-close': {
    institution: 'opened-group?groupId=grp_00000000000000000000000001',
    act: (page) => tapFirst(page, /^(关闭团体|Close the group)$/),
  },
  'institution-collected': { institution: 'collected' },
  'institution-turn-back': { institution: 'collected', act: (page) => tapAct(page, -1) },
  'institution-budget': { institution: 'budget' },
  'institution-dues': { institution: 'dues' },
  'institution-pay': {
    institution: 'dues',
    act: (page) => tapFirst(page, /(未付|Open)$/),
  },
  'institution-due-lines': {
    institution: 'dues',
    act: async (page) => {
      await tapFirst(page, /(未付|Open)$/)
      await tapFirst(page, /^(看每一笔|See every line)$/)
    },
  },
  'institution-disputes': { institution: 'disputes' },
  'institution-dispute': { institution: 'dispute?statementId=stm_00000000000000000000000002' },
  'institution-answer': { institution: 'disputes', act: (page) => tapFirst(page, /^(答复梧|Answer Wu)/) },
  'institution-given': { institution: 'given' },
  'institution-given-ask': { institution: 'given', act: (page) => tapFirst(page, /^(编号|Number)/) },
  'institution-given-read': {
    institution: 'given',
    act: async (page) => {
      await tapFirst(page, /^(编号|Number)/)
      await page.getByRole('radio').first().click({ timeout: 2_000 }).catch(nothing)
      await tapFirst(page, /^(查看|Read)$/)
    },
  },
  'institution-stock': { institution: ITEM, act: (page) => tapAct(page, -2) },
  'institution-withdraw': { institution: ITEM, act: (page) => tapAct(page, -1) },
  ...APPLICANT_PAGES,
  work: { merchant: 'work?stay=true' },
  till: { merchant: 'till' },
  'till-redeemed': { merchant: 'till', act: (page) => typeCode(page, '0') },
  'till-refused': { merchant: 'till', act: (page) => typeCode(page, '9') },
  'till-waiting': { merchant: 'till', act: typeCodeOffline },
  'till-recorded': { merchant: 'till', act: scanOffline },
  today: { merchant: 'today' },
  members: { merchant: 'members' },
  'members-invite': { merchant: 'members', act: inviteSomebody },
  shops: { merchant: 'shops' },
  'merchant-statements': { merchant: 'statements' },
  'merchant-statement': { merchant: STATEMENT },
  'merchant-files': { merchant: STATEMENT, act: showFiles },
  'merchant-digest': { merchant: STATEMENT, act: (page) => tapFirst(page, /^(校验码|SHA-256)/) },
  'merchant-shop': { merchant: 'today', act: (page) => tapFirst(page, /^(所有门店|All 2 shops)/) },
  'members-dismiss': { merchant: 'members', act: (page) => tapFirst(page, /^(移出小周|Remove 小周)/) },
  'merchant-dispute': {
    merchant: STATEMENT,
    act: (page) =>
      page
        .getByText(/^(数目不对|It is not right)$/)
        .click({ timeout: 2_000 })
        .catch(nothing),
  },
  register: { hasWide: true },
  'register-projects': {
    path: 'register',
    act: (page) =>
      page
        .getByRole('radio', { name: /^(项目|Projects)/ })
        .first()
        .click({ timeout: 2_000 })
        .catch(nothing),
  },
  'operator-intake': { operator: 'intake' },
  'operator-refused': { operator: 'refused?code=row.time-order' },
  'operator-runs': { operator: 'runs' },
  'operator-books': { operator: 'books' },
  'operator-book': { operator: 'book?reconciliationId=book-0' },
  'operator-book-equal': { operator: 'book?reconciliationId=book-1' },
  'operator-keys': { operator: 'keys' },
  'register-rule': { path: 'rule-entry?code=SHCER02020032024II', hasWide: true },
  'register-scene': { path: 'scene-entry?sceneId=bike', hasWide: true },
  'register-project': { path: 'project-entry?projectId=prj_00000000000000000000000001', hasWide: true },
  'register-person': { path: 'project-entry?projectId=prj_00000000000000000000000002' },
  'staff-sign-in': { staff: 'sign-in' },
  'staff-sign-refused': { staff: 'sign-in', act: askWithoutKey },
  'staff-sign-text': { staff: 'sign-in', act: askToSign },
  'staff-desk': { staff: 'desk' },
  'staff-run': { staff: RUN },
  'staff-confirm': { staff: RUN, act: (page) => tapAct(page, -2) },
  'staff-return': { staff: RUN, act: (page) => tapAct(page, -1) },
  'staff-runs': { staff: 'runs' },
  'staff-disputes': { staff: 'disputes' },
  'staff-credit': { staff: 'credit-desk' },
  'staff-credit-grant': { staff: 'credit-desk', act: (page) => tapFirst(page, /^(同意更正|Grant)$/) },
  'staff-credit-more': { staff: 'credit-desk', act: (page) => tapFirst(page, /^(再往后看|More of them)$/) },
  'staff-appeals': { staff: 'appeals' },
  'staff-appeal': { staff: APPEAL },
  'console-methodologies': { staff: '../console/methodologies' },
  'console-methodology': { staff: `../console/methodology?proposalId=${PROPOSAL}1` },
  'console-agreed': { staff: `../console/methodology?proposalId=${PROPOSAL}2` },
  'console-sign': {
    staff: `../console/methodology?proposalId=${PROPOSAL}2`,
    act: (page) => tapFirst(page, /^(签名公布|Sign the publication)$/),
  },
  'console-record': { staff: `../console/record?proposalId=${PROPOSAL}1` },
  'console-draft-run': {
    staff: `../console/draft-run?proposalId=${PROPOSAL}1`,
    act: (page) => tapFirst(page, /^(试算|Reckon)$/),
  },
  'console-register': { staff: '../console/version' },
  'console-version': { staff: '../console/version?code=SHCER02020022024II&version=1' },
  'console-scenes': { staff: '../console/scenes' },
  'console-scene': { staff: `../console/scene?applicationId=${APPLICATION}1` },
  'console-trial': { staff: `../console/scene?applicationId=${APPLICATION}2` },
  'console-projects': { staff: '../console/projects' },
  'console-project': { staff: `../console/project?projectId=${PROJECT}1` },
  'console-running': { staff: `../console/project?projectId=${PROJECT}2` },
  'console-approve': {
    staff: `../console/project?projectId=${PROJECT}1`,
    act: (page) => tapFirst(page, /^(同意（双审合一）|Approve both in one)$/),
  },
  'console-exclusions': { staff: '../lists/exclusions' },
  'console-enter': {
    staff: '../lists/exclusions',
    act: (page) => tapFirst(page, /^(登记一条|Enter a site)$/),
  },
  'console-experts': { staff: '../lists/experts' },
  'expert-sign-in': { expert: 'sign-in' },
  'expert-reviews': { expert: 'reviews' },
  'expert-review': { expert: `review?proposalId=${PROPOSAL}1` },
  'expert-sign': { expert: `review?proposalId=${PROPOSAL}1`, act: writeOpinion },
  'staff-search': { staff: 'search', act: searchSomething },
  'staff-suspensions': { staff: 'suspensions' },
  'staff-suspend': { staff: 'suspensions?kind=account&subject=acc_00000000000000000000000007' },
  'staff-suspend-ask': {
    staff: 'suspensions?kind=account&subject=acc_00000000000000000000000007',
    act: stopSomebody,
  },
  'staff-quality': { staff: 'quality' },
  'staff-fraud-reports': { staff: 'fraud-reports' },
  'staff-fraud-report': { staff: 'fraud-report?reportId=frd_00000000000000000000000001' },
  'staff-actions': { staff: 'actions', act: (page) => tapAct(page, -2) },
  fraud: {},
  'fraud-sent': { path: 'fraud', act: reportSomething },
  progress: { act: followSomething },
}

/** A title up to the page on which all of it is looked over. */
async function writeTitle(page: Page): Promise<void> {
  const kind = page.getByRole('radio', { name: /荣誉称号|Honorary title/ })
  if ((await kind.count()) === 0) return
  await kind.click()
  const next = () => tapFirst(page, /^(下一步|Next)$/)
  await next()
  await page
    .getByLabel(/中文）$|in Chinese$/)
    .first()
    .fill('绿色出行家')
  await page
    .getByLabel(/英文）$|in English$/)
    .first()
    .fill('Green rider')
  await next()
  await page.getByLabel(/多少积分一份|Points for one/).fill('500')
  await page.getByLabel(/一共放多少份|How many in all/).fill('200')
  await next()
  await next()
  await page.getByRole('radio').last().click()
  await next()
}

/** She wants to convert all she has, and looks at what it could become. */
async function askWhatGramsBecome(page: Page): Promise<void> {
  const all = page.getByRole('button', { name: /^(全部|All)$/ })
  // Where there is nothing to convert the picture shows that.
  if ((await all.count()) === 0) return
  await all.click()
  await page.getByRole('button', { name: /^(下一步|Next)$/ }).click()
  await page.waitForTimeout(600)
}

/** Somebody was shown a code. */
async function readByCode(page: Page): Promise<void> {
  await page
    .getByLabel(/^(对方的十二位数|The twelve digits)/)
    .last()
    .fill('4829 0771 6355')
  await page
    .getByLabel(/^(你是谁|Who you are)/)
    .last()
    .fill('浦江农商行柜台')
  await page.getByRole('radio', { name: /^(绿色信贷|Green credit)$/ }).click()
  await tapFirst(page, /^(查看|Read)$/)
}

/** Where the button is not there the picture shows that. */
async function tapFirst(page: Page, name: RegExp): Promise<void> {
  const button = page.getByRole('button', { name })
  if ((await button.count()) === 0) return
  await button.first().click()
  await page.waitForTimeout(600)
}

async function showFiles(page: Page): Promise<void> {
  const files = page.locator('.formats')
  if ((await files.count()) > 0) await files.evaluate((box) => box.scrollIntoView({ block: 'center' }))
  await page.waitForTimeout(600)
}

async function writeOpinion(page: Page): Promise<void> {
  const words = page.locator('.field textarea')
  if ((await words.count()) === 0) return
  await page.getByRole('radio', { name: /^(同意|Approve)$/ }).click()
  await words.fill('里程取进出站最短路径，数据可以核对。')
  await tapFirst(page, /^(看要签的文本|See the text to sign)$/)
}

async function makeForm(page: Page): Promise<void> {
  await tapFirst(page, /^(给没有网络的店|For a shop without)/)
  await tapFirst(page, /^(生成一个|Make one)$/)
}

async function main(): Promise<void> {
  if (!existsSync(path.join(DIST, 'index.html'))) throw new Error('dist/h5 is missing: npm run build:h5')
  mkdirSync(SCREENS, { recursive: true })
  const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  const browser = await launchChromium()
  try {
    for (const [page, visit] of Object.entries(PAGES)) {
      if (wanted.length > 0 && !wanted.includes(page)) continue
      for (const one of CASES.filter(({ name }) => LOOKS.length === 0 || LOOKS.includes(name)))
        if (isForDesk(visit) || !one.isWide) await shoot(browser, page, one)
    }
  } finally {
    await browser.close()
  }
}

/** Pages that are worked on at a desk too. */
const isForDesk = ({ staff, expert, institution, applicant, operator, hasWide }: Visit): boolean =>
  [staff, expert, institution, applicant, operator, hasWide].some(Boolean)

async function shoot(browser: Browser, pageName: string, one: Case): Promise<void> {
  const viewport = one.isWide ? DESK : PHONE
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1.5, locale: 'zh-CN' })
  const page = await context.newPage()
  const said: string[] = []
  page.on('pageerror', (fault) => said.push(String(fault)))
  const visit = PAGES[pageName] ?? {}
  const {
    path: place = pageName,
    resident = one.resident,
    staff,
    expert,
    institution,
    applicant,
    merchant,
    operator,
    act,
  } = visit
  await page.clock.setSystemTime(NOW)
  let isHolding = resident.isHolding ?? false
  await page.route('**/*', (route) => {
    const isTake = route.request().method() === 'POST' && route.request().url().endsWith('/v1/me/vouchers')
    isHolding ||= isTake
    return answer(
      route,
      { ...resident, isHolding },
      { isFailing: one.service === 'fails', merchant, operator },
    )
  })
  await page.addInitScript(
    (preferences) => {
      localStorage.setItem('suitan:preferences', preferences)
    },
    JSON.stringify({
      theme: one.theme ?? 'light',
      isElder: one.isElder ?? false,
      locale: one.locale ?? 'zh',
    }),
  )
  // Whoever stands at a till has a scanner.
  if (merchant) await page.addInitScript(scannerThatReads(offlineForm()))
  const route = staff
    ? '/pages/staff/sign-in'
    : expert
      ? '/pages/expert/sign-in'
      : institution
        ? `/pages/institution/${institution}`
        : applicant
          ? `/pages/applicant/${applicant}`
          : merchant
            ? `/pages/merchant/${merchant}`
            : operator
              ? `/pages/operator/${operator}`
              : pageUrl(place)
  await page.goto(`${ORIGIN}/index.html?host=suishenban&ticket=${'t'.repeat(12)}#${route}`)
  await page.waitForTimeout(900)
  if (staff !== undefined && staff !== 'sign-in') await signIn(page, staff)
  if (expert !== undefined && expert !== 'sign-in') await signInAsExpert(page, expert)
  await act?.(page)
  if (one.service === 'vanishes') await context.setOffline(true)
  const file = path.join(SCREENS, `${pageName}-${one.name}.png`)
  await growToContent(page, viewport)
  await page.screenshot({ path: file })
  for (const { rule, at } of await axeViolations(page))
    said.push(`axe ${rule}: ${at.slice(0, 3).join(' | ')}`)
  console.log(`${pageName} ${one.name}${said.length > 0 ? `\n  ${said.join('\n  ')}` : ''}`)
  await context.close()
}

/** A bridge as text: what is sent to the page stands alone, however it was compiled. */
const scannerThatReads = (text: string): string => `window.eshimin = {
  methods: ['scan'],
  invoke(name, _, deliver) {
    if (name === 'scan') deliver({ code: 200, data: { text: ${JSON.stringify(text)} } })
  },
}`

/** Taro's pages scroll inside themselves; a picture of the whole page needs a window as tall as it. */
async function growToContent(page: Page, { width }: { width: number }): Promise<void> {
  const height = await page.evaluate(() =>
    // A long list draws what the phone's screen holds; a taller window would show its undrawn rest.
    document.getElementById('long-list')
      ? 812
      : Math.max(...Array.from(document.querySelectorAll('.sui'), (root) => root.scrollHeight), 812),
  )
  await page.setViewportSize({ width, height: Math.min(height, 2_400) })
  await page.waitForTimeout(150)
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

/** What a service that fails still answers, so that somebody is there to see the failure. */
const SIGN_IN = [
  ...[
    '/v1/sessions',
    '/v1/me',
    '/v1/staff/challenges',
    '/v1/staff/sessions',
    '/v1/experts/challenges',
    '/v1/experts/sessions',
    '/v1/me/memberships',
  ],
  '/v1/me/memberships/mem_00000000000000000000000001/sessions',
]

interface Answering {
  readonly isFailing: boolean
  /** Route of the page of somebody who works for a merchant. */
  readonly merchant: string | undefined
  /** Route of the page of an operator's own people. */
  readonly operator: string | undefined
}

async function answer(
  route: Route,
  resident: Resident,
  { isFailing, merchant, operator }: Answering,
): Promise<void> {
  const url = new URL(route.request().url())
  if (url.pathname.startsWith('/v1/pictures/'))
    return route.fulfill({ body: pictureFor(url.pathname), contentType: 'image/svg+xml' })
  if (url.pathname.startsWith('/v1/')) {
    if (isFailing && !SIGN_IN.includes(url.pathname)) return route.fulfill({ status: 503, body: 'gone' })
    const isEmpty = resident.rides === 0
    const request = route.request()
    // At the door she works for nobody yet, behind it for a merchant that has nothing yet.
    const isNobody = isEmpty && merchant?.startsWith('work') === true
    const told = merchant
      ? answerForMerchant({ isEmpty, isNobody }, request.method(), url, request.postData() ?? '')
      : operator
        ? answerForOperator({ isEmpty }, url)
        : undefined
    if (told !== undefined) return route.fulfill({ json: told as object })
    const applied = answerForApplicant({ isEmpty }, url)
    if (applied !== undefined) return route.fulfill({ json: applied as object })
    if (url.pathname.startsWith('/v1/fraud-reports'))
      return route.fulfill({ json: answerForReporter(url) as object })
    const registered = isOfRegister(route) ? answerForRegister(resident, url) : undefined
    if (registered !== undefined) return route.fulfill({ json: registered as object })
    const body = url.pathname.startsWith('/v1/staff/')
      ? answerForStaff({ isEmpty }, url)
      : isForConsole(url)
        ? answerForExpert({ isEmpty }, url)
        : isForMember(url)
          ? answerForMember({ isEmpty }, url)
          : answerFor(resident, route.request().method(), url)
    return body === undefined ? route.fulfill({ status: 204 }) : route.fulfill({ json: body as object })
  }
  const file = path.join(DIST, url.pathname)
  if (!existsSync(file)) return route.fulfill({ status: 404, body: '' })
  return route.fulfill({ body: readFileSync(file), contentType: TYPES[path.extname(file)] ?? 'text/plain' })
}

/** The register is read without anybody's token; a resident's own pages are answered as before. */
const isOfRegister = (route: Route): boolean => route.request().headers()['authorization'] === undefined

/** What an expert asks for, and what the console reads of what anybody may. */
const isForConsole = ({ pathname }: URL): boolean =>
  /^\/v1\/(experts?\/|methodology-register|project-methodologies)/.test(pathname)

const answerForExpert = (queue: { isEmpty: boolean }, url: URL): unknown =>
  url.pathname === '/v1/experts/challenges'
    ? answerForStaff(queue, new URL('/v1/staff/challenges', url))
    : url.pathname === '/v1/experts/sessions'
      ? EXPERT_SESSION
      : answerForConsole(queue, url)

/** Where the page could not be had there is nothing to tap. */
const nothing = () => {}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
