import { requireTaroHost } from './dist'
import { closeBrowser, createDevice, openModule, type Module } from './journey'
import { listen } from './simulated-server'

/** The runner itself, proved on a tiny Taro app that has one of each thing. */
const TARGETS = ['weapp', 'alipay', 'h5'] as const

let city: Awaited<ReturnType<typeof listen>>
let weather: { status?: number; body: unknown } | undefined

beforeAll(async () => {
  city = await listen(() => weather)
})
beforeEach(() => {
  weather = { body: { weather: '晴' } }
})
afterAll(async () => {
  await city.close()
  await closeBrowser()
})

const open = (target: (typeof TARGETS)[number], url?: string) =>
  openModule({ target, dist: requireTaroHost(target), server: city.baseUrl, ...(url && { url }) })

describe.each(TARGETS)('%s: a person', (target) => {
  let app: Module
  afterEach(() => app.close())

  it('taps a button and sees the count', async () => {
    app = await open(target)
    await app.tap('加一')
    await app.tap('加一')
    await app.see('加一 2')
  })

  it('taps inside a part that updates by itself', async () => {
    app = await open(target)
    await app.tap('包裹')
    await app.see('包裹 1')
  })

  it('types into a field that the page corrects', async () => {
    app = await open(target)
    await app.type('车牌', '沪a1234567')
    await app.see('车牌是 沪A1234')
  })

  it('asks a real server and reads the answer', async () => {
    app = await open(target)
    await app.tap('查天气')
    await app.see('天气：晴')
  })

  it('is told when there is no network', async () => {
    app = await open(target)
    await app.setOnline(false)
    await app.tap('查天气')
    await app.see('没有网络')
  })

  it('turns a list of fifty around and goes back', async () => {
    app = await open(target)
    await app.tap('列表')
    await app.see(/第1行 ?第2行/)
    await app.tap('倒过来')
    await app.see(/第50行 ?第49行/)
    await app.back()
    await app.see('第 2 次看见')
  })

  it('opens a page of a sub-package and returns by its own button', async () => {
    app = await open(target)
    await app.tap('车间')
    await app.see('车间 7')
    expect(await app.path()).toBe('workshop/detail')
    await app.tap('返回')
    await app.see('第 2 次看见')
  })

  it('reaches a button forty boxes deep', async () => {
    app = await open(target, '/pages/deep')
    await app.tap('最里面')
    await app.see('最里面 1')
    expect((await app.nodes()).depth).toBeGreaterThan(40)
  })

  it('has a page measure one of its parts', async () => {
    app = await open(target)
    await app.tap('量一量')
    await app.see('量到了')
  })
})

describe.each(['weapp', 'alipay'] as const)('%s: a form', (target) => {
  it('hears every control and hands their values over on submit', async () => {
    const app = await open(target, '/pages/form')
    await app.type('手机号', '13800138000')
    await app.type('说明', '第一次')
    await app.tap(/^$/, 'switch')
    await app.see('开关=true')
    await app.tap('公交', 'checkbox')
    await app.see('多选=["bus"]')
    await app.tap('年长', 'radio')
    await app.see('单选="old"')
    await app.choose('选区', '静安')
    await app.see('选择=2')
    await app.tap('提交')
    await app.see(/提交=\{"phone":"13800138000","note":"第一次","agree":true,"modes":\["bus"\],"age":"old"/)
    await app.close()
  })
})

describe.each(['weapp', 'alipay'] as const)('%s: the meter', (target) => {
  it('counts what a first screen and a tap send, the same every time', async () => {
    const costs = []
    for (let run = 0; run < 2; run++) {
      const app = await open(target)
      costs.push([await app.setData(), await app.costOf(() => app.tap('加一'))])
      await app.close()
    }
    expect(costs[0]![1]).toEqual({ calls: 1, bytes: 63, bytesMax: 63 })
    expect(costs[1]).toEqual(costs[0])
  })

  it('gives a phone back what it stored', async () => {
    const device = createDevice()
    device.storage.set('seen', '"yes"')
    const app = await openModule({ target, dist: requireTaroHost(target), device })
    await app.see('第 1 次看见')
    expect(device.storage.get('seen')).toBe('"yes"')
    await app.close()
  })
})

describe('a fault does not pass unseen', () => {
  it('names what is on the screen when the wanted thing is not', async () => {
    const app = await open('weapp')
    await expect(app.tap('没有这个按钮')).rejects.toThrow(/button "加一 0"/)
    await app.close()
  })

  it('refuses to guess between two things of one name', async () => {
    const app = await open('weapp', '/pages/form')
    await expect(app.tap(/./)).rejects.toThrow(/things are called/)
    await app.close()
  })
})
