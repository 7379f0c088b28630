/// <reference lib="dom" />
/**
 * Draws the pages of dist/h5 into docs/screens: `npx tsx test/screens/shoot.ts [page …]`.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page, Route } from 'playwright-core'
import { axeViolations, launchChromium } from '../browser'
import { pageUrl } from '../client/page-url'
import { answerFor, NOW, type Resident } from './resident-service'
import { answerForStaff } from './staff-service'
import { askToSign, askWithoutKey, signIn, tapAct } from './staff-visit'

const REPOSITORY = path.resolve(__dirname, '../..')
const DIST = path.join(REPOSITORY, 'dist/h5')
/** Where the pictures go; elsewhere than into the documents for a look in between. */
const SCREENS = path.resolve(REPOSITORY, process.env['SCREENS'] ?? 'docs/screens')
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
  /** As wide as a desk's screen; staff pages only. */
  readonly isWide?: boolean
}

const OPEN: Resident = { standing: 'open', rides: 45 }
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
  /** What is done on the page before it is looked at. */
  readonly act?: (page: Page) => Promise<void>
}

const RUN = 'run?runId=run_00000000000000000000000001'
const APPEAL = 'appeal?appealId=apl_00000000000000000000000000'

/** Page name → route parameters, who must look at it, and how it is reached. */
const PAGES: Readonly<Record<string, Visit>> = {
  welcome: { resident: { standing: 'unopened', rides: 0 } },
  home: {},
  rides: {},
  ride: { path: 'ride?rideId=ride_00000000000000000000000000' },
  'ride-bus': { path: 'ride?rideId=ride_00000000000000000000000002' },
  'ride-merged': { path: 'ride?rideId=ride_00000000000000000000000006' },
  scenes: {},
  instruments: {},
  methodology: { path: 'methodology?code=SHCER02020022024II&version=1' },
  me: {},
  points: {},
  'points-uses': { path: 'points', act: askWhatGramsBecome },
  'my-data': {},
  appeals: {},
  guardian: { resident: { standing: 'guardianNeeded', rides: 0 } },
  closure: {},
  'staff-sign-in': { staff: 'sign-in' },
  'staff-sign-refused': { staff: 'sign-in', act: askWithoutKey },
  'staff-sign-text': { staff: 'sign-in', act: askToSign },
  'staff-desk': { staff: 'desk' },
  'staff-run': { staff: RUN },
  'staff-confirm': { staff: RUN, act: (page) => tapAct(page, -2) },
  'staff-return': { staff: RUN, act: (page) => tapAct(page, -1) },
  'staff-appeals': { staff: 'appeals' },
  'staff-appeal': { staff: APPEAL },
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

async function main(): Promise<void> {
  if (!existsSync(path.join(DIST, 'index.html'))) throw new Error('dist/h5 is missing: npm run build:h5')
  mkdirSync(SCREENS, { recursive: true })
  const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  const browser = await launchChromium()
  try {
    for (const [page, { staff }] of Object.entries(PAGES)) {
      if (wanted.length > 0 && !wanted.includes(page)) continue
      for (const one of CASES) if (staff || !one.isWide) await shoot(browser, page, one)
    }
  } finally {
    await browser.close()
  }
}

async function shoot(browser: Browser, pageName: string, one: Case): Promise<void> {
  const viewport = one.isWide ? DESK : PHONE
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1.5, locale: 'zh-CN' })
  const page = await context.newPage()
  const said: string[] = []
  page.on('pageerror', (fault) => said.push(String(fault)))
  const { path: place = pageName, resident = one.resident, staff, act } = PAGES[pageName] ?? {}
  await page.clock.setSystemTime(NOW)
  await page.route('**/*', (route) => answer(route, resident, one.service === 'fails'))
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
  const route = staff === undefined ? pageUrl(place) : '/pages/staff/sign-in'
  await page.goto(`${ORIGIN}/index.html?host=suishenban&ticket=${'t'.repeat(12)}#${route}`)
  await page.waitForTimeout(900)
  if (staff !== undefined && staff !== 'sign-in') await signIn(page, staff)
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
const SIGN_IN = ['/v1/sessions', '/v1/me', '/v1/staff/challenges', '/v1/staff/sessions']

async function answer(route: Route, resident: Resident, isFailing: boolean): Promise<void> {
  const url = new URL(route.request().url())
  if (url.pathname.startsWith('/v1/')) {
    if (isFailing && !SIGN_IN.includes(url.pathname)) return route.fulfill({ status: 503, body: 'gone' })
    const body = url.pathname.startsWith('/v1/staff/')
      ? answerForStaff({ isEmpty: resident.rides === 0 }, url)
      : answerFor(resident, route.request().method(), url)
    return body === undefined ? route.fulfill({ status: 204 }) : route.fulfill({ json: body as object })
  }
  const file = path.join(DIST, url.pathname)
  if (!existsSync(file)) return route.fulfill({ status: 404, body: '' })
  return route.fulfill({ body: readFileSync(file), contentType: TYPES[path.extname(file)] ?? 'text/plain' })
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
