import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../browser'
import { openBrowserPage } from './browser-page'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

test('in a browser her data are a file among her downloads, named after the day', async () => {
  const { page, context } = await openBrowserPage(browser, {
    page: 'my-data',
    resident: { standing: 'open', rides: 45 },
  })
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出我的全部数据' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('suitan-2026-11-23.json')
  expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toMatchObject({ rides: expect.any(Array) })
  await page.getByText(/文件已存到手机里，共 \d+ 千字节/).waitFor()
  await context.close()
})
