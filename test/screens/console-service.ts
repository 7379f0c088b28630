import type {
  DeskWaiting,
  DraftRun,
  Exclusion,
  Expert,
  ExpertReview,
  MethodologyRegister,
  OverdueList,
  OverdueProjects,
  ProjectEvidence,
  ProposalSummary,
  SceneApplicationSummary,
  StaffProject,
  StaffProposal,
  StaffSceneApplication,
} from '#contract'
import { applicantPart, opinionText, readMethodology } from '#domain/methodology'

import photovoltaics from '../../domain/project/data/shanghai/distributed-pv.json'
import metro from '../../domain/methodology/data/shanghai/metro.json'
import { NOW } from './resident-service'

/** What the console's pages show to a person of the centre, for looking at them: no rules, only answers. */

const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
const name = (zh: string, en: string) => ({ zh, en })
const daysAgo = (days: number) => new Date(Date.parse(NOW) - days * 86_400_000).toISOString()
const DIGEST = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

const WAITING: DeskWaiting['items'] = [
  { kind: 'runsToVerify', count: 3, overdue: 0 },
  { kind: 'runsToConfirm', count: 12, overdue: 0 },
  { kind: 'appeals', count: 5, overdue: 2 },
  { kind: 'formChecks', count: 2, overdue: 1 },
  { kind: 'publications', count: 1, overdue: 0 },
  { kind: 'sceneReviews', count: 1, overdue: 0 },
  { kind: 'projectReviews', count: 4, overdue: 0 },
  { kind: 'issuings', count: 1, overdue: 0 },
]

const OVERDUE: OverdueList['items'] = [
  { kind: 'formalCheck', proposalId: id('mpr', 2), round: 1, expertId: null, dueAt: daysAgo(3) },
  { kind: 'opinion', proposalId: id('mpr', 1), round: 2, expertId: 'zhou', dueAt: daysAgo(1) },
  { kind: 'vacantSeat', proposalId: id('mpr', 1), round: 2, expertId: 'qian', dueAt: daysAgo(1) },
  { kind: 'sceneReview', applicationId: id('sca', 1), round: 1, office: 'centre', dueAt: daysAgo(2) },
]
const OVERDUE_PROJECTS: OverdueProjects['items'] = [
  { projectId: id('prj', 1), reportNo: null, owes: 'review', dueAt: daysAgo(5) },
]

const outline = {
  references: [name('GB/T 51161 民用建筑能耗标准', 'GB/T 51161, energy use of civil buildings')],
  terms: [
    {
      term: name('基准线出行', 'Baseline trip'),
      meaning: name('没有这项服务时会用的出行方式', 'The way she would have gone without it'),
    },
  ],
  boundary: name('从进站刷码到出站刷码', 'From scanning in to scanning out'),
  additionality: name(
    '乘客在有私家车可用时仍选择轨道交通，属于自愿减排。',
    'Passengers choose the metro although a car is at hand.',
  ),
  parameters: [
    {
      symbol: 'L',
      name: name('里程', 'Distance'),
      unit: name('公里', 'km'),
      source: name('运营单位的进出站记录', 'Records of the operator'),
      monitored: true,
    },
  ],
  author: { name: name('上海市某交通研究院', 'A transport institute of Shanghai'), creditCode: null },
}

const kept = readMethodology(metro)
const RECORD: Record<string, unknown> = {
  ...('faults' in kept ? {} : applicantPart(kept)),
  name: name('轨道交通出行（2027 年修订）', 'Metro trips (2027 revision)'),
  outline,
}

const SUMMARIES: readonly ProposalSummary[] = [
  ['轨道交通出行（2027 年修订）', 'Metro trips (2027 revision)', 'SHCER02020022024II'],
  ['轮渡出行', 'Ferry trips', null],
  [
    '社区旧衣回收再利用减排量核算方法学（试行）',
    'Reuse of clothes collected in the neighbourhood (trial)',
    null,
  ],
].map(([zh, en, revises], number) => ({
  proposalId: id('mpr', number + 1),
  state: 'submitted',
  round: number === 0 ? 2 : 1,
  name: name(zh ?? '', en ?? ''),
  revises: revises ?? null,
  code: null,
  version: null,
  openedAt: daysAgo(30 - number),
  checkDueAt: daysAgo(number - 4),
}))

const SAID = {
  expertId: 'wu',
  proposalId: id('mpr', 1),
  round: 2,
  recordDigest: DIGEST,
  verdict: 'approve',
  nameShown: true,
  text: '里程取进出站最短路径，数据可以核对；系数与国家公布的一致。',
} as const

