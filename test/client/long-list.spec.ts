import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../browser'
import { openBrowserPage, tellLook } from './browser-page'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** Time for the list to have been measured and drawn again. */
const REDRAWN_MS = 800

const FAR_DOWN_PX = 20_000

/** A month of rides, scrolled far down. */
async function openFarDown() {
  const { page, context } = await openBrowserPage(browser, {
    page: 'rides',
    resident: { standing: 'open', rides: 2_000 },
    isInApp: true,
  })
  // The list fetches as she nears its end, a hundred rides at a time.
  for (let px = 0; px < FAR_DOWN_PX; px = await scrollBy(page, 3_000)) await page.waitForTimeout(150)
  await page.waitForTimeout(REDRAWN_MS)
  return { page, close: () => context.close() }
}

const scrollBy = (page: Page, px: number) =>
  page.evaluate((by) => {
    const scroller = document.querySelector('.taro_page') as HTMLElement
    scroller.scrollTop += by
    return scroller.scrollTop
  }, px)

/** Words of the ride at the upper edge of the screen; undefined where nothing is drawn. */
const rideOnTop = (page: Page) =>
  page.evaluate(() => {
    const rides = [...document.querySelectorAll('.ride')]
    return rides.find((ride) => ride.getBoundingClientRect().bottom > 1)?.textContent ?? undefined
  })

/** Blank space where rides should be. */
const isBlank = (page: Page) =>
  page.evaluate(() => {
    const middle = innerHeight / 2
    return ![...document.querySelectorAll('.ride')].some((ride) => {
      const { top, bottom } = ride.getBoundingClientRect()
      return top <= middle && bottom >= middle
    })
  })

test.each([
  ['large type', (page: Page) => tellLook(page, { elder: true })],
  ['a larger font of the phone', (page: Page) => tellLook(page, { fontScale: 1.6 })],
  ['a turned phone', (page: Page) => page.setViewportSize({ width: 812, height: 375 })],
  ['half a screen', (page: Page) => page.setViewportSize({ width: 375, height: 400 })],
] as const)('she is still at the same ride after %s, and after the way back', async (_, change) => {
  const { page, close } = await openFarDown()
  const before = await rideOnTop(page)
  expect(before).toBeDefined()
  await change(page)
  await page.waitForTimeout(REDRAWN_MS)
  expect(await rideOnTop(page)).toBe(before)
  expect(await isBlank(page)).toBe(false)
  await tellLook(page, { elder: false, fontScale: 1 })
  await page.setViewportSize({ width: 375, height: 812 })
  await page.waitForTimeout(REDRAWN_MS)
  expect(await rideOnTop(page)).toBe(before)
  expect(await isBlank(page)).toBe(false)
  await close()
})

test('at the head of the list she stays at the head', async () => {
  const { page, context } = await openBrowserPage(browser, {
    page: 'rides',
    resident: { standing: 'open', rides: 200 },
    isInApp: true,
  })
  await tellLook(page, { elder: true })
  await page.waitForTimeout(REDRAWN_MS)
  expect(await scrollBy(page, 0)).toBe(0)
  await context.close()
})
