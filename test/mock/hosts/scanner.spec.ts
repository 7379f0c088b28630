import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import qrcode from 'qrcode-generator'
import { createHappenings, createSights, startShell, type Shell, type ShownPart } from '#mock/hosts/index'
import { launchChromium } from '#test/browser/index'

jest.setTimeout(180_000)

/** As long and as dense as a signed form. */
const FORM = 'OF1:'.padEnd(426, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:')
const INVITATION = 'Zk3mTq9xW0uVbY2pLr8sNd'
const UNDER_A_SHEET = '483920184759203847'

const pictureOf = (text: string, mode: 'Alphanumeric' | 'Numeric' | 'Byte', modulePixels: number): string => {
  const code = qrcode(0, 'L')
  code.addData(text, mode)
  code.make()
  return code.createDataURL(modulePixels, 4 * modulePixels)
}
const drawn = (picture: string, place: string): string =>
  `<div class="qr" style="position:absolute;${place};background:#fff"><div style="width:200px;height:200px;background-image:url(${picture});background-size:cover"></div></div>`

/** A module that shows two codes, one of them under the other, and one out of sight; and one that scans. */
const MODULES: Readonly<Record<ShownPart, string>> = {
  newcomer: `${drawn(pictureOf(UNDER_A_SHEET, 'Numeric', 8), 'top:40px;left:40px')}
    ${drawn(pictureOf(FORM, 'Alphanumeric', 3), 'top:20px;left:20px')}
    ${drawn(pictureOf('1234567890', 'Numeric', 8), 'top:4000px;left:0')}`,
  worker: `${drawn(pictureOf(INVITATION, 'Byte', 6), 'top:120px;left:40px')}<button onclick="eshimin.invoke('scan', {}, (answer) => (document.body.lastChild.textContent = answer))">scan</button><p></p>`,
}

const folder = mkdtempSync(path.join(tmpdir(), 'suitan-scanner-'))
const sights = createSights()
const happenings = createHappenings()
let browser: Browser
const shells: Shell[] = []

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  for (const shell of shells) await shell.close()
  rmSync(folder, { recursive: true })
})

const open = async (part: ShownPart): Promise<Page> => {
  const moduleFolder = mkdtempSync(path.join(folder, part))
  const page = `<!doctype html><html><head><script></script></head><body>${MODULES[part]}</body></html>`
  writeFileSync(path.join(moduleFolder, 'index.html'), page)
  const resident = {
    ...{ residentId: part, name: part, storyZh: '', storyEn: '', locale: 'zh-CN' as const, cards: [] },
    ...{ commute: { from: '莘庄', to: '人民广场' }, isRealName: true },
  }
  const shell = await startShell({
    ...{ serviceUrl: 'http://127.0.0.1:1', moduleFolder, port: 0, part, otherPhoneUrl: () => '' },
    shellCity: {
      city: () => ({ part, residents: [resident], lines: [], isStaffAutomatic: false }),
      askHost: async () => ({ messages: [] }),
      ride: async () => undefined,
      letStaffWork: () => undefined,
      ...{ happenings, sights },
    },
  })
  shells.push(shell)
  return enter(shell.url)
}

/** Another window with the same phone, or its first. */
const enter = async (url: string): Promise<Page> => {
  const window = await browser.newPage({ viewport: { width: 1360, height: 960 } })
  window.setDefaultTimeout(60_000)
  await window.goto(url)
  await window.getByRole('button', { name: /随碳 碳账户/ }).click()
  return window
}

it('the scanner of one phone reads the code on another, without network, and only the one that lies on top', async () => {
  const [phone, till] = [await open('newcomer'), await open('worker')]
  for (const window of [phone, till]) await window.getByLabel('断网').check()
  const frame = till.frameLocator('iframe')
  await frame.getByRole('button', { name: 'scan' }).click()
  const dialog = till.getByRole('dialog', { name: '扫一扫' })
  const codes = dialog.getByRole('button', { name: '居民手机上的码' })
  await codes.click()
  await frame.getByText(FORM.slice(0, 40)).waitFor()
  expect(await frame.getByRole('paragraph').textContent()).toContain(JSON.stringify(FORM).slice(1, -1))
  await dialog.waitFor({ state: 'detached' })

  await frame.getByRole('button', { name: 'scan' }).click()
  await codes.waitFor()
  expect(await codes.count()).toBe(1)
  // Whoever closes the window takes her code away.
  await phone.close()
  await dialog.getByText('现在没有别的屏幕亮着码').waitFor()
  await dialog.getByRole('textbox', { name: '或者输入码里的文字' }).fill('typed')
  await dialog.getByRole('button', { name: '用这些文字' }).click()
  await frame.getByText('typed').waitFor()

  await frame.getByRole('button', { name: 'scan' }).click()
  await dialog.getByRole('button', { name: '关闭', exact: true }).click()
  await frame.getByText('cancelled').waitFor()
  await till.close()
})

it('of somebody who works reads the code in another window of somebody who works, and never its own', async () => {
  const owner = await open('worker')
  const joining = await enter(owner.url())
  const frame = joining.frameLocator('iframe')
  await frame.getByRole('button', { name: 'scan' }).click()
  const codes = joining
    .getByRole('dialog', { name: '扫一扫' })
    .getByRole('button', { name: '店员手机上的码' })
  await codes.first().waitFor()
  expect(await codes.count()).toBe(1)
  await codes.click()
  await frame.getByText(INVITATION).waitFor()
})
