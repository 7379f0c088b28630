/// <reference lib="dom" />
/**
 * Draws the resident's pages of dist/h5 into docs/screens: `npx tsx test/screens/shoot.ts [page …]`.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page, Route } from 'playwright-core'
import { axeViolations, launchChromium } from '../browser'
import { answerFor, NOW, type Resident } from './resident-service'

const REPOSITORY = path.resolve(__dirname, '../..')
const DIST = path.join(REPOSITORY, 'dist/h5')
const SCREENS = path.join(REPOSITORY, 'docs/screens')
const ORIGIN = 'http://suitan.test'
const PHONE = { width: 375, height: 812 }

interface Look {
  readonly theme?: 'light' | 'dark'
  readonly isElder?: boolean
  readonly locale?: 'zh' | 'en'
}

interface Case extends Look {
  readonly name: string
  readonly resident: Resident
  readonly service?: 'answers' | 'fails' | 'vanishes'
}

const OPEN: Resident = { standing: 'open', rides: 96 }
const CASES: readonly Case[] = [
  { name: 'light', resident: OPEN },
  { name: 'dark', resident: OPEN, theme: 'dark' },
  { name: 'elder', resident: OPEN, isElder: true },
  { name: 'english', resident: OPEN, locale: 'en' },
  { name: 'empty', resident: { standing: 'open', rides: 0 } },
  { name: 'error', resident: OPEN, service: 'fails' },
  { name: 'offline', resident: OPEN, service: 'vanishes' },
]

/** Page name → route parameters, and who must look at it. */
const PAGES: Readonly<Record<string, { query?: string; resident?: Resident }>> = {
  welcome: { resident: { standing: 'unopened', rides: 0 } },
  home: {},
  rides: {},
  ride: { query: '?rideId=ride_00000000000000000000000000' },
  scenes: {},
  instruments: {},
  methodology: { query: '?code=SHCER02020022024II&version=1' },
  me: {},
  'my-data': {},
  appeals: {},
  guardian: { resident: { standing: 'guardianNeeded', rides: 0 } },
  closure: {},
}

async function main(): Promise<void> {
  if (!existsSync(path.join(DIST, 'index.html'))) throw new Error('dist/h5 is missing: npm run build:h5')
  mkdirSync(SCREENS, { recursive: true })
  const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  const browser = await launchChromium()
  try {
    for (const page of Object.keys(PAGES)) {
      if (wanted.length > 0 && !wanted.includes(page)) continue
      for (const one of CASES) await shoot(browser, page, one)
    }
  } finally {
    await browser.close()
  }
}

async function shoot(browser: Browser, pageName: string, one: Case): Promise<void> {
  const context = await browser.newContext({ viewport: PHONE, deviceScaleFactor: 2, locale: 'zh-CN' })
  const page = await context.newPage()
  const said: string[] = []
  page.on('pageerror', (fault) => said.push(String(fault)))
  const { query = '', resident = one.resident } = PAGES[pageName] ?? {}
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
  await page.goto(
    `${ORIGIN}/index.html?host=suishenban&ticket=${'t'.repeat(12)}#/pages/resident/${pageName}${query}`,
  )
  await page.waitForTimeout(900)
  if (one.service === 'vanishes') await context.setOffline(true)
  const file = path.join(SCREENS, `${pageName}-${one.name}.png`)
  await growToContent(page)
  await page.screenshot({ path: file })
  for (const { rule, at } of await axeViolations(page))
    said.push(`axe ${rule}: ${at.slice(0, 3).join(' | ')}`)
  console.log(`${pageName} ${one.name}${said.length > 0 ? `\n  ${said.join('\n  ')}` : ''}`)
  await context.close()
}

/** Taro's pages scroll inside themselves; a picture of the whole page needs a window as tall as it. */
async function growToContent(page: Page): Promise<void> {
  const height = await page.evaluate(() =>
    Math.max(...Array.from(document.querySelectorAll('.sui'), (root) => root.scrollHeight), 812),
  )
  await page.setViewportSize({ width: PHONE.width, height: Math.min(height, 2_400) })
  await page.waitForTimeout(150)
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

async function answer(route: Route, resident: Resident, isFailing: boolean): Promise<void> {
  const url = new URL(route.request().url())
  if (url.pathname.startsWith('/v1/')) {
    const isSignIn = url.pathname === '/v1/sessions' || url.pathname === '/v1/me'
    if (isFailing && !isSignIn) return route.fulfill({ status: 503, body: 'gone' })
    const body = answerFor(resident, route.request().method(), url)
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
