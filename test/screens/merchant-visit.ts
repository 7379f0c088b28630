/// <reference lib="dom" />
import type { Page } from 'playwright-core'

import { onlineCodeOf } from '#domain/voucher'

/** Ways of whoever works for a merchant through dist/h5, by what stands on the page, whatever its language. */

const SETTLE_MS = 600

/** Types a code that ends in this digit, as far as there is a till to type at. */
export async function typeCode(page: Page, lastDigit: string): Promise<void> {
  const field = page.locator('.take .field input')
  if ((await field.count()) === 0) return
  await field.fill(codeEndingIn(lastDigit))
  await page.locator('.take .btn').last().click()
  await page.waitForTimeout(SETTLE_MS)
}

/** The network goes while a guest stands there. */
export async function typeCodeOffline(page: Page): Promise<void> {
  await page.context().setOffline(true)
  await page.waitForTimeout(SETTLE_MS)
  await typeCode(page, '0')
}

/** The network goes, and a guest shows a form: what the scanner reads is given to the page before it opens. */
export async function scanOffline(page: Page): Promise<void> {
  await page.context().setOffline(true)
  await page.waitForTimeout(SETTLE_MS)
  const scan = page.locator('.take .scan')
  if ((await scan.count()) > 0) await scan.click()
  await page.waitForTimeout(SETTLE_MS)
}

/** From the list of members to the code on the screen. */
export async function inviteSomebody(page: Page): Promise<void> {
  await page.locator('.sui .btn').first().click()
  await page.waitForTimeout(SETTLE_MS)
  const name = page.locator('.dlg .field input')
  if ((await name.count()) === 0) return
  await name.fill('小林')
  await page.locator('.dlg .btn').first().click()
  await page.waitForTimeout(SETTLE_MS)
}

const codeEndingIn = (digit: string): string =>
  Array.from({ length: 10 }, (_, number) => onlineCodeOf(`482915730648215${number}`)).find((code) =>
    code.endsWith(digit),
  ) ?? ''