const seat = (expertId: string, name: string, change: Partial<StaffProposal['seats'][number]>) => ({
  ...{ round: 2, expertId, name, field: '交通', state: 'asked' as const, dueAt: daysAgo(-6), overdue: false },
  ...{ inConflict: false, recusalReason: null, opinion: null },
  ...change,
})

const opinion = (text: string): NonNullable<StaffProposal['seats'][number]['opinion']> => ({
  ...{ verdict: 'approve', text, nameShown: true, signedText: opinionText(SAID) },
  ...{ signature: 'Zk3mTq9xW0uVbY2pLr8sNd4eZk3mTq9xW0uVbY2pLr8sNd4e', givenAt: daysAgo(2) },
})

/** In review, with one opinion, one seat that is late and one that was left; or agreed, with the bureau's name under it. */
const proposal = (isAgreed: boolean): StaffProposal => ({
  ...(SUMMARIES[0] as ProposalSummary),
  ...{ state: 'review', code: 'SHCER02020022024II', version: 2, checkDueAt: null },
  record: RECORD,
  faults: [],
  returns: [{ round: 1, from: 'review', reasons: '请补充换乘时里程的算法。', returnedAt: daysAgo(20) }],
  closedReasons: null,
  opinions: [],
  applicant: {
    kind: 'institution',
    institution: name('上海申通地铁集团有限公司', 'Shanghai Shentong Metro Group Co., Ltd.'),
  },
  rounds: [
    { round: 1, record: RECORD, recordDigest: DIGEST, submittedAt: daysAgo(28) },
    { round: 2, record: RECORD, recordDigest: DIGEST, submittedAt: daysAgo(15) },
  ],
  seats: isAgreed
    ? [
        seat('wu', '吴静', { state: 'given', opinion: opinion(SAID.text) }),
        seat('qian', '钱立', { state: 'given', opinion: opinion('同意。') }),
      ]
    : [
        seat('wu', '吴静', { state: 'given', opinion: opinion(SAID.text) }),
        seat('zhou', '周明远', { overdue: true, dueAt: daysAgo(1) }),
        seat('qian', '钱立', { state: 'recused', recusalReason: '曾参与这份方法学的编写讨论。' }),
      ],
  signatures: isAgreed
    ? [
        {
          ...{ act: 'publish', role: 'bureau', staffId: 'bureau-wu', name: '吴悦' },
          ...{ day: '2027-01-01', signedAt: daysAgo(1) },
        },
      ]
    : [],
})

const sums = (rides: number, inForce: string, draft: string): DraftRun['past'] => ({
  ...{
    rides,
    ridesWithoutDistance: Math.floor(rides / 1_000),
    inForceMilligrams: inForce,
    draftMilligrams: draft,
  },
})
const DRAFT_RUN: DraftRun = {
  proposalId: id('mpr', 1),
  round: 2,
  sceneId: 'metro',
  month: '2026-10',
  past: sums(37_204_118, '36088794460000', '34972600520000'),
  isInForce: false,
  personas: [
    {
      personaId: 'commuter',
      name: name('每天坐地铁上下班', 'Commutes by metro'),
      sums: sums(44, '59752000', '57904000'),
    },
    {
      personaId: 'retired',
      name: name('退休，隔天出门', 'Retired, out every other day'),
      sums: sums(16, '9312000', '9024000'),
    },
  ],
}

const REGISTER: MethodologyRegister = {
  classes: [],
  items: [
    {
      ...{ code: 'SHCER02020022024II', sceneId: 'metro', name: name('轨道交通出行', 'Metro trips') },
      versions: [
        {
          ...{ version: 1, state: 'underRevision', validFrom: '2024-03-01', validTo: null },
          ...{ publishedAt: daysAgo(900), author: null },
          opinions: [
            {
              ...{ round: 1, field: '交通', verdict: 'approve', text: '方法合理，数据可以核对。' },
              ...{ givenAt: daysAgo(905), expert: '吴静' },
            },
          ],
        },
      ],
    },
  ],
}

const application = (number: number, state: SceneApplicationSummary['state']): SceneApplicationSummary => ({
  ...{ applicationId: id('sca', number), sceneId: number % 2 === 0 ? 'bus' : 'ferry', operatorId: 'sptcc' },
  applicant: {
    kind: number % 2 === 0 ? 'operator' : 'agent',
    institution: name('上海久事数据服务有限公司', 'Shanghai Jiushi Data Services Co., Ltd.'),
  },
  ...{ state, round: 1, approvedUntil: state === 'applied' ? null : '2027-12-31' },
  ...{ dueAt: state === 'applied' || state === 'testing' ? daysAgo(-9) : null, openedAt: daysAgo(11) },
})

const CHANNEL = {
  methodologyCode: 'SHCER02050012026II',
  channel: name('过江时刷交通卡乘车码或手机交通卡', 'Crossing with a transport card ride code'),
  dataSource: '闸机上船、离船各记一次，按航线核对里程；记录由两处机房各存一份，每日对账。',
}

