import { cityDayOf } from '#domain/calendar'
import { publishMethodology } from '#server/methodology/index'
import { ownerOf, registerTestInstitution } from '#test/harness/institution-world'
import { DESK, employBodies, issuedProject, pvRecord } from '#test/harness/project-world'
import { mei, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { pageFindings, tapFindings } from '../gates'
import { closeBrowser, MINI_TARGETS, openModule, type HostApi, type Module, type Target } from '../journey'
import { openInLooks, type Shown } from './looks'
import { closeAfterwards, closeModules, openAtHost } from './resident-phone'

import bike from '../../../domain/methodology/data/shanghai/bike.json'

/** The public register over a service with a revised methodology and two projects, read by nobody in particular. */
const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const

let world: ResidentWorld
let projectId: string
let herProjectId: string
beforeAll(async () => {
  world = await startResidentWorld()
  const { deps } = world.platform
  const revised = {
    ...bike,
    version: 2,
    validFrom: cityDayOf(world.clock.now()),
    formula: { kind: 'perMetre', microgramsPerMeter: 96_500 },
    factors: bike.factors.map((factor) => ({ ...factor, value: '96.5' })),
  }
  const outcome = await publishMethodology(deps, revised, cityDayOf(world.clock.now()))
  if (outcome.kind !== 'published') throw new Error(JSON.stringify(outcome))
  const bodies = await employBodies(world)
  const owner = await ownerOf(world, await registerTestInstitution(world))
  const company = { prefix: '/v1/institution', sender: owner, record: pvRecord() } as const
  projectId = await issuedProject(world, bodies, company)
  await bodies.centre.send('POST', `${DESK}/${projectId}/suspension`, { words: '电表在更换' })
  const record = pvRecord({
    ...{ name: '王梅家的屋顶', address: '崇明区某镇某村 8 号', size: 8_256 },
    siteKeys: [{ kind: 'gridAccount', value: '310100077788' }],
    meters: [{ meterNo: 'METER-OF-MEI', measure: 'generated' }],
  })
  herProjectId = await issuedProject(world, bodies, {
    ...{ prefix: '/v1/me', record },
    sender: await world.resident(mei),
  })
}, 240_000)
afterEach(closeModules)
afterAll(async () => {
  await closeBrowser()
  await world.close()
})

/** A host that says nothing of who is there: no ticket, no card, only how it looks. */
const NOBODY: HostApi = {
  ticket: () => Promise.reject(new Error('nobody is signed in')),
  ask: (method) => (method === 'getUi' ? {} : undefined),
}

const PAGES: Shown = [
  ['register', '互联网租赁自行车'],
  ['rule-entry', '变了'],
  ['scene-entry', '沪环函〔2024〕153号'],
  ['project-entry', '电表在更换'],
]
const QUERIES: Readonly<Record<string, () => string>> = {
  'rule-entry': () => `?code=${bike.code}`,
  'scene-entry': () => '?sceneId=bike',
  'project-entry': () => `?projectId=${projectId}`,
}
const urlOf = (page: string): string => `/pages/register/${page}${QUERIES[page]?.() ?? ''}`

const open = async (target: Target, url: string): Promise<Module> => {
  const app = await openModule({ target, server: world.platform.url, hostApi: NOBODY, url })
  closeAfterwards(app)
  return app
}

it.each(PAGES)(
  'axe finds nothing on %s, in any look, and a finger finds every target',
  async (page, sign) => {
    const setup = { server: world.platform.url, hostApi: NOBODY, url: urlOf(page) }
    const { app, complaints } = await openInLooks(setup)
    await app.see(sign)
    expect(await complaints()).toEqual([])
    await app.close()
  },
)

describe.each(MINI_TARGETS)('%s', (target) => {
  it.each(PAGES)(
    '%s opens within the budgets for somebody without a session, and all that can be tapped says role and name',
    async (page, sign) => {
      const app = await open(target, urlOf(page))
      await app.see(sign)
      expect(await pageFindings(app)).toEqual([])
    },
  )
})

describe.each(TARGETS)('%s', (target) => {
  it('leads from the lists to a project and back, finds by a word, and shows nobody’s name', async () => {
    const app = await open(target, urlOf('register'))
    await app.see('互联网租赁自行车')
    expect(await tapFindings(app, () => app.tap(/^项目/, 'radio'))).toEqual([])
    await app.see('某小区屋顶光伏')
    expect(await app.text()).not.toContain('王梅')
    await app.type('找名字、编号、单位或区', '崇明')
    await app.seeNot('某小区屋顶光伏')
    await app.tap(/^个人的分布式光伏发电项目/)
    await app.see('不公开名字、地址和说明')
    await app.see('约 8.2 千瓦')
    const told = await app.text()
    for (const hers of ['王梅', '某镇', 'METER-OF-MEI', '8,256', '310100077788'])
      expect(told).not.toContain(hers)
    await app.tap('返回')
    await app.see('不用登录')
    expect(await app.path()).toBe('pages/register/register')
  })

  it('compares two versions: what changed is said by a word in both', async () => {
    const app = await open(target, urlOf('rule-entry'))
    await app.see('变了')
    for (const told of ['每公里少排 98 克', '每公里少排 96.5 克', '没有变的']) await app.see(told)
    await app.see('平台上没有专家意见')
  })

  it('her project is there without her name, by its address too', async () => {
    const app = await open(target, `/pages/register/project-entry?projectId=${herProjectId}`)
    await app.see('个人的分布式光伏发电项目')
    await app.see(/252\.000 千克/)
    expect(await app.text()).not.toContain('王梅')
  })

  it('is found from what is hers, beside how it is worked out', async () => {
    const app = await openAtHost(world, mei, target, { url: '/pages/resident/me' })
    await app.tap(/^怎么算的/)
    await app.tap(/^公示：方法学、场景、项目/)
    await app.see('不用登录')
  })
})
