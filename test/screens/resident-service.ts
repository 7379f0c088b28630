import { REFUSALS } from '#contract'
import type {
  AskedOrder,
  DataReadList,
  Home,
  InstrumentList,
  Me,
  MessageList,
  MyAppeal,
  MySceneList,
  Notice,
  PointsBalance,
  RideDetail,
  RidePage,
  RideSummary,
  SceneList,
  UseOfGramsList,
} from '#contract'
import { factorPartsOf, readMethodology, type Methodology } from '#domain/methodology'
import { summaryWords } from '#server/scene/summary-words'

import { creditAnswerFor } from './credit-service'
import { mallAnswerFor } from './mall-service'
import { togetherAnswerFor } from './together-service'

import bike from '../../domain/methodology/data/shanghai/bike.json'
import bus from '../../domain/methodology/data/shanghai/bus.json'
import electricCar from '../../domain/methodology/data/shanghai/electric-car.json'
import ferry from '../../domain/methodology/data/shanghai/ferry.json'
import householdElectricity from '../../domain/methodology/data/shanghai/household-electricity.json'
import metro from '../../domain/methodology/data/shanghai/metro.json'
import notices from '../../server/city/shanghai/notices.json'
import operators from '../../server/city/shanghai/operators.json'
import providers from '../../server/city/shanghai/providers.json'
import referencePrice from '../../server/city/shanghai/reference-price.json'
import scenes from '../../server/city/shanghai/scenes.json'

/** The service as one resident sees it, for looking at pages: no rules, only answers. */
export interface Resident {
  readonly standing: Me['standing']
  /** Her account is looked into. */
  readonly isSuspended?: boolean
  /** How many rides she has made this month. */
  readonly rides: number
  /** A latte is kept for her while she decides. */
  readonly isHolding?: boolean
  /** What a roof of her own was issued, of the class that does not become points. */
  readonly projectMilligrams?: number
}

/** Everything on the screens happens around this moment. */
export const NOW = '2026-11-23T09:30:00+08:00'
const MONTH = '2026-11'

const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
const name = (zh: string, en: string) => ({ zh, en })
const operatorName = (operatorId: string) =>
  operators.find((operator) => operator.operatorId === operatorId)?.name ?? name(operatorId, operatorId)

const ROUTES = [
  ['莘庄', '人民广场', 18_432],
  ['徐家汇', '陆家嘴', 9_870],
  ['虹桥火车站', '静安寺', 14_206],
  ['上海西站', '国际旅游度假区迪士尼东入口', 31_055],
] as const

/** The last ride first: today's, then two a day. */
const TIMES = ['08:05', '18:20'] as const
function boardedAt(number: number): string {
  const daysAgo = Math.ceil(number / TIMES.length)
  const today = Date.parse(`${NOW.slice(0, 10)}T${TIMES[number % TIMES.length]}:00+08:00`)
  return new Date(today - daysAgo * 86_400_000).toISOString()
}

function ride(number: number): RideSummary {
  const sceneId = number % 5 === 2 ? 'bus' : number % 5 === 4 ? 'bike' : 'metro'
  const [from, to, meters] = ROUTES[number % ROUTES.length] ?? ROUTES[0]
  const distanceMeters =
    sceneId === 'metro' ? (number === 0 ? 12_345 : meters) : sceneId === 'bike' ? 2_200 : null
  return {
    rideId: id('ride', number),
    sceneId,
    operatorId: sceneId === 'bike' ? 'bike-blue' : 'sptcc',
    boardedAt: boardedAt(number),
    from: sceneId === 'metro' ? from : null,
    to: sceneId === 'metro' ? to : null,
    distanceMeters,
    reductionMilligrams:
      sceneId === 'metro' ? (distanceMeters ?? 0) * 97 : sceneId === 'bike' ? 215_600 : 422_000,
    state: number < 2 ? 'quantified' : number < 4 ? 'verified' : number === 6 ? 'refused' : 'issued',
  }
}

const rides = (count: number): RideSummary[] => Array.from({ length: count }, (_, number) => ride(number))

const isIssued = ({ state }: RideSummary) => state === 'issued'
const isPending = ({ state }: RideSummary) => state !== 'issued' && state !== 'refused'
const sumOf = (list: readonly RideSummary[]) =>
  list.reduce((total, { reductionMilligrams }) => total + (reductionMilligrams ?? 0), 0)

