import type { Browser } from 'playwright-core'

import { launchChromium } from '#test/browser/index'
import { startTestPlatform, type TestPlatform } from '#test/harness/index'

let platform: TestPlatform
let browser: Browser
beforeAll(async () => {
  platform = await startTestPlatform()
  browser = await launchChromium()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await platform.close()
})

it('the readable API page groups routes by who calls them, carries our name alone and breaks none of its own rules', async () => {
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${platform.url}/docs/`)
  // The page draws one group after the other.
  await page.waitForSelector('.opblock-tag[data-tag="Public"]')
  const groups = await page
    .locator('.opblock-tag')
    .evaluateAll((tags) => tags.map((tag) => tag.getAttribute('data-tag')))
  expect(groups).toEqual(['Residents', 'Operators', 'Staff', 'Experts', 'Institutions', 'Partners', 'Public'])
  expect(await page.title()).toBe('随碳 Suitan')
  expect(await page.locator('.topbar, img[alt*="ogo"]').count()).toBe(0)
  expect(complaints).toEqual([])
}, 60_000)
