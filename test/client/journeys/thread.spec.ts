import { rideMetro } from '#test/scenario/ride-metro'
import { personLikeMei, startSimulatedCity, type SimulatedCity } from '#test/scenario/simulated-city'
import { closeBrowser, createDevice, type Device, type Module, type Target } from '../journey'
import { closeModules, openAccount, openFor } from './resident-phone'

/** The thread from the first screen to an issued ride, on every compiled target, against the real service over loopback. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const

const people = new Map(TARGETS.map((target, number) => [target, personLikeMei(`mei-${target}`, number)]))
let city: SimulatedCity
beforeAll(async () => {
  city = await startSimulatedCity([...people.values()])
})
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await city.close()
})

describe.each(TARGETS)('%s', (target) => {
  const mei = people.get(target)!

  it('leads a resident from the first screen to her issued ride', async () => {
    const app = await openFor(city, mei, target)

    await app.see('少排的碳记到你名下')
    await openAccount(app)
    await app.see('还没有行程')

    const pushed = await city.operator('sptcc').push(`${target}-1`, [rideMetro(city, mei)])
    expect(pushed).toMatchObject({ ok: true, value: { counts: { accepted: 1 } } })
    await app.see(/待入账\s*1\.197\s*千克/)
    await app.see('莘庄 → 人民广场')

    await app.tap(/莘庄 → 人民广场/)
    await app.see('12.345 公里')
    await app.see('= 97 克')
    await app.see('1,197.465 克')
    await app.see('SHCER02020022024II')
    await app.see('第 1 版')
    await app.back()

    await city.closeWindows()
    await city.workThroughQueues()
    await app.see(/你已经少排了\s*1\.197\s*千克/)
    await app.tap(/莘庄 → 人民广场/)
    await app.see('已入账')
    await app.see('记入你的账户（签发）')
  })

  it('lets her object, withdraw, choose how it looks, take her data along and leave', async () => {
    const device = createDevice()
    const app = await openFor(city, mei, target, { device })

    await app.tap(/莘庄 → 人民广场/)
    await app.tap('有问题？告诉我们')
    await app.tap('距离不对', 'radio')
    await app.type('补充说明（可不填）', '我从下一站才上的车')
    await app.tap('提交')
    await app.see(/异议 · 距离不对/)
    await app.see('处理中')
    await app.back()

    await app.tap('场景', 'link')
    await app.tap(/地铁行程.*上海公共交通卡/, 'switch')
    await app.see('之后的行程不再记录')
    const refused = await city.operator('sptcc').push(`${target}-2`, [rideMetro(city, mei)])
    expect(refused).toMatchObject({
      value: { verdicts: [{ verdict: 'rejected', code: 'consent.withdrawn' }] },
    })

    await app.tap('我的', 'link')
    await app.tap('大字版', 'switch')
    await app.tap('English', 'radio')
    await app.see('Large type')
    await app.tap(/^My data/)
    await app.tap('Export all my data')
    await takeAway(app)
    if (target !== 'h5') expect(JSON.parse(takenAway(target, device))).toMatchObject(EXPORTED)
    await app.back()

    await app.tap(/^Close the account/)
    await app.see('What is left goes to the public pool')
    await app.tap('I have read this', 'switch')
    await app.tap('Close the account', 'button')
    await app.tap('Yes, close it')
    await app.see('the carbon you save is recorded as yours')
    await app.tap('Begin')
  })
})

/** WeChat gives a file, for which it wants a tap of its own; the other hosts here have only their clipboard. */
async function takeAway(app: Module): Promise<void> {
  if (app.target !== 'weapp') return app.see(/No file can be kept here.*copied, \d+ kB/)
  await app.see(/The file is ready, \d+ kB/)
  await app.tap('Give me the file')
  await app.see(/The file is sent, \d+ kB/)
}

function takenAway(target: Target, device: Device): string {
  if (target !== 'weapp') return device.clipboard
  expect(device.clipboard).toBe('')
  expect([...device.files]).toEqual([])
  expect(device.sentFiles.map(({ name }) => name)).toEqual([
    expect.stringMatching(/^suitan-\d{4}-\d\d-\d\d\.json$/),
  ])
  return device.sentFiles[0]?.text ?? ''
}

/** Of a copy of everything: what proves that it is hers and whole. */
const EXPORTED = { rides: [{ distanceMeters: 12_345, reductionMilligrams: '1197465' }] }