/** What she had before this month, by month from last December, and by scene. */
const EARLIER_GRAMS = [38_204, 41_117, 29_390, 35_276, 44_018, 47_541, 39_862, 52_309, 58_130, 49_477, 63_197]
const EARLIER_RIDES = { metro: 412, bus: 161, bike: 116 } as const
const earlierMilligrams = (): Record<keyof typeof EARLIER_RIDES, number> => {
  const total = EARLIER_GRAMS.reduce((sum, grams) => sum + grams * 1_000, 0)
  const bus = EARLIER_RIDES.bus * 422_000
  const bike = EARLIER_RIDES.bike * 215_600
  return { metro: total - bus - bike, bus, bike }
}

/** What she has turned into points so far. */
const CONVERTED_MILLIGRAMS = 5_000_000

function home({ rides: count, projectMilligrams = 0 }: Resident): Home {
  const isEmpty = count === 0
  const made = rides(count)
  const [issued, pending] = [made.filter(isIssued), made.filter(isPending)]
  const earlier = earlierMilligrams()
  const byScene = (['metro', 'bus', 'bike'] as const).map((sceneId) => {
    const ofScene = (ride: RideSummary) => ride.sceneId === sceneId
    return {
      sceneId,
      rides: EARLIER_RIDES[sceneId] + made.filter(ofScene).length,
      issuedMilligrams: earlier[sceneId] + sumOf(issued.filter(ofScene)),
      pendingMilligrams: sumOf(pending.filter(ofScene)),
    }
  })
  const earlierMonths = EARLIER_GRAMS.map((grams, index) => ({
    month: index === 0 ? '2025-12' : `2026-${String(index).padStart(2, '0')}`,
    issuedMilligrams: isEmpty ? 0 : grams * 1_000,
    pendingMilligrams: 0,
  }))
  const issuedMilligrams = isEmpty ? 0 : byScene.reduce((sum, one) => sum + one.issuedMilligrams, 0)
  const heldMilligrams = isEmpty ? 0 : issuedMilligrams - CONVERTED_MILLIGRAMS
  const thisMonth = { issuedMilligrams: sumOf(issued), pendingMilligrams: sumOf(pending) }
  return {
    issuedMilligrams: issuedMilligrams + projectMilligrams,
    projectMilligrams,
    balanceMilligrams: heldMilligrams + projectMilligrams,
    convertibleMilligrams: heldMilligrams,
    notConvertible: ofHerRoof(projectMilligrams),
    pendingMilligrams: thisMonth.pendingMilligrams,
    month: MONTH,
    monthIssuedMilligrams: thisMonth.issuedMilligrams,
    monthPendingMilligrams: thisMonth.pendingMilligrams,
    monthRides: count,
    trend: [...earlierMonths, { month: MONTH, ...thisMonth }],
    byScene: isEmpty ? [] : byScene,
    latestRides: made.slice(0, 5),
    instruments: isEmpty ? 0 : 2,
    consentsGranted: isEmpty ? 0 : 3,
  }
}

/** Class I by the table of uses. */
const ofHerRoof = (milligrams: number): PointsBalance['notConvertible'] =>
  milligrams === 0
    ? []
    : [{ methodologyClass: 'I', milligrams, uses: ['sale', 'offset', 'donation', 'surrender'] }]

const points = (resident: Resident): PointsBalance => {
  const { balanceMilligrams, convertibleMilligrams, notConvertible } = home(resident)
  // The latte takes those that expire first.
  const lots = resident.isHolding
    ? [{ points: 1_360, expiresAt: '2028-12-01T00:00:00+08:00' }]
    : [
        { points: 260, expiresAt: '2028-09-01T00:00:00+08:00' },
        { points: 1_600, expiresAt: '2028-12-01T00:00:00+08:00' },
      ]
  const expiries = resident.rides === 0 ? [] : lots
  return {
    points: expiries.reduce((sum, lot) => sum + lot.points, 0),
    // Of her latte, her red packet and her umbrella.
    heldPoints: resident.rides === 0 ? 0 : resident.isHolding ? 3_300 : 2_800,
    expiries,
    convertibleGrams: Math.floor(convertibleMilligrams / 1_000),
    balanceMilligrams,
    notConvertible,
  }
}

/** The code on the screen of a shop, with its check digit. */
export const APPROVAL_CODE = '4820719369'

