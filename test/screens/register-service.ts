import type {
  MethodologyRegister,
  PublicProject,
  PublicProjectPage,
  PublicProjectSummary,
  SceneEntry,
  SceneList,
} from '#contract'
import { methodologyDifferences, readMethodology, type Methodology } from '#domain/methodology'

import bike from '../../domain/methodology/data/shanghai/bike.json'
import pv from '../../domain/project/data/shanghai/distributed-pv.json'

import { answerFor, type Resident } from './resident-service'

/** The public register with something on every page; figures and names are examples. */
const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
const name = (zh: string, en: string) => ({ zh, en })

const asRule = (record: unknown): Methodology => {
  const read = readMethodology(record)
  if ('faults' in read) throw new Error(read.faults.join('; '))
  return read
}

/** An example of a revision: what two versions look like side by side. */
const BIKE_BEFORE = asRule({ ...bike, validTo: '2026-07-01' })
const BIKE_AFTER = asRule({
  ...bike,
  version: 2,
  validFrom: '2026-07-01',
  applicability: name(
    '在本市骑行共享单车和共享助力车、开关锁记录完整的行程',
    'Trips in the city on shared bikes and shared e-bikes with both lock records',
  ),
  formula: { kind: 'perMetre', microgramsPerMeter: 96_500 },
  factors: bike.factors.map((factor) => ({ ...factor, value: '96.5', source: name('示例', 'An example') })),
  confidence: 'D',
})

const OPINIONS = [
  {
    ...{ round: 1, field: '交通', verdict: 'approve' as const, expert: '周明' },
    text: '助力车的耗电已从系数里扣除，核对了两处数据，同意。',
    givenAt: '2026-05-20T10:00:00+08:00',
  },
  {
    ...{ round: 1, field: '核算', verdict: 'approve' as const, expert: null },
    text: '公式和参数一致。建议一年后按实际骑行里程复核一次。',
    givenAt: '2026-05-22T10:00:00+08:00',
  },
]

const ruleRecords = (resident: Resident): readonly Methodology[] => {
  const { items } = answerFor(resident, 'GET', new URL('http://service/v1/methodologies')) as {
    items: readonly Methodology[]
  }
  return items.flatMap((record) => (record.sceneId === 'bike' ? [BIKE_AFTER, BIKE_BEFORE] : [record]))
}

const rules = (resident: Resident): MethodologyRegister => {
  const records = ruleRecords(resident)
  const codes = [...new Set(records.map(({ code }) => code))]
  return {
    classes: [{ class: 'II', uses: ['points', 'sale', 'offset', 'donation'] }],
    items: codes.map((code) => {
      const versions = records.filter((record) => record.code === code)
      return {
        ...{ code, sceneId: versions[0]!.sceneId, name: versions[0]!.name },
        versions: versions.map(({ version, status, validFrom, validTo }) => ({
          ...{ version, validFrom, validTo, author: null },
          state: status === 'disabled' ? 'disabled' : validTo === null ? 'published' : 'retired',
          publishedAt: version === 2 ? `${validFrom}T09:00:00+08:00` : null,
          opinions: version === 2 ? OPINIONS : [],
        })),
      }
    }),
  }
}

const scenesOf = (resident: Resident): SceneList =>
  answerFor(resident, 'GET', new URL('http://service/v1/scenes')) as SceneList

const sceneEntry = (resident: Resident, sceneId: string): SceneEntry | undefined => {
  const scene = scenesOf(resident).items.find((one) => one.sceneId === sceneId)
  if (scene === undefined) return undefined
  const approvals = scene.providers
    .filter(({ state }) => state !== 'none')
    .map((provider, place): SceneEntry['approvals'][number] => ({
      ...provider,
      applicationId: id('sca', place + 1),
      state: place === 0 ? 'live' : 'suspended',
      approvedOn: place === 0 ? null : '2026-02-10',
      approvedUntil: '2027-12-31',
      source:
        place === 0
          ? name(
              '沪环函〔2024〕153号，有效期至2027年12月31日',
              'Letter No. 153 of 2024, valid until 31 December 2027',
            )
          : null,
      periods:
        place === 0
          ? [{ from: null, to: null }]
          : [
              { from: '2026-06-20T09:00:00+08:00', to: '2026-11-18T15:00:00+08:00' },
              { from: '2026-03-01T09:00:00+08:00', to: '2026-06-02T10:00:00+08:00' },
            ],
      history:
        place === 0
          ? []
          : [
              { kind: 'approved', at: '2026-02-10T09:00:00+08:00', until: '2027-12-31', reasons: null },
              { kind: 'opened', at: '2026-03-01T09:00:00+08:00', until: '2027-12-31', reasons: null },
              {
                kind: 'suspended',
                at: '2026-06-02T10:00:00+08:00',
                until: '2027-12-31',
                reasons: '里程和开关锁时间对不上，先查清',
              },
              {
                kind: 'resumed',
                at: '2026-06-20T09:00:00+08:00',
                until: '2027-12-31',
                reasons: '已改正，抽查 200 程无误',
              },
              {
                kind: 'suspended',
                at: '2026-11-18T15:00:00+08:00',
                until: '2027-12-31',
                reasons: '系统升级期间报来的数据不完整',
              },
            ],
    }))
  return { ...scene, approvals }
}

