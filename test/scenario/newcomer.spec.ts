import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core'
import { axeViolations, launchChromium } from '#test/browser/index'

/** A first start may build the service and the module. */
const START_MILLISECONDS_MAX = 420_000
/** Settling window of 8 s, then report, verification and two confirmations, each by somebody who takes her time. */
const ISSUE_MILLISECONDS_MAX = 60_000
/** The way takes 4 s, an open page asks anew every few seconds. */
const RIDE_MILLISECONDS_MAX = 20_000

jest.setTimeout(START_MILLISECONDS_MAX)

const state = mkdtempSync(path.join(tmpdir(), 'suitan-newcomer-'))
let city: StartedCity
let address: string
let browser: Browser
let desk: Page
let phone: FrameLocator

beforeAll(async () => {
  city = startCity()
  address = await city.url
  browser = await launchChromium()
  desk = await browser.newPage({ viewport: { width: 1360, height: 960 } })
  desk.setDefaultTimeout(20_000)
  await desk.goto(address)
  phone = desk.frameLocator('iframe')
})

afterAll(async () => {
  await browser?.close()
  await stop(city)
  rmSync(state, { recursive: true, force: true })
})

describe('a newcomer', () => {
  it('finds the carbon account in her super-app, reads what it is, and opens it', async () => {
    expect(await axeViolations(desk)).toEqual([])
    await desk.getByRole('button', { name: /随碳 碳账户/ }).click()
    await tap('开始')
    await tap('我看过了，继续')
    await phone.getByRole('switch', { name: /地铁.*上海公共交通卡/ }).click()
    await tap('同意并开通')
    // The host asks her before it hands over her cards.
    await desk.getByRole('button', { name: '允许' }).click()
    await phone.getByText('还没有行程').waitFor()
  })

  it('sees her metro ride within seconds of the push, and watches it being issued', async () => {
    await desk.getByRole('button', { name: '坐地铁', exact: true }).click()
    await shown('待入账').waitFor()
    await shown('1.663').waitFor({ timeout: RIDE_MILLISECONDS_MAX })
    await desk.getByText(/第二人确认/).waitFor({ timeout: ISSUE_MILLISECONDS_MAX })
    await shown('莘庄').click()
    await phone.getByText('这趟行程').waitFor()
    await shown('已入账').waitFor({ timeout: RIDE_MILLISECONDS_MAX })
  })

  it('finds the sum on the ride: metres, factor, grams', async () => {
    for (const part of ['= 97 克', '× 17.151 公里', '= 1,663.647 克']) await shown(part).waitFor()
  })

  it('is the same person with the same total in another super-app', async () => {
    await desk.getByText('支付宝（模拟）', { exact: true }).first().click()
    await desk.getByRole('button', { name: /随碳 碳账户/ }).click()
    await shown('1.663').waitFor()
  })

  it('turns the ride into a coffee, which the till in a second window takes once', async () => {
    await press('我的')
    await press(/^碳积分/)
    await phone
      .getByRole('textbox', { name: /换多少克/ })
      .filter({ visible: true })
      .fill('1000')
    await press('下一步')
    await press('换成 1,000 分')
    await press('去商城花积分')
    await press(/一杯拿铁/)
    await press('用 1,000 分换一份')
    await press('确认，用掉 1,000 分')
    const code = await readCode()

    const till = await openTill()
    await till.press('扫券码')
    await till.page.getByRole('button', { name: '居民手机上的码' }).click()
    await till.frame.getByText('核销成功，一杯拿铁').waitFor()
    await shown('已用掉').waitFor({ timeout: RIDE_MILLISECONDS_MAX })
    await till.press('下一位')
    await till.field.fill(code)
    await till.press('核销')
    await till.frame.getByText(/已核销 .* 本店/).waitFor()
    expect(await axeViolations(till.page)).toEqual([])
    await till.page.close()
  })

  it('cannot start the city twice', async () => {
    const { url } = startCity()
    await expect(url).rejects.toThrow(/已经在运行/)
  })

  it('stops everything by Ctrl-C, and nothing had anything to complain about', async () => {
    expect(await stop(city)).toBe(0)
    expect(city.complaints()).toBe('')
    await expect(fetch(address)).rejects.toThrow()
    await expect(fetch(`${city.serviceUrl()}/livez`)).rejects.toThrow()
  })

  it('finds her ride again at the next start, under the same address', async () => {
    city = startCity()
    expect(await city.url).toBe(address)
    await desk.goto(address)
    await desk.getByRole('button', { name: /随碳 碳账户/ }).click()
    await shown('1.663').waitFor()
  })
})

/** The page underneath stays in the document, hidden: only what she can see counts. */
const shown = (text: string): Locator => phone.getByText(text).locator('visible=true').first()

/** A button or link she can see. */
const tappable = (frame: FrameLocator, name: string | RegExp): Locator =>
  frame
    .getByRole('button', { name, exact: true })
    .or(frame.getByRole('link', { name, exact: true }))
    .filter({ visible: true })
    .first()

const press = (name: string | RegExp): Promise<void> => tappable(phone, name).click()

/** The eighteen digits the phone shows. */
const readCode = async (): Promise<string> => {
  const digits = phone
    .getByText(/^1\d\d(\s*\d{3}){5}$/)
    .filter({ visible: true })
    .first()
  return ((await digits.textContent()) ?? '').replace(/\s/g, '')
}

/** The cashier's phone, in a window and at an address of its own. */
const openTill = async () => {
  const page = await browser.newPage({ viewport: { width: 1360, height: 960 } })
  page.setDefaultTimeout(20_000)
  await page.goto(city.workUrl() ?? '')
  await page.getByRole('button', { name: /随碳 碳账户/ }).click()
  const frame = page.frameLocator('iframe')
  const pressThere = (name: string | RegExp): Promise<void> => tappable(frame, name).click()
  for (const name of ['先看看', '我的', /^为商户工作/]) await pressThere(name)
  const field = frame.getByRole('textbox', { name: /输入 18 位数字/ }).filter({ visible: true })
  return { page, frame, field, press: pressThere }
}

const tap = (name: string): Promise<void> => phone.getByRole('button', { name }).click()

interface StartedCity {
  readonly child: ChildProcess
  /** The one address it prints. */
  readonly url: Promise<string>
  /** Where it says the platform answers. */
  serviceUrl(): string | undefined
  /** The second phone's address. */
  workUrl(): string | undefined
  /** What came out beside the words for people: warnings and errors. */
  complaints(): string
}

/** `npm start` with a state folder of its own. */
const startCity = (): StartedCity => {
  const child = spawn(process.execPath, ['mock/start.mjs'], {
    env: { ...process.env, SUITAN_STATE: state, PORT: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [words, complaints] = ['', '']
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      words += chunk.toString()
      const found = /^\s+(http:\/\/127\.0\.0\.1:\d+)\s*$/m.exec(words)
      if (found?.[1]) resolve(found[1])
    })
    child.stderr.on('data', (chunk: Buffer) => void (complaints += chunk.toString()))
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}\n${words}${complaints}`)))
  })
  return {
    child,
    url,
    serviceUrl: () => /(http:\/\/127\.0\.0\.1:\d+)\/docs/.exec(words)?.[1],
    workUrl: () => /收银台 The till {2}(http:\S+)/.exec(words)?.[1],
    complaints: () => complaints,
  }
}

/** As Ctrl-C does; returns the code it ends with. */
const stop = async ({ child }: StartedCity): Promise<number | null> => {
  if (child.exitCode !== null) return child.exitCode
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
  child.kill('SIGINT')
  return gone
}
