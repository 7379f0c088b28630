import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContext, Page, Route } from 'playwright-core'
import { answerFor, NOW, type Resident } from '../screens/resident-service'
import { requireDist } from './dist'
import { pageUrl } from './page-url'

const ORIGIN = 'http://suitan.test'
const PATIENCE_MS = 8_000
const PHONE = { width: 375, height: 812 }
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

interface BrowserPageSetup {
  /** Page with its query, e.g. `ride?rideId=…`. */
  readonly page: string
  readonly resident: Resident
  /** A super-app around the page, which can tell another look while the page stands: see `tellLook`. */
  readonly isInApp?: boolean
  /** What she chose under 显示. */
  readonly look?: {
    readonly isElder?: boolean
    readonly theme?: 'light' | 'dark'
    readonly locale?: 'zh' | 'en'
  }
  /** Calls of the service that fail, by the end of their path. */
  readonly failing?: readonly string[]
}

/** One page of dist/h5 in a plain browser on a phone, over a service that only answers: what is looked at is the page. */
export async function openBrowserPage(
  browser: Browser,
  { page: name, resident, isInApp = false, look = {}, failing = [] }: BrowserPageSetup,
): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
  const dist = requireDist('h5')
  const context = await browser.newContext({ viewport: PHONE, hasTouch: true, locale: 'zh-CN' })
  // A thing that never comes is a failure, not a wait of minutes.
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  await page.clock.setSystemTime(NOW)
  await page.route('**/*', (route) => answer(route, dist, resident, failing))
  const chosen = { theme: 'light', isElder: false, locale: 'zh', ...look }
  await page.addInitScript(isInApp ? BRIDGE_SCRIPT : keepScript('preferences', chosen))
  await page.goto(`${ORIGIN}/index.html?host=suishenban&ticket=${'t'.repeat(12)}#${pageUrl(name)}`)
  await page.waitForLoadState('networkidle')
  await page.locator('.sui').first().waitFor()
  return { page, context }
}

const keepScript = (key: string, value: object) =>
  `localStorage.setItem('suitan:${key}', ${JSON.stringify(JSON.stringify(value))})`

/** The super-app's look, told while the page stands. */
export const tellLook = (page: Page, look: object): Promise<void> =>
  page.evaluate(`window.tellLook(${JSON.stringify(look)})`)

/** As plain text: a compiled function could lean on what only our side has. */
const BRIDGE_SCRIPT = `
  window.eshimin = {
    methods: ['watchUi'],
    invoke: (method, parameters, callback) => {
      window.tellLook = (look) => callback({ code: 200, msg: 'ok', data: look })
    },
  }`

function answer(route: Route, dist: string, resident: Resident, failing: readonly string[]): Promise<void> {
  const url = new URL(route.request().url())
  if (url.pathname.startsWith('/v1/')) {
    if (failing.some((end) => url.pathname.endsWith(end))) return route.fulfill({ status: 503, body: '' })
    const body = answerFor(resident, route.request().method(), url)
    return body === undefined ? route.fulfill({ status: 204 }) : route.fulfill({ json: body as object })
  }
  const file = path.join(dist, url.pathname)
  if (!existsSync(file)) return route.fulfill({ status: 404, body: '' })
  return route.fulfill({ body: readFileSync(file), contentType: TYPES[path.extname(file)] ?? 'text/plain' })
}