/** Under review with the exchange's word in, or in its system test. */
const scene = (isTesting: boolean): StaffSceneApplication => ({
  ...application(1, isTesting ? 'testing' : 'applied'),
  record: CHANNEL,
  source: null,
  steps: [
    { action: 'scene.applied', state: 'applied', reasons: null, occurredAt: daysAgo(11) },
    ...(isTesting
      ? ([
          { action: 'scene.approved', state: 'approved', reasons: null, occurredAt: daysAgo(6) },
          { action: 'scene.test-begun', state: 'testing', reasons: null, occurredAt: daysAgo(4) },
        ] as const)
      : []),
  ],
  trial: isTesting
    ? {
        ...{ phase: 'test', since: daysAgo(4), pushes: 7, tested: 38, rejected: 2, rowsMin: 10 },
        verdict: 'passed',
      }
    : null,
  extensionOpensOn: null,
  extensions: [],
  mandate: {
    jws: `eyJhbGciOiJFZERTQSJ9.${'eyJzY2VuZSI6ImZlcnJ5In0'.repeat(6)}.c2lnbmF0dXJl`,
    expiresAt: daysAgo(-80),
  },
  rounds: [{ round: 1, record: CHANNEL, recordDigest: DIGEST, submittedAt: daysAgo(11) }],
  reviews: [
    {
      ...{ act: 'approve', round: 1, office: 'exchange', staffId: 'exchange-li', name: '李昂' },
      ...{ until: '2027-12-31', reasons: null, reviewedAt: daysAgo(1) },
    },
  ],
  suspendedBy: null,
})

const PROJECTS = [
  '某小区屋顶光伏',
  '浦东新区张江人工智能岛一期停车棚分布式光伏发电项目',
  '松江某物流园光伏',
] as const

const project = (state: StaffProject['state']): StaffProject => ({
  projectId: id('prj', state === 'review' ? 1 : 2),
  ...{ kind: 'distributed-pv', name: PROJECTS[0], applicant: 'entrusted', state },
  ...{ openedAt: daysAgo(24), dueAt: state === 'review' ? daysAgo(-5) : null, round: 1 },
  record: {
    ...{ kind: 'distributed-pv', name: PROJECTS[0], address: '闵行区某路 1 号', size: 800_000 },
    ...{ startDay: '2026-01-01', otherScheme: null, pusherId: null },
    siteKeys: [
      { kind: 'gridAccount', value: '3101 0001 0001' },
      { kind: 'gridAccount', value: '3101 0001 0002' },
    ],
    meters: [{ meterNo: 'PV-METER-1', measure: 'generated' }],
    entrustmentIds: [id('ent', 1), id('ent', 2)],
    period: { from: '2026-09-01', to: '2026-10-01' },
  },
  reports: [
    {
      ...{ reportNo: 1, period: { from: '2026-09-01', to: '2026-10-01' }, readings: 30 },
      methodology: { code: 'SHANGHAI-DISTRIBUTED-PV', version: 1 },
      ...{ totals: { generated: '72000000' }, reductionMilligrams: '30240000000', evidenceDigest: DIGEST },
      ...{ state: state === 'review' ? 'handedIn' : 'issued', handedInAt: daysAgo(24), dueAt: null },
      returnedReasons: null,
      issued:
        state === 'review'
          ? null
          : {
              ...{ issuedAt: daysAgo(12), cityMonth: '2026-09', methodologyClass: 'I' },
              ...{ serialFrom: '48213077120001', serialTo: '48243317120000' },
            },
    },
    ...(state === 'review'
      ? []
      : [
          {
            ...{ reportNo: 2, period: { from: '2026-10-01', to: '2026-11-01' }, readings: 31 },
            methodology: { code: 'SHANGHAI-DISTRIBUTED-PV', version: 1 },
            ...{
              totals: { generated: '74400000' },
              reductionMilligrams: '31248000000',
              evidenceDigest: DIGEST,
            },
            ...{ state: 'verified' as const, handedInAt: daysAgo(6), dueAt: null },
            ...{ returnedReasons: null, issued: null },
          },
        ]),
  ],
  findings: [],
  closedReasons: null,
  institution: name('上海某能源合作社', 'An energy cooperative of Shanghai'),
  reviewDigest: DIGEST,
  signatures: [
    {
      ...{ reportNo: 1, act: 'review', staffId: 'exchange-li', name: '李昂', role: 'exchange' },
      ...{ verdict: 'approve', words: '材料齐全，读数可以核对。', signedAt: daysAgo(1) },
    },
  ],
  suspendedBy: null,
})

