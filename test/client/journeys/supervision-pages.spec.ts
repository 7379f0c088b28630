import { registerStaff } from '#server/admin/index'
import { appendAudit, inTransaction } from '#server/platform/index'
import { accountIdOf, bo, mei, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { report, stop } from '#test/harness/supervision-world'
import { employ } from '#test/harness/review-world'
import { memberOf } from '../../app/staff/members'
import { pageFindings } from '../gates'
import { closeBrowser, MINI_TARGETS, type HostApi, type Module, type Target } from '../journey'
import { openInLooks } from './looks'
import { closeModules, openAtHost } from './resident-phone'

/** The desk of supervision with something on each page, and a report from a passer-by's phone to its answer. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const
const LIN = memberOf('bureau-lin', '林岚', 'bureau')

let world: ResidentWorld
beforeAll(async () => {
  world = await startResidentWorld(new Date().toISOString())
  const { staffId, name, role, publicKey } = LIN
  const key = publicKey.toString('base64url')
  await registerStaff(
    world.platform.deps,
    new Map(Object.entries({ staff: staffId, name, role, 'public-key': key })),
  )
  const centre = await employ(world, 'centre-shen', 'centre')
  const phone = await world.resident(mei)
  await stop(centre, { accountId: await accountIdOf(world, phone) })
  await report(world)
  await fillLog()
}, 120_000)
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await world.close()
})

/** A page of the log and more, each entry as long as they come. */
const fillLog = (): Promise<void> => {
  const { sql, clock } = world.platform.deps
  const entry = { actor: `staff:${LIN.staffId}`, action: 'scene.extension-returned', detail: {} } as const
  return inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    for (let done = 0; done < 25; done += 1)
      await appendAudit(transaction, { ...entry, occurredAt: clock.now(), subject: `sca_${'1'.repeat(26)}` })
  })
}

/** What opens each page from the desk, and what stands on it. */
const PAGES = [
  ['查询', '为什么查'],
  ['暂停与恢复', '同一时间在两处乘车，正在核实'],
  ['数据质量', '这个月没有数据'],
  ['举报', '假的乘车'],
  ['操作日志', '工号 bureau-lin'],
] as const

async function signIn(app: Module): Promise<void> {
  await app.type('工号', LIN.credentials.staffId)
  await app.type('密钥', LIN.credentials.key)
  await app.tap('取登录文本')
  await app.see(`staff: ${LIN.credentials.staffId}`)
  await app.tap('签名并登录')
  await app.see('操作日志')
}

const deskOf = async (target: Target): Promise<Module> => {
  const app = await openAtHost(world, bo, target, { url: '/pages/staff/sign-in' })
  await signIn(app)
  return app
}

describe('on the web', () => {
  const hostApi: HostApi = {
    ticket: () => world.suishenban.ticketFor(bo),
    ask: (method) => (method === 'getUi' ? {} : undefined),
  }
  it.each(PAGES)('%s is spoken and large enough in every look', async (door, sign) => {
    const opened = await openInLooks({ server: world.platform.url, hostApi, url: '/pages/staff/sign-in' })
    await signIn(opened.app)
    await opened.app.tap(door, 'link')
    await opened.app.see(sign)
    expect(await opened.complaints()).toEqual([])
  })

  it.each([
    ['fraud', '是哪种事'],
    ['progress', '编号'],
  ])('%s is spoken and large enough in every look', async (page, sign) => {
    const opened = await openInLooks({ server: world.platform.url, hostApi, url: `/pages/report/${page}` })
    await opened.app.see(sign)
    expect(await opened.complaints()).toEqual([])
  })
})

describe.each(MINI_TARGETS)('%s', (target) => {
  it.each(PAGES)(
    '%s opens within the budgets, and all that can be tapped says role and name',
    async (door, sign) => {
      const app = await deskOf(target)
      await app.tap(door, 'link')
      await app.see(sign)
      expect(await pageFindings(app)).toEqual([])
    },
  )
})

describe.each(TARGETS)('%s', (target) => {
  it('a passer-by reports, staff look and answer, and the number says so', async () => {
    const words = `${target}：有人一个人刷很多手机`
    const app = await openAtHost(world, bo, target, { url: '/pages/report/fraud' })
    await app.see('交上去')
    expect(await pageFindings(app)).toEqual([])
    await app.tap('交上去')
    await app.see('请选一种')
    await app.tap('倒卖积分', 'radio')
    await app.type('是怎么回事', words)
    await app.tap('交上去')
    await app.see('收到了')
    await app.tap('查进度')
    await app.see('输入举报时拿到的 16 位编号。')
    await app.tap('查进度')
    await app.see('举报的是：倒卖积分')
    expect(await pageFindings(app)).toEqual([])
    await app.close()

    const desk = await deskOf(target)
    await desk.tap('举报', 'link')
    await desk.tap(/^倒卖积分/)
    await desk.see(words)
    expect(await pageFindings(desk)).toEqual([])
    await desk.tap('开始核实')
    await desk.see('在核实')
    await desk.tap('未发现问题', 'radio')
    await desk.type('答复的话', '核对过了，没有发现问题。')
    await desk.tap('答复')
    await desk.tap('发出答复')
    await desk.see('要暂停账户或机构，到“暂停与恢复”里做')
    expect(await desk.unspoken()).toEqual([])
  })
})
