import type {
  EntrustmentList,
  InstitutionName,
  Project,
  ProjectOutlook,
  ProjectReport,
  Proposal,
  ReadingsOutcome,
  SceneApplication,
} from '#contract'
import { readFileSync } from 'node:fs'
import path from 'node:path'

import { NOW } from './resident-service'

/** The service as somebody sees it who applies, for looking at pages: no rules, only answers. */
export interface Applicant {
  readonly isEmpty: boolean
}

const REPOSITORY = path.resolve(__dirname, '../..')
const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
const name = (zh: string, en: string) => ({ zh, en })
const daysFromNow = (days: number) => new Date(Date.parse(NOW) + days * 86_400_000).toISOString()

const record = (change: Partial<Project['record']> = {}): Project['record'] => ({
  kind: 'distributed-pv',
  name: '老王家屋顶光伏',
  address: '闵行区莘松路 1 号',
  size: 9_600,
  startDay: '2025-06-01',
  siteKeys: [{ kind: 'gridAccount', value: '310100010001' }],
  meters: [{ meterNo: 'PV-METER-1', measure: 'generated' }],
  otherScheme: null,
  entrustmentIds: [],
  pusherId: null,
  period: { from: '2026-09-01', to: '2026-11-01' },
  ...change,
})

const report = (change: Partial<ProjectReport>): ProjectReport => ({
  reportNo: 1,
  period: { from: '2026-07-01', to: '2026-09-01' },
  methodology: { code: 'SHANGHAI-DISTRIBUTED-PV', version: 1 },
  readings: 62,
  totals: { generated: '2214000' },
  reductionMilligrams: '929880000',
  evidenceDigest: '5'.repeat(64),
  state: 'issued',
  handedInAt: daysFromNow(-70),
  dueAt: null,
  returnedReasons: null,
  issued: {
    issuedAt: daysFromNow(-40),
    cityMonth: '2026-08',
    methodologyClass: 'I',
    serialFrom: '84120000001',
    serialTo: '85049880000',
  },
  ...change,
})

const project = (number: number, change: Partial<Project>): Project => ({
  projectId: id('prj', number),
  kind: 'distributed-pv',
  name: '老王家屋顶光伏',
  applicant: 'person',
  state: 'draft',
  openedAt: daysFromNow(-number),
  dueAt: null,
  round: 0,
  record: record(),
  reports: [],
  findings: [],
  closedReasons: null,
  ...change,
})

const PROJECTS: readonly Project[] = [
  project(1, {}),
  project(2, {
    name: '莘庄镇邻里中心及附属停车棚一期屋顶分布式光伏发电项目',
    state: 'returned',
    round: 1,
    reports: [
      report({
        period: { from: '2026-09-01', to: '2026-11-01' },
        state: 'returned',
        issued: null,
        returnedReasons: '并网验收单上的容量是 9.6 千瓦，请核对；10 月 12 日的读数明显偏高，请说明。',
      }),
    ],
  }),
  project(3, {
    name: '阳台小光伏',
    state: 'applied',
    round: 1,
    dueAt: daysFromNow(8),
    reports: [report({ state: 'handedIn', issued: null, dueAt: null, handedInAt: daysFromNow(-2) })],
  }),
  project(4, {
    name: '车库顶光伏',
    state: 'tracking',
    round: 1,
    reports: [
      report({}),
      report({
        reportNo: 2,
        period: { from: '2026-09-01', to: '2026-10-01' },
        totals: { generated: '988500' },
        readings: 30,
        reductionMilligrams: '415170000',
        state: 'handedIn',
        issued: null,
        dueAt: daysFromNow(12),
        handedInAt: daysFromNow(-8),
      }),
    ],
    findings: [{ kind: 'tracked', words: '现场看过，电表铅封完好。', at: daysFromNow(-20) }],
  }),
  project(5, { name: '旧厂房屋顶', state: 'refused', closedReasons: '所在单位已纳入碳排放权交易。' }),
]

const outlook = (change: Partial<ProjectOutlook> = {}): ProjectOutlook => ({
  period: { from: '2026-09-01', to: '2026-11-01' },
  readings: 61,
  totals: { generated: '1893500' },
  reductionMilligrams: '795270000',
  months: [
    { month: '2026-09', readings: 30, totals: { generated: '988500' } },
    { month: '2026-10', readings: 31, totals: { generated: '905000' } },
  ],
  refusal: null,
  ...change,
})

const EXCLUDED: ProjectOutlook['refusal'] = {
  code: 'project.site-in-ets',
  message: '项目所在单位已纳入碳排放权交易',
  messageEn: 'The site belongs to a unit under an emissions trading system',
  next: '同一份减排量不能算两次；排除清单有误请找市减污降碳中心',
  nextEn: 'It cannot be counted twice; ask the centre if the exclusion list is wrong',
}

const VERDICTS: ReadingsOutcome = {
  projectId: id('prj', 1),
  pushId: 'of-today',
  receivedAt: NOW,
  rows: 4,
  counts: { accepted: 2, duplicate: 0, conflict: 1, rejected: 1 },
  verdicts: [
    { line: 1, verdict: 'accepted' },
    { line: 2, verdict: 'accepted' },
    { line: 3, verdict: 'conflict' },
    { line: 4, verdict: 'rejected', code: 'reading.implausible' },
  ],
}

