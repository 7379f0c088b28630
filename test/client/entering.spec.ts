import { answerFor, type Resident } from '../screens/resident-service'
import {
  closeBrowser,
  createDevice,
  HostRefusal,
  openModule,
  type HostApi,
  type Module,
  type ModuleSetup,
} from './journey'
import { listen } from './simulated-server'

const HERS: Resident = { standing: 'open', rides: 45 }
const NEW: Resident = { standing: 'unopened', rides: 0 }

let close = () => Promise.resolve()
afterEach(() => close())
afterAll(closeBrowser)

/** The module on its first page, over a service that only answers. */
async function open(resident: Resident, setup: Omit<ModuleSetup, 'server'>): Promise<Module> {
  const service = await listen((request) => ({
    body: answerFor(resident, request.method ?? 'GET', new URL(request.url ?? '/', 'http://service')),
  }))
  const app = await openModule({ ...setup, server: service.baseUrl })
  close = async () => {
    close = () => Promise.resolve()
    await app.close().finally(() => service.close())
  }
  return app
}

/** A super-app whose ticket is refused for as long as there is a reason. */
function hostRefusing(reason: string): HostApi & { reason: string | undefined } {
  const hostApi: HostApi & { reason: string | undefined } = {
    reason,
    ticket: () => {
      if (hostApi.reason !== undefined) throw new HostRefusal(hostApi.reason)
      return Promise.resolve('ticket-of-the-test')
    },
    ask: (method) => (method === 'getUi' ? {} : undefined),
  }
  return hostApi
}

const timesIn = (text: string, words: RegExp) => [...text.matchAll(words)].length

describe.each(['weapp', 'alipay', 'h5'] as const)('%s', (target) => {
  it.each([
    ['denied', '你没有同意登录'],
    ['cancelled', '登录到一半停下了'],
    ['notPermitted', '这个应用没有允许随碳登录'],
  ])('a sign-in that was %s is told as that, and one tap tries again', async (reason, words) => {
    const hostApi = hostRefusing(reason)
    const app = await open(NEW, { target, hostApi })
    await app.see(words)
    expect(await app.text()).not.toContain('随申办、微信或支付宝')
    await app.tap('再试一次')
    await app.see('还是没有登录成功')
    hostApi.reason = undefined
    await app.tap('再试一次')
    await app.see('开始')
    await app.seeNot(words)
  })

  it('a host that can never tell is told as that, without a button that could not help', async () => {
    const app = await open(NEW, { target, hostApi: hostRefusing('unsupported') })
    await app.see('请在随申办、微信或支付宝里打开随碳')
    expect(await app.text()).not.toContain('再试一次')
    await app.tap('先看看')
    await app.see('地铁')
  })

  it('that there is no network is said once over what was last known', async () => {
    const app = await open(HERS, { target, ...SIGNED_IN })
    await app.see('545.273')
    await app.setOnline(false)
    await app.leaveAndReturn()
    await app.see('现在没有网络')
    expect(timesIn(await app.text(), /没有网络/g)).toBe(1)
    await app.see('545.273')
  })
})

const SIGNED_IN = {
  hostApi: { ...hostRefusing('none'), ticket: () => Promise.resolve('ticket-of-the-test') },
}

describe.each(['weapp', 'alipay'] as const)('%s', (target) => {
  it('opened for the first time without a network it says so once, promises nothing, and is there with the network', async () => {
    const device = createDevice()
    device.isOnline = false
    const hostApi = hostRefusing('unsupported')
    const app = await open(HERS, { target, hostApi, device })
    await app.see('现在没有网络')
    expect(timesIn(await app.text(), /没有网络/g)).toBe(1)
    expect(await app.text()).not.toContain('随申办、微信或支付宝')
    hostApi.reason = undefined
    await app.setOnline(true)
    await app.see('545.273')
  })

  it('her total is spoken with every digit, and one tap shows them', async () => {
    const app = await open(HERS, { target, ...SIGNED_IN })
    await app.see('545.273')
    expect(await app.text()).not.toContain('545,273.084')
    await app.tap('545.273千克，全部位数 545,273.084 克', 'button')
    await app.see('545,273.084 克')
  })
})
