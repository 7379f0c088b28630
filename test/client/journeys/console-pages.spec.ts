import { ask, mei } from '#test/harness/resident-world'
import { pageFindings } from '../gates'
import { closeBrowser, MINI_TARGETS, type HostApi, type Module, type Target } from '../journey'
import { GU, LI, QIAN, startConsoleWorld, TODAY, WU, ZHOU, type ConsoleWorld } from './console-world'
import { itStandsEveryLook, openInLooks, type Over } from './looks'
import { closeModules, openAtHost } from './resident-phone'

/** The console with something on every page, and a methodology on its way to the public by two offices and two experts. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const

let stage: ConsoleWorld
beforeAll(async () => {
  stage = await startConsoleWorld()
}, 120_000)
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await stage.world.close()
})

/** One tap: what is announced so, and as what. */
type Tap = readonly [name: string | RegExp, role?: string]
/** A page by its name, the way to it from the first page, and what then stands there. */
type Way = readonly [page: string, taps: readonly Tap[], sign: string | RegExp]

const METHODOLOGIES: readonly Tap[] = [
  ['方法学', 'link'],
  ['专家评审中', 'radio'],
]
const PROPOSAL: readonly Tap[] = [...METHODOLOGIES, [/^轮渡（在评审）/]]
const SCENE: readonly Tap[] = [['减排场景', 'link'], [/公交/]]
const PROJECT: readonly Tap[] = [['项目待你们评审'], [/^某小区屋顶光伏/]]

const WAYS: readonly Way[] = [
  ['desk', [], '项目待你们评审'],
  ['methodologies', [['方法学', 'link']], '轮渡（待审查）'],
  ['methodology', PROPOSAL, '意见还不齐'],
  ['record', [...PROPOSAL, [/^看全文/]], '额外性'],
  ['draft-run', [...PROPOSAL, [/^用过去一个月试算/]], '只是看看，不会改任何人的账'],
  ['register', [['方法学', 'link'], [/^已公布的方法学/]], 'SHCER02020022024II'],
  ['version', [['方法学', 'link'], [/^已公布的方法学/], [/SHCER02020022024II/]], '谁签了停用'],
  ['scenes', [['减排场景', 'link']], '运营单位自己申请'],
  ['scene', SCENE, '申请材料'],
  ['projects', [['项目待你们评审']], '某小区屋顶光伏'],
  ['project', PROJECT, '420 克/千瓦时'],
  ['exclusions', [['排除清单', 'link']], '全国碳市场'],
  ['experts', [['专家库', 'link']], '周明远'],
]
const EXPERT_WAYS: readonly Way[] = [
  ['expert reviews', [], '轮渡（在评审）'],
  ['expert review', [[/^轮渡（在评审）/]], '额外性'],
]

const SHEETS: Over = [
  ['methodology', '退回', '申请人改好后可以再交'],
  ['version', '签名停用', '从哪一天起停用'],
  ['scene', '同意', '同意到哪一天'],
  ['project', '同意（双审合一）', '一次签名同时同意项目和第一期减排量'],
  ['exclusions', '登记一条', '用什么号认它'],
  ['experts', '邀请专家', '只把公钥交给你'],
]

async function signIn(app: Module, { credentials }: typeof GU, label: '工号' | '专家编号'): Promise<void> {
  await app.type(label, credentials.staffId)
  await app.type('密钥', credentials.key)
  await app.tap('取登录文本')
  await app.see(`: ${credentials.staffId}`)
  await app.tap('签名并登录')
}

async function walk(app: Module, way: readonly Tap[]): Promise<void> {
  for (const [name, role] of way) {
    await app.see(name instanceof RegExp ? new RegExp(name.source.replace(/^\^/, '')) : name)
    await app.tap(name, role)
  }
}

const wayOf = (page: string): Way => [...WAYS, ...EXPERT_WAYS].find(([name]) => name === page)!

/** She signs in on a phone of this build and goes as far as the page. */
async function openAs(target: Target, who: typeof GU, page: string): Promise<Module> {
  const isExpert = page.startsWith('expert ')
  const url = `/pages/${isExpert ? 'expert' : 'staff'}/sign-in`
  const app = await openAtHost(stage.world, mei, target, { url })
  await signIn(app, who, isExpert ? '专家编号' : '工号')
  await app.see(isExpert ? '请你评审' : '审核台')
  const [, way, sign] = wayOf(page)
  await walk(app, way)
  await app.see(sign)
  return app
}

