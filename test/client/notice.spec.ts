import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../browser'
import { openBrowserPage } from './browser-page'

const HERS = { standing: 'open', rides: 45 } as const
const LOOKS: readonly (readonly [string, { isElder?: boolean; locale?: 'en' }])[] = [
  ['normal', {}],
  ['elder', { isElder: true }],
  ['English, elder', { isElder: true, locale: 'en' }],
]
/** The tallest phone in use is kind to everything; this one is not. */
const SMALL_PHONE = { width: 375, height: 667 }

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** What can be tapped in `region` and is touched by the notice. */
async function covered(page: Page, region: string): Promise<readonly string[]> {
  await page.locator('.notice-b').waitFor()
  await page.waitForTimeout(300)
  return page.evaluate((selector) => {
    const notice = document.querySelector('.notice-b')!.getBoundingClientRect()
    const acts = [...document.querySelectorAll(`${selector} [role=button], ${selector} [role=link]`)]
    if (acts.length === 0) throw new Error(`nothing can be tapped in ${selector}`)
    return acts
      .filter((act) => {
        const box = act.getBoundingClientRect()
        return (
          box.top < notice.bottom &&
          box.bottom > notice.top &&
          box.left < notice.right &&
          box.right > notice.left
        )
      })
      .map((act) => act.textContent ?? '')
  }, region)
}

describe.each(LOOKS)('%s', (_, look) => {
  test('a notice lies over no act of an open sheet, and a screen reader hears it', async () => {
    const { page, context } = await openBrowserPage(browser, { page: 'closure', resident: HERS, look })
    await page.setViewportSize(SMALL_PHONE)
    await page.route('**/v1/me/closure', (route) => route.abort())
    await page.getByRole('switch').click()
    await page.getByRole('button').last().click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('button').last().click()
    expect(await covered(page, '[role=dialog]')).toEqual([])
    await page
      .getByRole('status')
      .filter({ hasText: /网络|offline/ })
      .first()
      .waitFor()
    await context.close()
  })

  test('it stands in the place of the title and over nothing below it', async () => {
    const { page, context } = await openBrowserPage(browser, { page: 'scenes', resident: HERS, look })
    await page.setViewportSize(SMALL_PHONE)
    await page.getByRole('switch').first().click()
    await page.locator('.notice-b').waitFor()
    await page.waitForTimeout(300)
    const ends = await page.evaluate(() => {
      const bottomOf = (selector: string) =>
        [...document.querySelectorAll(selector)].map((one) => one.getBoundingClientRect().bottom)
      return { notice: Math.max(...bottomOf('.notice-b')), title: Math.max(...bottomOf('.head')) }
    })
    expect(ends.title).toBeGreaterThan(0)
    // The largest type in the longer language takes a third line, which reaches over the margin under the title.
    expect(ends.notice).toBeLessThanOrEqual(ends.title + (look.locale === 'en' ? 27 : 0))
    expect(await covered(page, '.sui')).toEqual([])
    await context.close()
  })

  test('beside the way back and the act of the page', async () => {
    const { page, context } = await openBrowserPage(browser, { page: 'home', resident: HERS, look })
    await page.setViewportSize(SMALL_PHONE)
    for (const [place, sign] of [
      ['resident/home', '.hero'],
      ['account/closure', '[role=switch]'],
    ] as const) {
      await page.evaluate((path) => (location.hash = `#/pages/${path}`), place)
      await page.locator(sign).first().waitFor()
      await page.evaluate(() => {
        for (const region of document.querySelectorAll('.notice'))
          region.innerHTML = `<div class="notice-b">${'兑换好了，券在我的券里。'.repeat(2)}</div>`
      })
      expect(await covered(page, '.sui .head')).toEqual([])
    }
    await context.close()
  })

  test('nor over the bar of places', async () => {
    const { page, context } = await openBrowserPage(browser, { page: 'scenes', resident: HERS, look })
    await page.setViewportSize(SMALL_PHONE)
    await page.getByRole('switch').first().click()
    expect(await covered(page, '.bar')).toEqual([])
    await context.close()
  })
})
