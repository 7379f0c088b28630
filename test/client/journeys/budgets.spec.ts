import type { RidePage } from '#contract'
import { ask } from '#test/harness/resident-world'
import { sessionOf, settlePeople } from '#test/scenario/resident-account'
import { personLikeMei, startSimulatedCity, type SimulatedCity } from '#test/scenario/simulated-city'
import { rideForAYear, RIDES_THIS_MONTH } from '#test/scenario/year-of-rides'
import { LIMITS, pageFindings, tapFindings } from '../gates'
import { pageUrl } from '../page-url'
import { closeModules, openFor } from './resident-phone'

/** What the mini-program hosts bear, held with a year of real data on every page. */
const TARGETS = ['weapp', 'alipay', 'suishenban'] as const

const rider = personLikeMei('rider', 1)
let city: SimulatedCity
let rideId: string
beforeAll(async () => {
  city = await startSimulatedCity([rider])
  await settlePeople(city, [rider])
  await rideForAYear(city, rider)
  const month = city.clock.now().toISOString().slice(0, 7)
  const token = await sessionOf(city, rider.residentId)
  const page = await ask(`${city.platform.url}/v1/me/rides?month=${month}`, { token })
  rideId = (page.body as RidePage).rides[0]!.rideId
})
afterEach(closeModules)
afterAll(() => city.close())

/** Every page of the resident with a text that stands on it once its data are there. */
const PAGES: readonly (readonly [page: string, sign: string])[] = [
  ['welcome', '大家已经一起少排了'],
  ['home', '看全部行程'],
  ['rides', `这个月 ${RIDES_THIS_MONTH} 趟`],
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

describe.each(TARGETS)('%s', (target) => {
  const open = async (page: string) => {
    const query = page === 'ride' ? `?rideId=${rideId}` : ''
    return openFor(city, rider, target, { url: pageUrl(page + query) })
  }

  it.each(PAGES)(
    '%s opens within the budgets, and all that can be tapped says role and name',
    async (page, sign) => {
      const app = await open(page)
      await app.see(sign)
      expect(await pageFindings(app)).toEqual([])
    },
  )

  it('a month of a thousand rides scrolls to its end within the limits', async () => {
    const app = await open('rides')
    await app.see(`这个月 ${RIDES_THIS_MONTH} 趟`)
    const findings: string[] = []
    for (let turn = 0; turn < RIDES_THIS_MONTH / 100 + 2; turn += 1) {
      const cost = await app.costOf(() => app.scrollToEnd())
      const { count, depth } = await app.nodes()
      if (cost!.bytesMax > LIMITS.firstScreenBytes)
        findings.push(`turn ${turn} sends ${cost!.bytesMax} bytes at once`)
      if (count >= LIMITS.nodes) findings.push(`turn ${turn} stands at ${count} nodes`)
      if (depth >= LIMITS.depth) findings.push(`turn ${turn} is ${depth} deep`)
    }
    expect(findings).toEqual([])
    await app.see(/5日 00:05/)
  })

  it('taps that change something in place send little', async () => {
    const findings: string[] = []
    for (const [page, sign, name, role] of TAPS) {
      const app = await open(page)
      await app.see(sign)
      const found = await tapFindings(app, () => app.tap(name, role))
      findings.push(...found.map((finding) => `${page}, ${String(name)}: ${finding}`))
      await closeModules()
    }
    expect(findings).toEqual([])
  })
})

const TAPS: readonly (readonly [page: string, sign: string, name: string | RegExp, role?: string])[] = [
  ['home', '看全部行程', '看数字', 'button'],
  ['home', '看全部行程', /^\d+\.\d+千克，全部位数 [\d,.]+ 克$/, 'button'],
  ['ride', '记入你的账户（签发）', '有问题？告诉我们'],
  ['scenes', '开通时告诉我', /地铁行程.*上海公共交通卡/, 'switch'],
  ['instruments', '最近一趟', '绑定我的卡和码'],
  ['me', '关闭碳账户', '大字版', 'switch'],
  ['me', '关闭碳账户', 'English', 'radio'],
  ['closure', '先看清楚会发生什么', '我看清楚了', 'switch'],
]