describe('on the web', () => {
  const open = async (page: string) => {
    const isExpert = page.startsWith('expert ')
    const hostApi: HostApi = {
      ticket: () => stage.world.suishenban.ticketFor(mei),
      ask: (method) => (method === 'getUi' ? {} : undefined),
    }
    const url = `/pages/${isExpert ? 'expert' : 'staff'}/sign-in`
    const opened = await openInLooks({ server: stage.world.platform.url, hostApi, url })
    await signIn(opened.app, isExpert ? ZHOU : GU, isExpert ? '专家编号' : '工号')
    await opened.app.see(isExpert ? '请你评审' : '审核台')
    const [, way, sign] = wayOf(page)
    await walk(opened.app, way)
    await opened.app.see(sign)
    return opened
  }

  itStandsEveryLook(
    { pages: [...WAYS, ...EXPERT_WAYS].map(([page, , sign]) => [page, sign] as const), sheets: SHEETS },
    open,
  )
})

describe.each(MINI_TARGETS)('%s', (target) => {
  it.each([...WAYS, ...EXPERT_WAYS].map(([page]) => page))(
    '%s opens within the budgets, and all that can be tapped says role and name',
    async (page) => {
      const app = await openAs(target, page.startsWith('expert ') ? ZHOU : GU, page)
      expect(await pageFindings(app)).toEqual([])
    },
  )
})

describe.each(TARGETS)('%s', (target) => {
  it('an office is not offered what another does', async () => {
    const desk = await openAs(target, LI, 'methodology')
    await desk.see('现在没有要你办的事')
    await desk.seeNot('请一位专家')
    await desk.seeNot('终止申请')
  })
})

/** Each build publishes for a scene of its own: one scene counts by one methodology a day. */
const PUBLISHED = [
  ['weapp', 'electric-car', '电动汽车（测试用虚构）', 'TEST-CAR'],
  ['h5', 'household-electricity', '家庭节电（测试用虚构）', 'TEST-HOUSE'],
] as const

it.each(PUBLISHED)(
  '%s: a methodology goes from its submission to the public by two experts and two offices',
  async (target, sceneId, name, code) => {
    const proposalId = await stage.propose(sceneId, name)
    const gu = await openAs(target, GU, 'desk')
    await walk(gu, [['方法学', 'link'], [new RegExp(`^${name}`)]])
    await walk(gu, [['开始形式审查'], ['是，开始'], ['形式审查通过', 'button']])
    await gu.see('方法学编号')
    await gu.tap('是，通过')
    await gu.see('请用大写字母')
    await gu.type('方法学编号', code)
    await gu.tap('是，通过')
    for (const expert of [ZHOU, QIAN]) {
      await gu.see('请一位专家')
      await gu.tap('请一位专家')
      await gu.see('只有回避或超期才能换人')
      await gu.tap(`${expert.name} · 交通`, 'radio')
      await gu.tap('邀请')
      await gu.see('等意见')
    }
    await gu.close()

    for (const expert of [ZHOU, QIAN]) {
      const app = await openAtHost(stage.world, mei, target, { url: '/pages/expert/sign-in' })
      await signIn(app, expert, '专家编号')
      await walk(app, [[new RegExp(`^${name}`)]])
      await app.see('额外性')
      await app.tap('同意', 'radio')
      await app.type(/^意见/, '数据可以核对。')
      await walk(app, [['看要签的文本']])
      await app.see(`proposal: ${proposalId}`)
      await app.tap('签名并交出')
      await app.see('意见已签名交出')
      await app.close()
    }

    const sign = async (who: typeof GU) => {
      const app = await openAtHost(stage.world, mei, target, { url: '/pages/staff/sign-in' })
      await signIn(app, who, '工号')
      await walk(app, [['方法学待你签名公布'], [new RegExp(`^${name}`)], ['签名公布', 'button']])
      await app.see('文本摘要')
      await app.type('从哪一天起有效', TODAY)
      await app.tap('是，签名')
      return app
    }
    const centre = await sign(GU)
    await centre.see('你们机构已签，等另一机构')
    await centre.close()
    const bureau = await sign(WU)
    await bureau.see('已公布')
    const { body } = await ask(`${stage.world.platform.url}/v1/methodology-register`)
    expect(body.items).toContainEqual(
      expect.objectContaining({
        code,
        versions: [
          expect.objectContaining({
            state: 'published',
            validFrom: TODAY,
            opinions: [expect.objectContaining({ text: '数据可以核对。', expert: null }), expect.anything()],
          }),
        ],
      }),
    )
  },
  60_000,
)
