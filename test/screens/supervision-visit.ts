/// <reference lib="dom" />
import type { Page } from 'playwright-core'

/** Ways through the pages of supervision and of reports, by what stands on the page, whatever its language. */

const SETTLE_MS = 500

/** A number and a reason, and what they lead to. */
export const searchSomething = async (page: Page): Promise<void> => {
  await page.locator('.taro_page_show .field input').first().fill('20261120-metro-0007')
  await page.locator('.taro_page_show .chips').nth(1).locator('.chip').first().click()
  await tapLast(page)
}

/** Why somebody is stopped, and the question that says whom. */
export const stopSomebody = async (page: Page): Promise<void> => {
  await page.locator('.taro_page_show .field textarea').first().fill('同一时间在两处进站，正在核实')
  await tapLast(page)
}

export const reportSomething = async (page: Page): Promise<void> => {
  await page.locator('.chip').first().click()
  await page.locator('.field textarea').first().fill('每天早上有人拿着五六部手机刷闸机')
  await tapLast(page)
}

export const followSomething = async (page: Page): Promise<void> => {
  await page.locator('.field input').first().fill('4821 3307 7120 0016')
  await tapLast(page)
}

const tapLast = async (page: Page): Promise<void> => {
  const buttons = page.locator('.taro_page_show .btn, .page .btn')
  if ((await buttons.count()) === 0) return
  await buttons.first().click()
  await page.waitForTimeout(SETTLE_MS)
}
