import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../browser'
import { answerFor } from '../screens/resident-service'
import { openBrowserPage } from './browser-page'
import { openModule, type HostApi } from './journey'
import { listen } from './simulated-server'

const HERS = { standing: 'open', rides: 45 } as const
const RIDE = 'ride?rideId=ride_00000000000000000000000000'
const OPENER = '有问题？告诉我们'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const route = (page: Page) => new URL(page.url()).hash.replace(/\?.*/, '')
/** Pages slide for a third of a second, and history tells of a step back a moment later. */
const settled = (page: Page) => page.waitForTimeout(600)

/** A ride with its sheet open, one page deep in the module. */
async function openSheet() {
  const { page, context } = await openBrowserPage(browser, { page: 'me', resident: HERS })
  await page.getByRole('button', { name: /我的异议/ }).waitFor()
  await page.evaluate((to) => (location.hash = `#/pages/resident/${to}`), RIDE)
  await page.getByRole('button', { name: OPENER }).click()
  await page.getByRole('dialog').waitFor()
  return { page, close: () => context.close() }
}

describe('in a browser', () => {
  test('the back key closes the sheet and stays on the page, with the focus where it was', async () => {
    const { page, close } = await openSheet()
    await page.evaluate(() =>
      document.querySelector('.sui[role=main]:has([role=heading])')!.setAttribute('data-same', ''),
    )
    await page.goBack()
    await settled(page)
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(route(page)).toBe('#/pages/resident/ride')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(OPENER)
    await page.goBack()
    await settled(page)
    expect(route(page)).toBe('#/pages/resident/me')
    await close()
  })

  test('a sheet closed by its cross leaves no step behind: back goes to the page before', async () => {
    const { page, close } = await openSheet()
    await page.getByRole('button', { name: '关闭' }).click()
    await settled(page)
    await page.goBack()
    await settled(page)
    expect(route(page)).toBe('#/pages/resident/me')
    await close()
  })

  test('forward after back opens no second copy of the page', async () => {
    const { page, close } = await openSheet()
    await page.goBack()
    await settled(page)
    await page.goForward()
    await settled(page)
    expect(route(page)).toBe('#/pages/resident/ride')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.getByRole('button', { name: OPENER }).waitFor()
    await close()
  })

  test('what the sheet does may lead to another page, and nothing of it lies behind that', async () => {
    const { page, context } = await openBrowserPage(browser, { page: 'me', resident: HERS })
    await page.getByRole('button', { name: /关闭碳账户/ }).click()
    await page.getByRole('switch', { name: '我看清楚了' }).click()
    await page.getByRole('button', { name: '关闭账户' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '确定关闭' }).click()
    await settled(page)
    expect(route(page)).toBe('#/pages/resident/welcome')
    await page.goBack()
    await settled(page)
    expect(route(page)).toBe('#/pages/resident/me')
    await context.close()
  })

  test('a double tap on what opens the sheet leaves it open; a tap beside it a moment later closes it', async () => {
    const { page, context } = await openBrowserPage(browser, { page: 'me', resident: HERS })
    await page.evaluate((to) => (location.hash = `#/pages/resident/${to}`), RIDE)
    await page.getByRole('button', { name: OPENER }).dblclick()
    await settled(page)
    expect(await page.getByRole('dialog').count()).toBe(1)
    await page.mouse.click(8, 8)
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await context.close()
  })

  test('the second tap of a double tap does nothing inside the sheet either', async () => {
    const { page, close } = await openSheet()
    await page.getByRole('button', { name: '关闭' }).click()
    await settled(page)
    await page.getByRole('button', { name: OPENER }).click()
    await page.locator('.dlg').waitFor()
    const cross = (await page.locator('.dlg .icon-btn').boundingBox())!
    await page.mouse.click(cross.x + cross.width / 2, cross.y + cross.height / 2)
    expect(await page.getByRole('dialog').count()).toBe(1)
    await settled(page)
    // It may have risen further since.
    await page.getByRole('button', { name: '关闭' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await close()
  })

  test('the page behind is out of the reading order while the sheet is open, and back in it after', async () => {
    const { page, close } = await openSheet()
    expect(await page.getByRole('button', { name: OPENER }).count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: OPENER }).waitFor()
    await close()
  })
})

const PHONE: HostApi = {
  ticket: () => Promise.resolve('ticket-of-the-test'),
  ask: (method) => (method === 'getUi' ? {} : undefined),
}

it.each(['weapp', 'alipay'] as const)(
  '%s: the page behind an open sheet is out of the reading order and back in it after; a double tap leaves it open',
  async (target) => {
    const service = await listen((request) => ({
      body: answerFor(HERS, request.method ?? 'GET', new URL(request.url ?? '/', 'http://service')),
    }))
    const url = `/pages/resident/${RIDE}`
    const app = await openModule({ target, server: service.baseUrl, hostApi: PHONE, url })
    await app.tap(OPENER)
    await app.see('提交')
    await expect(app.tap(OPENER)).rejects.toThrow('nothing called')
    await app.tap('关闭')
    await app.tap(OPENER)
    await app.tapBeside()
    await app.see('提交')
    await new Promise((resolve) => setTimeout(resolve, 500))
    await app.tapBeside()
    await app.seeNot('提交')
    await app.close()
    await service.close()
  },
)