const askedOrder = (resident: Resident): AskedOrder => {
  const { points: has } = points(resident)
  return {
    state: 'asked',
    partner: name('申城咖啡连锁', 'Shencheng Coffee'),
    shop: name('申城咖啡 · 人民广场轨道交通站东南角店', 'Shencheng Coffee, People’s Square'),
    goods: {
      goodsId: id('gds', 1),
      name: name('中杯拿铁', 'A latte'),
      pictureDigest: null,
      sponsor: name('申城咖啡连锁', 'Shencheng Coffee'),
    },
    pricePoints: 500,
    points: has,
    pointsAfter: has < 500 ? null : has - 500,
    askUntil: '2026-11-23T09:33:00+08:00',
    heldUntil: null,
  }
}

const uses = (grams: number): UseOfGramsList => ({
  grams,
  items: [
    {
      use: 'points',
      isOpen: true,
      points: grams,
      spendableUntil: '2028-12-01T00:00:00+08:00',
      fen: null,
      source: null,
    },
    {
      use: 'sale',
      isOpen: false,
      points: null,
      spendableUntil: null,
      fen: Math.floor((grams * referencePrice.fenPerTonne) / 1_000_000),
      source: referencePrice.source,
    },
    { use: 'donation', isOpen: false, points: null, spendableUntil: null, fen: null, source: null },
  ],
})

/** The city's own rules and words, so that the pictures show what is published. */
const METHODOLOGIES = [metro, bus, bike, ferry, electricCar, householdElectricity].map(
  (record): Methodology => {
    const read = readMethodology(record)
    if ('faults' in read) throw new Error(read.faults.join('; '))
    return read
  },
)

const methodologyOf = (sceneId: string): Methodology | undefined =>
  METHODOLOGIES.find((methodology) => methodology.sceneId === sceneId && methodology.formula !== null)

const SCENES: SceneList = {
  items: scenes.map(({ sceneId, name, disabledReason }) => {
    const methodology = methodologyOf(sceneId)
    return {
      sceneId,
      name,
      kind: 'reduction',
      state: methodology ? 'live' : 'disabled',
      reason: methodology ? null : disabledReason,
      methodology: methodology ? { code: methodology.code, version: methodology.version } : null,
      summary: methodology?.formula ? summaryWords(name, methodology.formula) : null,
      providers: providers
        .filter((provider) => provider.sceneId === sceneId)
        .map(({ operatorId, channel, approval }) => ({
          operatorId,
          channel,
          name: operatorName(operatorId),
          state: approval === null ? 'none' : 'live',
          approvedUntil: approval?.until ?? null,
        })),
      evidence: [],
    }
  }),
}

const MY_SCENES: MySceneList = {
  items: [
    {
      sceneId: 'metro',
      watching: false,
      consents: [
        { operatorId: 'sptcc', state: 'granted', since: '2026-03-02T10:00:00+08:00' },
        { operatorId: 'metro-app', state: 'withdrawn', since: '2026-10-12T10:00:00+08:00' },
      ],
    },
  ],
}

const INSTRUMENTS: InstrumentList = {
  items: [
    {
      instrumentId: id('ins', 1),
      kind: 'rideCode',
      issuer: operatorName('sptcc'),
      maskedNumber: '****8812',
      linkedAt: '2026-03-02T10:00:00+08:00',
      unlinkedAt: null,
      proof: 'host',
      lastRideAt: '2026-11-23T08:05:00+08:00',
    },
    {
      instrumentId: id('ins', 2),
      kind: 'bikeAccount',
      issuer: operatorName('bike-blue'),
      maskedNumber: '****0377',
      linkedAt: '2026-11-01T10:00:00+08:00',
      unlinkedAt: null,
      proof: 'cityCode',
      lastRideAt: null,
    },
  ],
}

const notice = notices.at(-1)
if (!notice) throw new Error('the city has no notice')
const NOTICE: Notice = notice

