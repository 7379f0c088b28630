import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../browser'
import { openBrowserPage } from './browser-page'

const HERS = { standing: 'open', rides: 45 } as const

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** The faces a page in this language asks for, in their order, where letters and where figures are drawn. */
const facesOf = async (locale: 'zh' | 'en', selector: string) => {
  const { page, context } = await openBrowserPage(browser, { page: 'home', resident: HERS, look: { locale } })
  await page.locator(selector).first().waitFor({ state: 'attached' })
  const family = await styleOf(page, selector)
  await context.close()
  return family.split(',').map((face) => face.replace(/["']/g, '').trim())
}

const styleOf = (page: Page, selector: string): Promise<string> =>
  page.evaluate((wanted) => getComputedStyle(document.querySelector(wanted)!).fontFamily, selector)

const CHINESE = /PingFang|HarmonyOS|Noto Sans SC/
const LATIN = /^(Roboto|Segoe UI|Helvetica Neue|Arial)$/

it.each(['.sui', '.over', '.qty'])(
  'in English %s is drawn by a Latin face before a Chinese one, which has an apostrophe as wide as a character',
  async (selector) => {
    const faces = await facesOf('en', selector)
    const chinese = faces.findIndex((face) => CHINESE.test(face))
    const latin = faces.filter((face) => LATIN.test(face))
    expect(latin).toContain('Arial')
    expect(faces.indexOf(latin[latin.length - 1]!)).toBeLessThan(chinese < 0 ? faces.length : chinese)
  },
)

it.each([
  ['en', 0.4],
  ['zh', 1],
] as const)(
  'in %s an apostrophe of a Chinese face is at most %s of a character wide',
  async (locale, most) => {
    const { page, context } = await openBrowserPage(browser, {
      page: 'home',
      resident: HERS,
      look: { locale },
    })
    const ems = await page.evaluate(() => {
      const probe = document.createElement('span')
      probe.style.fontSize = '100px'
      probe.textContent = '’'
      document.querySelector('.sui .head')!.append(probe)
      return probe.getBoundingClientRect().width / 100
    })
    await context.close()
    expect(ems).toBeLessThanOrEqual(most)
    expect(ems).toBeGreaterThan(most / 3)
  },
)

it('in Chinese the Chinese face stays first', async () => {
  const faces = await facesOf('zh', '.sui')
  expect(faces.findIndex((face) => CHINESE.test(face))).toBeLessThan(
    faces.findIndex((face) => LATIN.test(face)),
  )
})
