import { answerFor, APPROVAL_CODE, type Resident } from '../screens/resident-service'
import { LIMITS, pageFindings, tapFindings } from './gates'
import { pageUrl } from './page-url'
import { openModule, type HostApi, type Module } from './journey'
import { listen } from './simulated-server'

const PHONE: HostApi = {
  ticket: () => Promise.resolve('ticket-of-the-test'),
  ask: (method) => (method === 'getUi' ? {} : undefined),
}

const PAGES = [
  'home',
  'rides',
  'ride?rideId=ride_00000000000000000000000000',
  'scenes',
  'instruments',
  'methodology',
  'methodology?code=SHCER02020022024II&version=1',
  'me',
  'my-data',
  'points',
  'approval',
  `approval?code=${APPROVAL_CODE}`,
  'goods',
  'goods-detail?goodsId=gds_00000000000000000000000001',
  'vouchers',
  'voucher?voucherId=vch_00000000000000000000000003',
  'together',
  'join',
  'group?groupId=grp_00000000000000000000000001',
  'board?board=district',
  'year',
  'titles',
  'appeals',
  'closure',
  'credit',
  'credit-falls',
  'medals',
  'credit-corrections',
  'credit-statements',
  'credit-statement?statementId=cst_00000000000000000000000001',
  'credit-statement?statementId=cst_00000000000000000000000002',
  'new-statement',
]

/** One page over a service that only answers: what is weighed here is the page. */
let close = () => Promise.resolve()

afterEach(() => close())

async function openPage(target: 'weapp' | 'alipay', page: string, resident: Resident): Promise<Module> {
  const service = await listen((request) => ({
    body: answerFor(resident, request.method ?? 'GET', new URL(request.url ?? '/', 'http://service')),
  }))
  const app = await openModule({
    target,
    server: service.baseUrl,
    hostApi: PHONE,
    url: pageUrl(page),
  })
  close = async () => {
    close = () => Promise.resolve()
    await app.close().finally(() => service.close())
  }
  return app
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 1_500))

describe.each(['weapp', 'alipay'] as const)('resident pages on %s', (target) => {
  it.each(PAGES)(
    '%s opens within the budgets and says role and name of all that can be tapped',
    async (page) => {
      const app = await openPage(target, page, { standing: 'open', rides: 45 })
      await settle()
      expect(await pageFindings(app)).toEqual([])
    },
  )

  it('a month of 2,000 rides opens and scrolls to its end within the limits', async () => {
    const app = await openPage(target, 'rides', { standing: 'open', rides: 2_000 })
    await app.see('这个月 2000 趟')
    await settle()
    expect(await pageFindings(app)).toEqual([])
    for (let turn = 0; turn < 30; turn += 1) {
      const cost = await app.costOf(() => app.scrollToEnd())
      expect(cost?.bytesMax).toBeLessThanOrEqual(LIMITS.firstScreenBytes)
      expect((await app.nodes()).count).toBeLessThan(LIMITS.nodes)
    }
  })

  it('taps change little', async () => {
    const app = await openPage(target, 'home', { standing: 'open', rides: 45 })
    await settle()
    for (const name of ['看数字', '看图', '545.273'])
      expect(await tapFindings(app, () => app.tap(name, 'button'))).toEqual([])
  })

  it('a service that is away leaves what was known on the screen, and a way to try again', async () => {
    const app = await openPage(target, 'home', { standing: 'open', rides: 45 })
    await app.see('545.273')
    await app.setOnline(false)
    await app.leaveAndReturn()
    await app.see('现在没有网络')
    await app.see('545.273')
  })
})
