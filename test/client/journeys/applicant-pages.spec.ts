import { addDays, addMonths, cityDayOf, cityMonthOf, firstDayOf } from '#domain/calendar'
import type { HostPerson } from '#test/harness/host-server'
import { ownerOf, registerTestInstitution, type Acting } from '#test/harness/institution-world'
import { opened, pvRecord, readingsOf, sendFile } from '#test/harness/project-world'
import { mei, startResidentWorld, type Phone, type ResidentWorld } from '#test/harness/resident-world'
import { draftFerry } from '#test/harness/scene-world'
import { pageFindings } from '../gates'
import { closeBrowser, createDevice, MINI_TARGETS, type HostApi, type Target } from '../journey'
import { itStandsEveryLook, openInLooks, type Over, type Shown } from './looks'
import { closeModules, hostOf, openAtHost } from './resident-phone'
import { cashierNamed } from './till-phone'

/** The pages of whoever applies, with something on each, and a roof that is applied for tap by tap, against the real service. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const

/** The phones reckon with the day of today. */
const TODAY = cityDayOf(new Date())
const MONTH = addMonths(cityMonthOf(new Date()), -1)
const PERIOD = { from: firstDayOf(MONTH), to: firstDayOf(addMonths(MONTH, 1)) }

interface Applicants {
  readonly person: HostPerson
  readonly manager: HostPerson
  readonly projectId: string
  readonly proposalId: string
  readonly applicationId: string
}

let world: ResidentWorld
const applicants = new Map<Target, Applicants>()
beforeAll(async () => {
  world = await startResidentWorld(`${TODAY}T01:00:00+08:00`)
  for (const [number, target] of TARGETS.entries()) applicants.set(target, await settle(target, number))
}, 180_000)
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await world.close()
})

const hostFor = (target: Target) => world[hostOf(target) as 'suishenban' | 'wechat' | 'alipay']
const personAt = (target: Target, number: number): HostPerson => ({
  ...mei,
  subject: `applicant-${target}`,
  personId: `SIM0000000000008${String(number).padStart(2, '0')}`,
})

/** A resident with a roof, a methodology and an entrustment; a manager with a scene and what was entrusted to her institution. */
async function settle(target: Target, number: number): Promise<Applicants> {
  const person = personAt(target, number)
  const phone = await world.resident(person, hostFor(target))
  const operatorIds = ['sptcc', 'metro-app', 'bus-group', 'bike-blue']
  const institution = await registerTestInstitution(world, {
    ...{ kinds: 'scene-operator', operatorId: operatorIds[number] ?? 'sptcc' },
  })
  const manager = cashierNamed(`applicant-manager-${target}`)
  const acting = await ownerOf(world, institution, await world.signIn(manager, hostFor(target)))
  const projectId = await measuredProject(phone, number)
  const proposal = await phone.send(
    'POST',
    '/v1/me/methodology-proposals',
    { revises: null, record: { sceneId: 'ferry', name: { zh: '水上巴士出行', en: 'Water bus' } } },
    { 'idempotency-key': `proposal-${target}` },
  )
  await entrust(phone, acting, `31010099000${number}`)
  const scene = await draftFerry(acting, { operatorId: operatorIds[number] ?? 'sptcc' })
  expect([proposal.status, scene.status]).toEqual([201, 201])
  return {
    person,
    manager,
    projectId,
    proposalId: proposal.body.proposalId as string,
    applicationId: scene.body.applicationId as string,
  }
}

async function measuredProject(phone: Phone, number: number): Promise<string> {
  const record = pvRecord({
    name: '老王家屋顶光伏',
    size: 9_600,
    siteKeys: [{ kind: 'gridAccount', value: `31010001000${number}` }],
    meters: [{ meterNo: `ROOF-${number}00`, measure: 'generated' }],
    period: PERIOD,
  })
  const { projectId } = (await opened(phone, '/v1/me', record)).body
  const lines = readingsOf(PERIOD, { meterNo: `ROOF-${number}00`, quantity: 20_000 })
  await sendFile(world, phone.accessToken, `/v1/me/projects/${projectId}/readings/a`, lines)
  return projectId as string
}

const entrust = async (phone: Phone, { institutionId }: Acting, value: string): Promise<void> => {
  const siteKey = { kind: 'gridAccount', value }
  const given = await phone.send('POST', '/v1/me/project-entrustments', { institutionId, siteKey })
  expect(given.status).toBe(201)
}

const of = (target: Target): Applicants => applicants.get(target)!

type Page =
  | 'applications'
  | 'applications-institution'
  | 'project'
  | 'project-draft'
  | 'readings'
  | 'scene'
  | 'scene-draft'
  | 'proposal'
  | 'proposal-draft'
  | 'entrustments'
  | 'entrustments-institution'

const PAGES: Shown<Page> = [
  ['applications', '老王家屋顶光伏'],
  ['applications-institution', '申请接入减排场景'],
  ['project', '这一段少排了'],
  ['project-draft', '第 1 步'],
  ['readings', '把每天的度数贴进来'],
  ['scene', '写了草稿'],
  ['scene-draft', '还没有公布的算法'],
  ['proposal', '水上巴士出行'],
  ['proposal-draft', '第 1 步'],
  ['entrustments', '收回'],
  ['entrustments-institution', '户号 3101009900'],
]

const SHEETS: Over<Page> = [
  ['project', '撤回这份申报', '说一句为什么'],
  ['scene', '撤回这份申报', '想再办要重新写一份'],
  ['entrustments', /^收回给/, '已经签发的不变'],
]

