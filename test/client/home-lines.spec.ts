import type { Browser } from 'playwright-core'
import { launchChromium } from '../browser'
import { openBrowserPage } from './browser-page'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

test.each([
  ['normal', {}],
  ['elder', { isElder: true }],
])(
  '%s: what is on its way by each way of travel is one line, under the text it belongs to',
  async (_, look) => {
    const resident = { standing: 'open', rides: 45 } as const
    const { page, context } = await openBrowserPage(browser, { page: 'home', resident, look })
    await page.locator('.share-n').first().waitFor()
    const found = await page.evaluate(() =>
      [...document.querySelectorAll('.share')]
        .filter((share) => share.querySelector('.share-n'))
        .map((share) => {
          const text = document.createRange()
          text.selectNodeContents(share.querySelector('.share-n')!)
          const name = share.querySelector('.row-t')!.getBoundingClientRect()
          const first = text.getClientRects()[0]!
          return { lines: text.getClientRects().length, isUnderName: Math.abs(first.left - name.left) < 1 }
        }),
    )
    expect(found.length).toBeGreaterThan(1)
    for (const one of found) expect(one).toEqual({ lines: 1, isUnderName: true })
    await context.close()
  },
)