const PROJECTS: readonly PublicProjectSummary[] = [
  [
    'institution',
    '闵行区某产业园屋顶光伏一期',
    '申能示例能源有限公司',
    '闵行区',
    800_000,
    'tracking',
    '61488000000',
  ],
  ['person', null, null, '崇明区', 8_200, 'tracking', '378000000'],
  ['entrusted', null, '浦江示例能源服务有限公司', '浦东新区', 420_000, 'suspended', '20160000000'],
  [
    'institution',
    '嘉定区某学校教学楼、体育馆和食堂三处屋顶联合分布式光伏发电项目',
    '嘉定区某学校',
    '嘉定区',
    260_000,
    'crediting',
    '0',
  ],
  ['institution', '某仓库屋顶光伏', '虹桥示例物流有限公司', null, 950_000, 'ended', '112560000000'],
].map(([applicant, called, owner, district, size, state, issued], place) => ({
  projectId: id('prj', place + 1),
  ...{ kind: 'distributed-pv', kindName: pv.name, applicant, name: called, district, state },
  owner: owner === null ? null : name(owner as string, 'An example company'),
  methodology: { code: pv.code, version: 1 },
  size: { value: size, unit: 'watt', isRounded: called === null },
  startYear: 2023 + (place % 3),
  issuedMilligrams: issued,
})) as unknown as readonly PublicProjectSummary[]

const projects = ({ rides }: Resident, query: URLSearchParams): PublicProjectPage => {
  const items = PROJECTS.filter(({ state, name: called, owner, district }) => {
    const told = [called, owner?.zh, district].join(' ')
    return (query.get('state') ?? state) === state && told.includes(query.get('text') ?? '')
  })
  return rides === 0
    ? { items: [], total: 0, nextCursor: null }
    : { items, total: items.length, nextCursor: null }
}

const project = (projectId: string): PublicProject | undefined => {
  const summary = PROJECTS.find((one) => one.projectId === projectId)
  if (summary === undefined) return undefined
  const isHers = summary.name === null
  const [first, second] = isHers ? [378_000_000n, 0n] : [30_240_000_000n, 31_248_000_000n]
  const issuing = { methodology: summary.methodology, methodologyClass: 'I' }
  const issued: PublicProject['issued'] = [
    {
      ...{ ...issuing, reportNo: 2, cityMonth: '2026-05', issuedOn: '2026-06-09' },
      period: isHers ? null : { from: '2026-05-01', to: '2026-06-01' },
      months: { from: '2026-05', to: '2026-05' },
      reductionMilligrams: String(second),
      ...{ serialFrom: '4820000000001', serialTo: String(4_820_000_000_000n + second) },
    },
    {
      ...{ ...issuing, reportNo: 1, cityMonth: '2026-04', issuedOn: '2026-05-11' },
      period: isHers ? null : { from: '2026-04-01', to: '2026-05-01' },
      months: { from: '2026-04', to: '2026-04' },
      reductionMilligrams: String(first),
      ...{ serialFrom: '4100000000001', serialTo: String(4_100_000_000_000n + first) },
    },
  ]
  return {
    ...summary,
    creditable: { fromYear: summary.startYear, toYear: summary.startYear + 25 },
    history: [
      { kind: 'approved', on: '2026-05-08', reasons: null },
      { kind: 'suspended', on: '2026-06-20', reasons: isHers ? null : '电表在更换，读数先不收' },
      { kind: 'resumed', on: '2026-07-02', reasons: isHers ? null : '新表已核对' },
    ],
    issued: isHers ? issued.slice(1) : issued,
  }
}

/** The body for a path of the public register; undefined for one that is no part of it. */
export function answerForRegister(resident: Resident, url: URL): unknown {
  const path = url.pathname.replace(/^\/v1/, '')
  if (path === '/methodology-register') return rules(resident)
  if (path === '/methodologies') return { items: ruleRecords(resident) }
  if (path === `/methodologies/${bike.code}/differences`)
    return { code: bike.code, from: 1, to: 2, items: methodologyDifferences(BIKE_BEFORE, BIKE_AFTER) }
  if (path === '/project-methodologies') return { items: [pv] }
  if (path === '/projects') return projects(resident, url.searchParams)
  if (path.startsWith('/projects/')) return project(path.slice('/projects/'.length))
  return path.startsWith('/scenes/') ? sceneEntry(resident, path.slice('/scenes/'.length)) : undefined
}
