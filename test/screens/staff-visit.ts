/// <reference lib="dom" />
import type { Page } from 'playwright-core'

import { KEY_OF_NOBODY } from './staff-service'

/** Ways of a member of staff through dist/h5, by what stands on the page, whatever its language. */

const SETTLE_MS = 500

/** From the sign-in page to the text that is to be signed. */
export const askToSign = (page: Page): Promise<void> => ask(page, KEY_OF_NOBODY)

/** What the sign-in page says to something that is no key. */
export const askWithoutKey = (page: Page): Promise<void> => ask(page, 'letmein')

async function ask(page: Page, key: string): Promise<void> {
  const fields = page.locator('.field input')
  await fields.nth(0).fill('centre-gu')
  await fields.nth(1).fill(key)
  await page.locator('.btn').last().click()
  await page.waitForTimeout(SETTLE_MS)
}

/** The same as an expert. */
export async function signInAsExpert(page: Page, route: string): Promise<void> {
  await ask(page, KEY_OF_NOBODY)
  await page.locator('.btn').first().click()
  await page.waitForTimeout(SETTLE_MS)
  await page.evaluate((to) => (location.hash = `#/pages/expert/${to}`), route)
  await page.waitForTimeout(SETTLE_MS * 2)
}

/** From the sign-in page to another; the session lives in memory, so the page must not be loaded anew. */
export async function signIn(page: Page, route: string): Promise<void> {
  await askToSign(page)
  await page.locator('.btn').first().click()
  await page.waitForTimeout(SETTLE_MS)
  await page.evaluate(
    (to) => (location.hash = `#/pages/${to}`),
    route.replace(/^(\.\.\/)?/, (up) => (up ? '' : 'staff/')),
  )
  await page.waitForTimeout(SETTLE_MS * 2)
}

/** Opens what the last or last but one button of the page asks for; nothing where the page has no such button. */
export async function tapAct(page: Page, place: -1 | -2): Promise<void> {
  const buttons = page.locator('.taro_page_show .btn, .col .btn')
  if ((await buttons.count()) < -place) return
  await buttons.nth(place).click()
  await page.waitForTimeout(SETTLE_MS)
}
