import { startDeskService, type DeskService } from '../app/staff/desk-service'
import { memberOf } from '../app/staff/members'
import { pageFindings } from './gates'
import { openModule, type HostApi, type Module } from './journey'

const GU = memberOf('bureau-gu', '顾明', 'bureau')
const PHONE: HostApi = {
  ticket: () => Promise.resolve('ticket-of-the-test'),
  ask: (method) => (method === 'getUi' ? {} : undefined),
}

/** The desk as it is compiled, where there is neither TextEncoder nor crypto, over a service that keeps its rules. */
describe.each(['weapp', 'alipay'] as const)('the staff desk on %s', (target) => {
  let service: DeskService
  let app: Module
  beforeEach(async () => {
    service = await startDeskService([GU])
    Object.assign(service.state, { run: 'verified', now: new Date() })
    const url = '/pages/staff/sign-in'
    app = await openModule({ target, server: service.baseUrl, hostApi: PHONE, url })
  })
  afterEach(async () => {
    await app.close().finally(() => service.stop())
  })

  async function signIn(): Promise<void> {
    await app.type('工号', GU.credentials.staffId)
    await app.type('密钥', GU.credentials.key)
    await app.tap('取登录文本')
    await app.see('staff: bureau-gu')
    await app.tap('签名并登录')
    await app.see('顾明 · 市生态环境局')
  }

  /** From the first page to the queue of runs. */
  const toRuns = () => app.tap('批次', 'link')

  it('signs in with a signature made on the phone, and confirms once', async () => {
    await signIn()
    expect(await app.path()).toContain('pages/staff/desk')
    await toRuns()
    await app.tap('上海公共交通卡')
    await app.see('还没有人确认，须两人')
    await app.tap('确认', 'button')
    await app.see('3 次，3.592 千克（3,592,395 毫克）')
    expect(service.writes).toEqual([])
    await app.tap('是，确认')
    await app.see('还须另一人确认')
    expect(service.state.confirmedBy).toEqual(['顾明'])
  })

  it('offers no second confirmation to one person', async () => {
    service.state.confirmedBy = ['顾明']
    await signIn()
    await toRuns()
    await app.tap('上海公共交通卡')
    await app.see('你已确认，等另一人')
    await app.back()
    expect(await app.path()).toContain('pages/staff/runs')
  })

  it.each(['desk', 'runs', 'run', 'appeals'])(
    '%s opens within the budgets and says role and name of all that can be tapped',
    async (page) => {
      await signIn()
      if (page === 'runs' || page === 'run') await toRuns()
      if (page === 'run') await app.tap('上海公共交通卡')
      if (page === 'appeals') await app.tap('异议', 'link')
      await app.see(
        { desk: '今天没有等你的事', runs: RUN_DAY, run: '复算核查', appeals: '距离不对' }[page] ?? '',
      )
      expect(await pageFindings(app)).toEqual([])
    },
  )

  it('says what is wrong with a key', async () => {
    await app.type('工号', GU.credentials.staffId)
    await app.type('密钥', 'letmein')
    await app.tap('取登录文本')
    await app.see('密钥应是 43 个字符')
    await app.type('密钥', memberOf('somebody', '某人', 'bureau').credentials.key)
    await app.tap('取登录文本')
    await app.tap('签名并登录')
    await app.see('这不是“bureau-gu”登记的密钥')
  })
})

const RUN_DAY = '2026-11-20 第 1 批'
