import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page, Request, Route } from 'playwright-core'
import { axeViolations, launchChromium } from '../../browser'
import { requireDist } from '../dist'
import { offerBridge } from './h5-bridge'
import {
  COUNT_NODES,
  findOne,
  focusedName,
  narrowTargets,
  readScreen,
  showState,
  tapOne,
  TAPPABLE_ROLES,
} from './h5-screen'
import { matches, pictureIn, waitUntil, type Module, type ModuleSetup } from './module'

const PHONE = { width: 375, height: 812 }

/** Nothing listens there: files come from the build, everything else is sent on to the service. */
const ORIGIN = 'http://suitan.test'

/** What only a browser has: a keyboard, and boxes of exact size. */
export interface H5Module extends Module {
  press(key: string): Promise<void>
  /** What the keyboard is on: its name for the ear, else its words; empty when on nothing. */
  focused(): Promise<string>
  /** What can be tapped now and is narrower or lower than `px`. */
  narrow(px: number): Promise<readonly string[]>
}

/** The module as a web page in Chromium: inside a super-app's web-view when a host is given, else in a plain browser. */
export async function openH5Module(setup: ModuleSetup & { target: 'h5' }): Promise<H5Module> {
  const { server, hostApi, url = '', target } = setup
  const dist = setup.dist ?? requireDist('h5')
  const browser = await sharedBrowser()
  const context = await browser.newContext({
    viewport: PHONE,
    hasTouch: true,
    locale: 'zh-CN',
    ...(hostApi && { userAgent: 'Mozilla/5.0 (Linux; Android 14) Chrome/143 Mobile eshiminapp/9.0' }),
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (fault) => void faults.push(String(fault.stack ?? fault)))
  page.on(
    'console',
    (message) =>
      void (message.type() === 'error' && !isNetworkNote(message.text()) && faults.push(message.text())),
  )
  let isOnline = true
  let picked: Buffer | undefined
  // A dialog left open is an album she closed again: headless Chromium has no such button.
  page.on('filechooser', (dialog) => {
    const { name, mimeType } = { name: 'picked.jpg', mimeType: 'image/jpeg' }
    if (picked) void dialog.setFiles({ name, mimeType, buffer: picked })
  })
  const settle = settlingOf(page)
  await page.route('**/*', (route) => answer(route, dist, isOnline ? server : undefined))
  if (hostApi) await offerBridge(page, hostApi)
  await page.goto(`${ORIGIN}/index.html${url ? `#${url}` : ''}`)
  await settle()

  const read = () => readScreen(page)
  const act = async (gesture: Promise<unknown>) => {
    await gesture
    await settle()
  }
  return {
    target,
    see: (text) =>
      waitUntil(
        async () => matches(await read(), text) || undefined,
        async () => `never saw ${String(text)}; the screen says:\n${await read()}`,
      ).then(() => undefined),
    seeNot: (text) =>
      waitUntil(
        async () => !matches(await read(), text) || undefined,
        async () => `still sees ${String(text)}; the screen says:\n${await read()}`,
      ).then(() => undefined),
    tap: (name, role) => act(tapOne(page, name, role ? [role] : TAPPABLE_ROLES)),
    tapBeside: () => act(page.locator('.veil').click({ position: { x: 8, y: 8 } })),
    type: async (label, value) =>
      act((await findOne(page, label, ['textbox', 'searchbox', 'spinbutton'])).fill(value)),
    async choose(label, option) {
      await act((await findOne(page, label, ['combobox', 'button'])).click())
      await act(page.getByText(option, { exact: true }).last().click())
      await act(page.getByText('确定', { exact: true }).last().click())
    },
    async codes() {
      const seen = page.locator('.qr > *').filter({ visible: true })
      const styles = await seen.evaluateAll((all) =>
        all.map((code) => getComputedStyle(code).backgroundImage),
      )
      return styles.flatMap(pictureIn)
    },
    picks(picture) {
      picked = picture
    },
    back: () => act(page.goBack()),
    scrollToEnd: () => act(page.evaluate('window.scrollTo(0, document.documentElement.scrollHeight)')),
    pullDown: () => act(page.reload()),
    leaveAndReturn: async () => {
      for (const state of ['hidden', 'visible'] as const) await act(page.evaluate(showState(state)))
    },
    setOnline(online) {
      isOnline = online
      return act(context.setOffline(!online))
    },
    text: read,
    path: async () => new URL(page.url()).hash.replace(/^#\/?/, '').split('?')[0] ?? '',
    title: () => page.title(),
    nodes: () => page.evaluate(COUNT_NODES),
    setData: async () => undefined,
    async costOf(action) {
      await action()
      return undefined
    },
    unspoken: async () =>
      (await axeViolations(page)).map(({ rule, help, at }) => `${rule}: ${help} at ${at.join(', ')}`),
    press: (key) => act(page.keyboard.press(key)),
    focused: () => page.evaluate(focusedName),
    narrow: (px) => page.evaluate(narrowTargets, px),
    faults: () => faults,
    async close() {
      await context.close()
      if (faults.length > 0)
        throw new Error(`the page reported ${faults.length} faults:\n${faults.join('\n')}`)
    },
  }
}

let browser: Promise<Browser> | undefined

/** One browser per test file; each module gets a context of its own, which shares nothing. */
function sharedBrowser(): Promise<Browser> {
  browser ??= launchChromium()
  return browser
}

/** For `afterAll`: ends the browser this test file started, if it did. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close()
  browser = undefined
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
}

async function answer(route: Route, dist: string, server: string | undefined): Promise<void> {
  const { pathname, search } = new URL(route.request().url())
  const file = path.join(dist, path.posix.normalize(pathname))
  if (existsSync(file) && statSync(file).isFile())
    return route.fulfill({
      body: readFileSync(file),
      contentType: CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream',
    })
  if (server === undefined) return route.abort('internetdisconnected')
  try {
    return await route.fulfill({ response: await route.fetch({ url: server + pathname + search }) })
  } catch {
    // The page may be gone by now, and its requests with it.
    return route.abort('connectionfailed').catch(() => undefined)
  }
}

/** Chromium writes every refused request to the console; what the module makes of it is the test's business. */
const isNetworkNote = (text: string) => text.startsWith('Failed to load resource')

const QUIET_MS = 100
const POLL_MS = 20
const SETTLE_MS_MAX = 5_000

/** Waits until nothing was asked of the network for a moment. */
function settlingOf(page: Page): () => Promise<void> {
  const underWay = new Set<Request>()
  let changedAt = 0
  const tell = (change: () => unknown) => {
    change()
    changedAt = Date.now()
  }
  page.on('request', (request) => tell(() => underWay.add(request)))
  const over = (request: Request) => tell(() => underWay.delete(request))
  page.on('requestfinished', over)
  page.on('requestfailed', over)
  return async () => {
    const deadline = Date.now() + SETTLE_MS_MAX
    await page.waitForTimeout(QUIET_MS)
    while ((underWay.size > 0 || Date.now() - changedAt < QUIET_MS) && Date.now() < deadline)
      await page.waitForTimeout(POLL_MS)
  }
}
