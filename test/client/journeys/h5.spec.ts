import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../../browser'
import { settlePeople } from '#test/scenario/resident-account'
import { rideMetro } from '#test/scenario/ride-metro'
import { personLikeMei, startSimulatedCity, type SimulatedCity } from '#test/scenario/simulated-city'
import { requireDist } from '../dist'
import { pageUrl } from '../page-url'
import { cityHost, closeBrowser, openH5Module } from '../journey'
import { startGateway, type Gateway } from './gateway'
import { openInLooks } from './looks'

const rider = personLikeMei('rider', 1)
let city: SimulatedCity
beforeAll(async () => {
  city = await startSimulatedCity([rider])
  await settlePeople(city, [rider])
  for (const push of ['first', 'second']) {
    await city.operator('sptcc').push(push, [rideMetro(city, rider)])
    if (push === 'second') continue
    await city.closeWindows()
    await city.workThroughQueues()
  }
})
afterAll(async () => {
  await closeBrowser()
  await city.close()
})

const ROUTES: readonly (readonly [route: string, sign: string])[] = [
  ['welcome', '大家已经一起少排了'],
  ['home', '看全部行程'],
  ['rides', '这个月 2 趟'],
  ['ride', '记入你的账户（签发）'],
  ['scenes', '开通时告诉我'],
  ['instruments', '最近一趟'],
  ['methodology', '每公里少排 97 克'],
  ['methodology?code=SHCER02020022024II&version=1', '举个例子'],
  ['me', '关闭碳账户'],
  ['my-data', '谁看过我的数据'],
  ['points', '什么时候过期'],
  ['goods', '现在没有能换的'],
  ['vouchers', '现在没有可以用的券'],
  ['appeals', '没有异议'],
  ['guardian', '我同意'],
  ['closure', '先看清楚会发生什么'],
]

it.each(ROUTES)(
  'axe finds nothing on %s, in any look, and a finger finds every target',
  async (route, sign) => {
    const hostApi = cityHost({ baseUrl: city.host('suishenban').baseUrl, residentId: rider.residentId })
    const url = pageUrl(route === 'ride' ? 'home' : route)
    const { app, complaints } = await openInLooks({ server: city.platform.url, hostApi, url })
    if (route === 'ride') await app.tap(/莘庄 → 人民广场(?!.*等待核对)/)
    await app.see(sign)
    expect(await complaints()).toEqual([])
    await app.close()
  },
)

describe('without a pointer', () => {
  const openAt = (url: string) => {
    const hostApi = cityHost({ baseUrl: city.host('suishenban').baseUrl, residentId: rider.residentId })
    return openH5Module({ target: 'h5', server: city.platform.url, hostApi, url })
  }

  it('each page begins at its heading', async () => {
    const app = await openAt('/pages/resident/me')
    await app.see('关闭碳账户')
    await app.tap(/我的数据/)
    await app.see('谁看过我的数据')
    expect(await app.focused()).toBe('我的数据')
    await app.close()
  })

  it('a sheet takes the focus, keeps it, and Escape gives it back', async () => {
    const app = await openAt('/pages/resident/home')
    await app.tap(/莘庄 → 人民广场(?!.*等待核对)/)
    await app.tap(/有问题/)
    await app.see('提交')
    const sheet = await app.focused()
    expect(sheet).not.toBe('')
    const stops: string[] = []
    for (let press = 0; press < 12; press += 1) {
      await app.press('Tab')
      stops.push(await app.focused())
    }
    expect(stops).not.toContain('')
    expect(stops.filter((stop) => stop === '关闭').length).toBeGreaterThan(1)
    expect(stops.join()).not.toContain('首页')
    await app.press('Escape')
    await app.seeNot('提交')
    expect(await app.focused()).toMatch(/有问题/)
    await app.close()
  })

  it('the notice and the choice are steps of their own: back goes one step, not out', async () => {
    const app = await openAt('/pages/resident/welcome?step=notice')
    await app.see('我看过了，继续')
    await app.scrollToEnd()
    await app.tap('我看过了，继续')
    await app.see('哪些行程可以记？')
    expect(await app.focused()).toBe('第 2 步，共 2 步')
    await app.back()
    await app.see('我看过了，继续')
    await app.close()
  })
})

describe('the first route over a weak network', () => {
  let gateway: Gateway
  let browser: Browser
  beforeAll(async () => {
    gateway = await startGateway({ serviceUrl: city.platform.url, files: requireDist('h5') })
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser.close()
    await gateway.close()
  })

  const JS_GZIP_BYTES_MAX = 180_000

  it('needs no more than 180 kB of compressed script', async () => {
    const page = await browser.newPage({ locale: 'zh-CN' })
    const sizes = new Map<string, Promise<number>>()
    page.on('response', (response) => {
      const { pathname } = new URL(response.url())
      if (pathname.endsWith('.js'))
        sizes.set(
          pathname,
          response.body().then((body) => gzipSync(body).length),
        )
    })
    await page.goto(gateway.baseUrl)
    await page.getByText('少排的碳记到你名下').waitFor()
    const bytes = (await Promise.all(sizes.values())).reduce((sum, size) => sum + size, 0)
    console.log(`h5 first route: ${sizes.size} scripts, ${bytes} bytes compressed`)
    expect(bytes).toBeLessThanOrEqual(JS_GZIP_BYTES_MAX)
    await page.close()
  })

  it('prints when its largest text stands, at a quarter of the processor, 1.6 Mbit/s and 150 ms', async () => {
    const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 375, height: 812 } })
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Network.emulateNetworkConditions', WEAK_NETWORK)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    await page.goto(gateway.baseUrl)
    await page.getByText('少排的碳记到你名下').waitFor()
    const milliseconds = await page.evaluate<number>(LARGEST_PAINT)
    console.log(`h5 first route: largest contentful paint after ${Math.round(milliseconds)} ms`)
    expect(milliseconds).toBeGreaterThan(0)
    await page.close()
  })
})

const BYTES_A_SECOND = (1.6 * 1_000_000) / 8
const WEAK_NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: BYTES_A_SECOND,
  uploadThroughput: BYTES_A_SECOND,
}

/** Script for the page: the last largest paint up to now, in milliseconds since the address was asked for. */
const LARGEST_PAINT = `new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
    .observe({ type: 'largest-contentful-paint', buffered: true })
})`