const EVIDENCE: ProjectEvidence = {
  months: [
    { month: '2026-09', measure: 'generated', days: 30, quantity: '72000000' },
    { month: '2026-10', measure: 'generated', days: 31, quantity: '74400000' },
  ],
  exclusions: [],
  refusal: null,
}

const EXCLUSIONS: readonly Exclusion[] = [
  ['ets', '全国碳市场', 'gridAccount', '310100019999', null],
  ['ccer', '国家核证自愿减排', 'projectNo', 'CCER2024PV0031', '2025-06-30'],
].map(([scheme, schemeName, kind, value, to], number) => ({
  entryId: id('exc', number),
  scheme: scheme as 'ets',
  schemeName: schemeName ?? '',
  siteKey: { kind: kind as 'gridAccount', value: value ?? '' },
  from: '2024-01-01',
  to: to ?? null,
  source: '2024 年度重点排放单位名录',
  ...{ enteredBy: 'bureau-wu', enteredByName: '吴悦' },
  enteredAt: daysAgo(200),
  ended: to ? { by: 'centre-gu', byName: '顾明', at: daysAgo(140), reasons: '项目已从该机制退出。' } : null,
}))

const EXPERTS: readonly Expert[] = [
  ['wu', '吴静', true, 0],
  ['zhou', '周明远', true, 1],
  ['qian', '钱立', false, 0],
].map(([expertId, called, active, owed]) => ({
  ...{ expertId: String(expertId), name: String(called), fields: ['交通', '能源'] },
  ...{
    institution: '同济大学',
    creditCode: '12100000425006125Y',
    active: active === true,
    owed: Number(owed),
  },
}))

const REVIEW: ExpertReview = {
  ...{ proposalId: id('mpr', 1), round: 2, field: '交通', record: RECORD, recordDigest: DIGEST },
  ...{ dueAt: daysAgo(-6), overdue: false },
}

/** A list, or nothing of it. */
const listOf = (isEmpty: boolean, items: readonly unknown[]) => ({ items: isEmpty ? [] : items })

/** The body for a path of the console below /v1; undefined for one it never asks. */
export function answerForConsole({ isEmpty }: { readonly isEmpty: boolean }, url: URL): unknown {
  const path = url.pathname.replace(/^\/v1/, '')
  const state = url.searchParams.get('state')
  const lists: Readonly<Record<string, () => unknown>> = {
    '/staff/desk': () => listOf(isEmpty, WAITING),
    '/staff/overdue-reviews': () => listOf(isEmpty, OVERDUE),
    '/staff/overdue-projects': () => listOf(isEmpty, OVERDUE_PROJECTS),
    '/staff/methodology-proposals': () =>
      listOf(
        isEmpty,
        SUMMARIES.map((one) => ({ ...one, state })),
      ),
    '/methodology-register': () => REGISTER,
    '/project-methodologies': () => ({ items: [photovoltaics] }),
    '/staff/scene-applications': () =>
      listOf(
        isEmpty,
        [1, 2].map((number) => application(number, (state ?? 'applied') as 'applied')),
      ),
    '/staff/projects': () =>
      listOf(
        isEmpty,
        PROJECTS.map((called, number) => ({
          ...{
            projectId: id('prj', number + 1),
            kind: 'distributed-pv',
            name: called,
            applicant: 'institution',
          },
          ...{ state, openedAt: daysAgo(20 - number), dueAt: daysAgo(number - 5) },
        })),
      ),
    '/staff/exclusions': () => listOf(isEmpty, EXCLUSIONS),
    '/staff/experts': () => listOf(isEmpty, EXPERTS),
    '/expert/reviews': () => listOf(isEmpty, [REVIEW]),
    [`/staff/scene-applications/${id('sca', 1)}`]: () => scene(false),
    [`/staff/scene-applications/${id('sca', 2)}`]: () => scene(true),
    [`/staff/projects/${id('prj', 1)}`]: () => project('review'),
    [`/staff/projects/${id('prj', 2)}`]: () => project('tracking'),
    [`/staff/methodology-proposals/${id('mpr', 1)}`]: () => proposal(false),
    [`/staff/methodology-proposals/${id('mpr', 2)}`]: () => proposal(true),
  }
  const answer = lists[path]
  if (answer) return answer()
  if (path.endsWith('/draft-run')) return DRAFT_RUN
  if (path.endsWith('/evidence')) return EVIDENCE
  if (path.endsWith('/retirement'))
    return { code: 'SHCER02020022024II', version: 1, validTo: null, signatures: [] }
  return undefined
}

/** Who signs in as an expert. */
export const EXPERT_SESSION = {
  accessToken: 'access',
  accessTokenExpiresAt: '2026-11-23T01:45:00.000Z',
  expert: { expertId: 'wu', name: '吴静' },
}