/** Pages that only a member of an institution sees, or sees otherwise than a person. */
const OF_INSTITUTION: readonly Page[] = [
  'applications-institution',
  'scene',
  'scene-draft',
  'entrustments-institution',
]

const urlOf = (target: Target, page: Page): string => {
  const { projectId, proposalId, applicationId } = of(target)
  const as = OF_INSTITUTION.includes(page) ? 'institution' : 'me'
  const ids: Partial<Record<Page, string>> = {
    ...{ project: `&projectId=${projectId}`, readings: `&projectId=${projectId}` },
    ...{ scene: `&applicationId=${applicationId}`, proposal: `&proposalId=${proposalId}` },
  }
  return `/pages/applicant/${page.replace('-institution', '')}?as=${as}${ids[page] ?? ''}`
}

const whoOpens = (target: Target, page: Page): HostPerson =>
  OF_INSTITUTION.includes(page) ? of(target).manager : of(target).person

describe('on the web', () => {
  const open = async (page: Page) => {
    const hostApi: HostApi = {
      ticket: () => world.suishenban.ticketFor(whoOpens('h5', page)),
      ask: (method) => (method === 'getUi' ? {} : undefined),
    }
    const looked = await openInLooks({ server: world.platform.url, hostApi, url: urlOf('h5', page) })
    await looked.app.see(PAGES.find(([name]) => name === page)?.[1] ?? '')
    return looked
  }

  itStandsEveryLook({ pages: PAGES, sheets: SHEETS }, open)
})

describe.each(MINI_TARGETS)('%s', (target) => {
  it.each(PAGES)(
    '%s opens within the budgets, and all that can be tapped says role and name',
    async (page, sign) => {
      const app = await openAtHost(world, whoOpens(target, page), target, { url: urlOf(target, page) })
      await app.see(sign)
      expect(await pageFindings(app)).toEqual([])
    },
  )
})

describe.each(TARGETS)('%s', (target) => {
  it('a roof is refused above a megawatt, mended, measured and applied for; what was half written is there again', async () => {
    const { person } = of(target)
    const device = createDevice()
    const isKept = target !== 'h5'
    const number = TARGETS.indexOf(target)
    const url = '/pages/applicant/project-draft?as=me'
    const first = await openAtHost(world, person, target, { url, device })
    await writeWhere(first, number)
    if (isKept) await first.close()
    const app = isKept ? await openAtHost(world, person, target, { url, device }) : first
    await app.see('第 3 步')

    await app.type(/^装机多少千瓦/, '8000')
    await app.see('超过了 1,000 千瓦，不能申报')
    await app.type(/^装机多少千瓦/, '8')
    await app.seeNot('超过了 1,000 千瓦')
    await app.type(/^哪天接上电网/, '2025-06-01')
    await app.type(/^记“发电量”的电表号/, `NEW-ROOF-${number}`)
    await app.tap('下一步')
    await app.see('第 4 步')
    await app.tap('下一步')
    await app.see('没有超过 1,000 千瓦')
    await app.tap('存成草稿')
    await app.see('现在申报会被退回：这段时间的读数没有减排量')

    await app.tap('申报', 'button')
    await app.tap('是，交上去')
    await app.see('请先上传这段时间的读数')
    await app.tap('先不了')
    await app.tap('传读数')
    await app.type('读数', `${PERIOD.from} 20\n昨天 三度`)
    await app.tap('传上去')
    await app.see('第 2 行看不懂')
    await app.type('读数', `${PERIOD.from} 20\n${addDays(PERIOD.from, 1)} 2000`)
    await app.tap('传上去')
    await app.see('比装机一天能发的还多')
    await app.see('8.400 千克')
    await app.tap('回到项目')
    await app.see('规则和排除清单都查过了，可以申报')
    await app.tap('申报', 'button')
    await app.tap('是，交上去')
    await app.see('中心受理')
    await app.see('已申报')
  })

  it('a site is entrusted by name and taken back', async () => {
    const { person } = of(target)
    const other = await registerTestInstitution(world)
    await ownerOf(world, other)
    const app = await openAtHost(world, person, target, { url: urlOf(target, 'entrustments') })
    await app.type('机构的统一社会信用代码', '91310000')
    await app.type('你的户号', '3101 0077 0001')
    await app.tap('看看是哪一家')
    await app.see('要 18 位数字或大写字母')
    await app.type('机构的统一社会信用代码', other.creditCode)
    await app.tap('看看是哪一家')
    await app.see(/委托给机构\d+/)
    await app.tap('是，委托')
    await app.see('户号 310100770001')
  })

  it('an institution too entrusts a site of its own by name', async () => {
    const { manager } = of(target)
    const other = await registerTestInstitution(world)
    await ownerOf(world, other)
    const app = await openAtHost(world, manager, target, { url: urlOf(target, 'entrustments-institution') })
    await app.type('机构的统一社会信用代码', other.creditCode)
    await app.type('你的户号', '3101 0088 0001')
    await app.tap('看看是哪一家')
    await app.see(/委托给机构\d+/)
    await app.tap('是，委托')
    await app.see('户号 310100880001')
  })
})

type App = Awaited<ReturnType<typeof openAtHost>>

/** To the third step; without a name she stays at the second. */
async function writeWhere(app: App, number: number): Promise<void> {
  await app.see('按《分布式光伏发电》')
  await app.tap('下一步')
  await app.see('第 2 步')
  await app.tap('下一步')
  await app.see('至少写两个字')
  await app.type('给它起个名字', '新屋顶')
  await app.type(/^在哪个区/, '闵行区莘松路 2 号')
  await app.type(/^电费单上的户号/, `3101 0002 000${number}`)
  await app.tap('下一步')
  await app.see('第 3 步')
}