function detail(rideId: string): RideDetail {
  const found = ride(Number(rideId.slice(5)))
  const isRefused = found.state === 'refused'
  const hasIssued = isIssued(found)
  const at = (minutes: number) => new Date(Date.parse(found.boardedAt) + minutes * 60_000).toISOString()
  const { zh, en, nextZh, nextEn } = REFUSALS['ride.duplicate-trip']
  return {
    ride: found,
    operator: operatorName(found.operatorId),
    instrument: { maskedNumber: '****8812', issuer: operatorName(found.operatorId) },
    alightedAt: found.sceneId === 'bus' ? null : at(36),
    operatorDay: found.boardedAt.slice(0, 10),
    steps: [
      { step: 'received', at: at(37), dueAt: null },
      { step: 'checked', at: at(37), dueAt: null },
      ...(isRefused
        ? [{ step: 'refused' as const, at: at(900), dueAt: null }]
        : (['settled', 'reported', 'verified', 'confirmed', 'issued'] as const).map((step, index) => ({
            step,
            at: hasIssued ? at(2_880 + index * 30) : null,
            dueAt: index === 0 && !hasIssued ? at(2_880) : null,
          }))),
    ],
    refusal: isRefused
      ? { code: 'ride.duplicate-trip', message: name(zh, en), next: name(nextZh, nextEn) }
      : null,
    withdrawal: null,
    mergedInto: isRefused
      ? { ...found, rideId: id('ride', 7), operatorId: 'metro-app', boardedAt: at(1), state: 'issued' }
      : null,
    sum: sum(found),
    runId: null,
    appeal: isRefused ? appeal(rideId) : null,
  }
}

function sum({ sceneId, distanceMeters, reductionMilligrams }: RideSummary): RideDetail['sum'] {
  const methodology = methodologyOf(sceneId)
  if (!methodology?.formula) throw new Error(`rides of ${sceneId} do not count`)
  const { formula } = methodology
  return {
    methodologyCode: methodology.code,
    methodologyVersion: methodology.version,
    methodologyName: methodology.name,
    ...(formula.kind === 'perMetre'
      ? {
          quantity: distanceMeters ?? 0,
          quantityUnit: 'metre',
          factor: formula.microgramsPerMeter,
          factorUnit: 'microgramPerMetre',
        }
      : {
          quantity: 1,
          quantityUnit: 'boarding',
          factor: formula.milligramsPerBoarding,
          factorUnit: 'milligramPerBoarding',
        }),
    reductionMilligrams,
    factorParts: factorPartsOf(methodology),
    baseline: methodology.baseline,
    derivation: methodology.derivation,
    source: methodology.source,
  }
}

const appeal = (rideId: string): MyAppeal => ({
  appealId: id('apl', 1),
  rideId,
  ride: ride(Number(rideId.slice(5))),
  reason: 'refusedWrongly',
  text: '我换乘了一次，这是两趟。',
  stage: 'first',
  state: 'open',
  openedAt: NOW,
  answerDueAt: '2026-11-30T18:00:00+08:00',
  answer: null,
  answeredAt: null,
  recourse: 'none',
  reviewUntil: null,
})

/** One that is open, one that can be looked at again, and the last word on a third. */
const appeals = (): MyAppeal[] => {
  const dismissed = {
    state: 'dismissed',
    answer: '核对了进出站记录，两趟之间没有出站，算一趟。',
    answeredAt: '2026-11-20T10:00:00+08:00',
  } as const
  return [
    appeal(id('ride', 6)),
    {
      ...appeal(id('ride', 11)),
      ...dismissed,
      appealId: id('apl', 2),
      recourse: 'review',
      reviewUntil: '2026-12-20T10:00:00+08:00',
    },
    {
      ...appeal(id('ride', 21)),
      ...dismissed,
      appealId: id('apl', 3),
      stage: 'review',
      recourse: 'outside',
    },
  ]
}

const MESSAGES: MessageList = {
  unread: 3,
  items: [
    {
      messageId: id('msg', 3),
      at: '2026-11-23T09:05:00+08:00',
      title: name('你的项目签发减排量了', 'Reductions of your project are issued'),
      text: name('已经记到你名下，项目页上有编号。', 'They are yours now; the page has their serials.'),
      opens: 'project',
      about: {
        ...{ kind: 'project', projectId: id('prj', 1), name: '莘庄镇莘松路 958 弄 12 号屋顶光伏' },
        reductionMilligrams: '252000000',
      },
    },
    {
      messageId: id('msg', 1),
      at: '2026-11-23T08:40:00+08:00',
      title: name('你的异议有答复了', 'Your objection has an answer'),
      text: name(
        '点开看看答复，还有接下来能做什么。',
        'Open it to read the answer and what you can do next.',
      ),
      opens: 'appeals',
      about: null,
    },
    {
      messageId: id('msg', 2),
      at: '2026-11-20T00:00:00+08:00',
      title: name('轮渡可以记了', 'Ferry: rides can count now'),
      text: name(
        '你要我们告诉你的：轮渡怎么算已经公布。想记的话，到“场景”里打开。',
        'As you asked: how Ferry counts has been published. Switch it on under Scenes if you like.',
      ),
      opens: 'scenes',
      about: null,
    },
  ],
}