const scene = (number: number, change: Partial<SceneApplication>): SceneApplication => ({
  applicationId: id('sca', number),
  sceneId: 'ferry',
  operatorId: 'sptcc',
  applicant: { kind: 'operator', institution: name('上海市轮渡有限公司', 'Shanghai Ferry Company') },
  state: 'testing',
  round: 1,
  approvedUntil: '2028-12-31',
  dueAt: daysFromNow(21),
  openedAt: daysFromNow(-30 - number),
  record: {
    methodologyCode: 'SH-FERRY-1',
    channel: name('上船扫轮渡乘船码', 'The ferry’s own boarding code'),
    dataSource: '闸机扫码时生成，每天和售票系统对账。',
  },
  source: null,
  steps: [
    { action: 'scene.drafted', state: 'draft', reasons: null, occurredAt: daysFromNow(-31) },
    { action: 'scene.applied', state: 'applied', reasons: null, occurredAt: daysFromNow(-30) },
    { action: 'scene.approved', state: 'approved', reasons: null, occurredAt: daysFromNow(-12) },
    { action: 'scene.test-begun', state: 'testing', reasons: null, occurredAt: daysFromNow(-9) },
  ],
  trial: {
    ...{ phase: 'test', since: daysFromNow(-9), pushes: 3, tested: 7, rejected: 2, rowsMin: 10 },
    verdict: 'rowsMissing',
  },
  extensionOpensOn: null,
  extensions: [],
  ...change,
})

const SCENES: readonly SceneApplication[] = [
  scene(1, {}),
  scene(2, {
    sceneId: 'bike',
    operatorId: 'bike-blue',
    state: 'live',
    approvedUntil: '2026-12-31',
    dueAt: null,
    trial: null,
    extensionOpensOn: '2026-10-01',
    steps: [
      { action: 'scene.applied', state: 'applied', reasons: null, occurredAt: daysFromNow(-400) },
      { action: 'scene.opened', state: 'live', reasons: null, occurredAt: daysFromNow(-360) },
    ],
  }),
]

const proposal = (number: number, change: Partial<Proposal>): Proposal => ({
  proposalId: id('mpr', number),
  state: 'returned',
  round: 1,
  name: name('水上巴士出行', 'Water bus travel'),
  revises: null,
  code: 'SH-WATERBUS-1',
  version: 1,
  openedAt: daysFromNow(-60 - number),
  checkDueAt: null,
  record: {
    sceneId: 'ferry',
    name: name('水上巴士出行', 'Water bus travel'),
    monitoring: name('闸机每次扫码记一行', 'One row at each gate'),
  },
  faults: ['outline.boundary is missing or wrong', 'factors is missing or wrong'],
  returns: [
    {
      ...{ round: 1, from: 'review', returnedAt: daysFromNow(-3) },
      reasons: '两位专家要求补充空船率的出处。',
    },
  ],
  closedReasons: null,
  opinions: [
    {
      ...{ round: 1, field: '水路交通', verdict: 'amend', expert: '周蕙', givenAt: daysFromNow(-6) },
      text: '空船率取 0.6 没有出处，建议用轮渡公司 2025 年的年报。',
    },
    {
      ...{ round: 1, field: '碳核算', verdict: 'approve', expert: null, givenAt: daysFromNow(-5) },
      text: '公式和单位都对。',
    },
  ],
  ...change,
})

const PROPOSALS: readonly Proposal[] = [
  proposal(1, {}),
  proposal(2, {
    ...{ name: name('电动自行车换电', 'Battery swaps'), code: null, version: null, state: 'formalCheck' },
    ...{ checkDueAt: daysFromNow(5), returns: [], opinions: [], faults: [] },
  }),
]

const PARTY: InstitutionName = {
  institutionId: id('org', 7),
  name: name('申浦新能源合作社', 'Shenpu Renewable Cooperative'),
}
const given = (number: number, endedAt: string | null): EntrustmentList['items'][number] => ({
  entrustmentId: id('ent', number),
  institution: PARTY.name,
  siteKey: { kind: 'gridAccount', value: `31010001000${number}` },
  grantedAt: daysFromNow(-100 - number),
  endedAt,
})
const GIVEN = [given(1, null), given(2, daysFromNow(-30))]

const METHODOLOGY: unknown = JSON.parse(
  readFileSync(path.join(REPOSITORY, 'domain/project/data/shanghai/distributed-pv.json'), 'utf8'),
)

const PATHS =
  /^\/v1\/(?:me|institution)\/(projects|methodology-proposals|project-entrustments|scene-applications|received-entrustments)(?:\/([^/]+))?(?:\/([^/]+))?/

/** What is answered to an applicant; undefined for what is somebody else's to answer. */
export function answerForApplicant({ isEmpty }: Applicant, { pathname }: URL): unknown {
  if (pathname === '/v1/project-methodologies') return { items: [METHODOLOGY] }
  if (pathname === '/v1/methodology-register')
    return { classes: [{ class: 'II', uses: ['points', 'sale', 'offset', 'donation'] }], items: [] }
  if (pathname.startsWith('/v1/institutions/')) return PARTY
  const [, resource, one, act] = PATHS.exec(pathname) ?? []
  const items = <T>(all: readonly T[]) => ({ items: isEmpty ? [] : all })
  switch (resource) {
    case 'projects':
      if (act === 'outlook') return one === id('prj', 2) ? outlook({ refusal: EXCLUDED }) : outlook()
      if (act === 'readings') return VERDICTS
      return one === undefined ? items(PROJECTS) : PROJECTS.find(({ projectId }) => projectId === one)
    case 'methodology-proposals':
      return one === undefined ? items(PROPOSALS) : PROPOSALS.find(({ proposalId }) => proposalId === one)
    case 'scene-applications':
      return one === undefined ? items(SCENES) : SCENES.find(({ applicationId }) => applicationId === one)
    case 'project-entrustments':
      return items(GIVEN)
    case 'received-entrustments':
      return items(GIVEN.map(({ institution: _, ...rest }) => rest))
    default:
      return undefined
  }
}