const READS: DataReadList = {
  items: [
    {
      at: '2026-11-20T15:02:00+08:00',
      reader: name('市减污降碳中心', 'The centre'),
      purpose: name('核查批次时抽样', 'Sampling while a run was verified'),
    },
  ],
}

function page(resident: Resident, query: URLSearchParams): RidePage {
  const scene = query.get('scene')
  const all = rides(resident.rides).filter((one) => scene === null || one.sceneId === scene)
  const from = Number(query.get('cursor') ?? 0)
  const until = from + Number(query.get('limit') ?? 100)
  return {
    month: query.get('month') ?? MONTH,
    rides: all.slice(from, until),
    nextCursor: until < all.length ? String(until) : null,
    totalRides: all.length,
    issuedMilligrams: sumOf(all.filter(isIssued)),
    pendingMilligrams: sumOf(all.filter(isPending)),
  }
}

/** The body for a path of the resident's API; undefined for one the pages never ask. */
export function answerFor(resident: Resident, method: string, url: URL): unknown {
  const path = url.pathname.replace(/^\/v1/, '')
  const mall = { isEmpty: resident.rides === 0, isHolding: resident.isHolding ?? false }
  const ofMall = mallAnswerFor(mall, method, path)
  if (ofMall !== undefined) return ofMall
  const ofTogether = togetherAnswerFor(mall.isEmpty, method, path, url, resident.projectMilligrams)
  if (ofTogether !== undefined) return ofTogether
  const ofCredit = creditAnswerFor(mall.isEmpty, method, path)
  if (ofCredit !== undefined) return ofCredit
  if (method !== 'GET') return answerForWrite(resident, path)
  if (path.startsWith('/me/rides/')) return detail(path.slice('/me/rides/'.length))
  const answers: Record<string, () => unknown> = {
    '/me': () => me(resident),
    '/me/home': () => home(resident),
    '/me/points': () => points(resident),
    [`/me/partner-orders/${APPROVAL_CODE}`]: () => askedOrder(resident),
    '/me/points/uses': () => uses(Number(url.searchParams.get('grams'))),
    '/me/rides': () => page(resident, url.searchParams),
    '/me/scenes': () => MY_SCENES,
    '/me/instruments': () => (resident.rides === 0 ? { items: [] } : INSTRUMENTS),
    '/me/appeals': () => ({ items: resident.rides === 0 ? [] : appeals() }),
    '/me/export': () => ({ me: me(resident), rides: rides(resident.rides) }),
    '/me/messages': () => (resident.rides === 0 ? { items: [], unread: 0 } : MESSAGES),
    '/me/reads': () => (resident.rides === 0 ? { items: [] } : READS),
    '/scenes': () => SCENES,
    '/methodologies': () => ({ items: METHODOLOGIES }),
    '/notice': () => NOTICE,
    '/scheme/totals': () => ({ issuedMilligrams: '48213077120000', accounts: 1_204_331, rides: '61230945' }),
  }
  return answers[path]?.()
}

function answerForWrite(resident: Resident, path: string): unknown {
  if (path === '/sessions')
    return {
      accessToken: 'access',
      accessTokenExpiresAt: NOW,
      refreshToken: 'refresh-refresh-refresh',
      standing: resident.standing,
    }
  if (path === '/me/guardian-codes') return { code: '40271963', expiresAt: '2026-11-23T09:45:00+08:00' }
  return { state: 'granted', since: NOW }
}

const SUSPENSION: Me['suspension'] = {
  ...{ suspensionId: id('sus', 1), since: '2026-11-21T09:30:00+08:00', until: '2026-12-21' },
  reasons: '同一时间在两处进站，正在向运营单位核实。',
}

const me = ({ standing, isSuspended = false }: Resident): Me => ({
  standing,
  ...(isSuspended ? { suspension: SUSPENSION } : {}),
  accountId: standing === 'open' ? id('acc', 1) : null,
  maskedName: standing === 'visitor' ? null : '王*梅',
  openedAt: standing === 'open' ? '2026-03-02T10:00:00+08:00' : null,
  noticeVersion: standing === 'open' ? NOTICE.version : null,
  proof: standing === 'visitor' ? 'none' : 'host',
})
