import type {
  DataReadList,
  Home,
  InstrumentList,
  Me,
  MethodologyList,
  MyAppeal,
  MySceneList,
  Notice,
  RideDetail,
  RidePage,
  RideSummary,
  SceneList,
} from '#contract'

/** The service as one resident sees it, for looking at pages: no rules, only answers. */
export interface Resident {
  readonly standing: Me['standing']
  /** How many rides she has made this month. */
  readonly rides: number
}

/** Everything on the screens happens around this moment. */
export const NOW = '2026-11-23T09:30:00+08:00'

const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
const name = (zh: string, en: string) => ({ zh, en })

const ROUTES = [
  ['莘庄', '人民广场', 18_432],
  ['徐家汇', '陆家嘴', 9_870],
  ['虹桥火车站', '静安寺', 14_206],
  ['上海西站', '国际旅游度假区迪士尼东入口', 31_055],
] as const

function ride(number: number): RideSummary {
  const sceneId = number % 5 === 2 ? 'bus' : number % 5 === 4 ? 'bike' : 'metro'
  const [from, to, meters] = ROUTES[number % ROUTES.length] ?? ROUTES[0]
  const distanceMeters =
    sceneId === 'metro' ? (number === 0 ? 12_345 : meters) : sceneId === 'bike' ? 2_200 : null
  const boarded = new Date(Date.parse(NOW) - number * 7.3 * 3_600_000 - 85 * 60_000)
  return {
    rideId: id('ride', number),
    sceneId,
    operatorId: sceneId === 'bike' ? 'bike-blue' : 'sptcc',
    boardedAt: boarded.toISOString(),
    from: sceneId === 'metro' ? from : null,
    to: sceneId === 'metro' ? to : null,
    distanceMeters,
    reductionMilligrams:
      sceneId === 'metro' ? (distanceMeters ?? 0) * 97 : sceneId === 'bike' ? 215_600 : 422_000,
    state: number < 2 ? 'quantified' : number < 4 ? 'verified' : number === 6 ? 'refused' : 'issued',
  }
}

const rides = (count: number): RideSummary[] => Array.from({ length: count }, (_, number) => ride(number))

function home({ rides: count }: Resident): Home {
  const isEmpty = count === 0
  const months = [38, 41, 29, 35, 44, 47, 39, 52, 58, 49, 63, 27]
  const milligrams = (kilograms: number) => (isEmpty ? 0 : kilograms * 1_000_000 + 197_465)
  return {
    balanceMilligrams: isEmpty ? 0 : 524_197_465,
    pendingMilligrams: isEmpty ? 0 : 4_128_310,
    month: '2026-11',
    monthIssuedMilligrams: milligrams(27),
    monthPendingMilligrams: isEmpty ? 0 : 4_128_310,
    monthRides: count,
    trend: months.map((kilograms, index) => ({
      month: index === 0 ? '2025-12' : `2026-${String(index).padStart(2, '0')}`,
      issuedMilligrams: milligrams(kilograms),
      pendingMilligrams: isEmpty || index < 11 ? 0 : 4_128_310,
    })),
    byScene: isEmpty
      ? []
      : [
          { sceneId: 'metro', rides: 412, issuedMilligrams: 431_220_110, pendingMilligrams: 3_706_310 },
          { sceneId: 'bus', rides: 161, issuedMilligrams: 67_942_000, pendingMilligrams: 422_000 },
          { sceneId: 'bike', rides: 116, issuedMilligrams: 25_035_355, pendingMilligrams: 0 },
        ],
    latestRides: rides(Math.min(5, count)),
    instruments: isEmpty ? 0 : 2,
    consentsGranted: isEmpty ? 0 : 3,
  }
}

const SCENES: SceneList = {
  items: [
    {
      sceneId: 'metro',
      name: name('地铁', 'Metro'),
      state: 'live',
      reason: null,
      methodology: { code: 'SHCER02020022024II', version: 1 },
      summary: name('地铁每公里少排 97 克', 'Every kilometre by metro saves 97 g'),
      providers: [
        {
          operatorId: 'sptcc',
          name: name('上海公共交通卡', 'Shanghai Public Transport Card'),
          channel: name('乘车码、手机里的交通卡', 'Ride code, card in the phone'),
        },
        {
          operatorId: 'metro-app',
          name: name('Metro大都会', 'Metro Daduhui'),
          channel: name('大都会乘车码', 'Its own ride code'),
        },
      ],
    },
    {
      sceneId: 'bus',
      name: name('公交', 'Bus'),
      state: 'live',
      reason: null,
      methodology: { code: 'SHCER02020012024II', version: 1 },
      summary: name('公交每次少排 422 克', 'Every bus ride saves 422 g'),
      providers: [
        {
          operatorId: 'sptcc',
          name: name('上海公共交通卡', 'Shanghai Public Transport Card'),
          channel: name('乘车码、手机里的交通卡', 'Ride code, card in the phone'),
        },
      ],
    },
    {
      sceneId: 'ferry',
      name: name('轮渡', 'Ferry'),
      state: 'disabled',
      reason: name(
        '轮渡的方法学还没有公布，所以暂时不能计算。',
        'No methodology for the ferry has been published yet, so nothing can be worked out.',
      ),
      methodology: null,
      summary: null,
      providers: [],
    },
  ],
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
      issuer: name('上海公共交通卡', 'Shanghai Public Transport Card'),
      maskedNumber: '****8812',
      linkedAt: '2026-03-02T10:00:00+08:00',
      unlinkedAt: null,
      proof: 'host',
      lastRideAt: '2026-11-23T08:05:00+08:00',
    },
    {
      instrumentId: id('ins', 2),
      kind: 'bikeAccount',
      issuer: name('蓝色单车', 'Blue bikes'),
      maskedNumber: '****0377',
      linkedAt: '2026-11-01T10:00:00+08:00',
      unlinkedAt: null,
      proof: 'cityCode',
      lastRideAt: null,
    },
  ],
}

const METHODOLOGIES: MethodologyList = {
  items: [
    {
      code: 'SHCER02020022024II',
      version: 1,
      schemeId: 'shcer',
      sceneId: 'metro',
      class: 'II',
      name: name('轨道交通出行', 'Travel by metro'),
      status: 'published',
      disabledReason: null,
      validFrom: '2024-03-01',
      validTo: null,
      applicability: name(
        '在上海乘坐轨道交通、并授权提供行程的个人',
        'Persons travelling by metro in Shanghai who allow their rides to be told',
      ),
      baseline: name(
        '同样的路程由城市平均出行方式完成',
        'The same distance by the city’s average way of travel',
      ),
      formula: { kind: 'perMetre', microgramsPerMeter: 97_000 },
      factors: [
        { name: name('基准线', 'Baseline'), value: '130', unit: 'g/km', source: '沪环气候〔2024〕45号' },
        { name: name('轨道交通', 'Metro'), value: '33', unit: 'g/km', source: '沪环气候〔2024〕45号' },
      ],
      monitoring: name('运营方的进出站记录', 'The operator’s entry and exit records'),
      exclusions: [name('同一趟只算一次', 'One trip counts once')],
      uses: ['points', 'sale'],
      source: '沪环气候〔2024〕45号',
      confidence: 'S',
    },
  ],
}

const NOTICE: Notice = {
  version: '2026-11',
  publishedAt: '2026-11-01T00:00:00+08:00',
  title: name('我们怎样用你的行程信息', 'How we use your ride data'),
  paragraphs: [
    name(
      '我们收什么：你授权的每家公司送来的乘车时间、里程和卡码尾号。',
      'What: time, distance and the tail of the card, from each company you allow.',
    ),
    name(
      '为什么：按公布的方法学算出少排的碳，记到你名下。',
      'Why: to work out by published methodologies what you saved and record it as yours.',
    ),
    name(
      '你的权利：随时关闭授权、导出、更正、删除、关户。',
      'Your rights: withdraw, export, correct, erase and close at any time.',
    ),
  ],
}

function detail(rideId: string): RideDetail {
  const found = ride(Number(rideId.slice(5)))
  const isRefused = found.state === 'refused'
  const isIssued = found.state === 'issued'
  const at = (minutes: number) => new Date(Date.parse(found.boardedAt) + minutes * 60_000).toISOString()
  const isBus = found.sceneId === 'bus'
  return {
    ride: found,
    operator: name('上海公共交通卡', 'Shanghai Public Transport Card'),
    instrument: {
      maskedNumber: '****8812',
      issuer: name('上海公共交通卡', 'Shanghai Public Transport Card'),
    },
    alightedAt: at(36),
    operatorDay: found.boardedAt.slice(0, 10),
    steps: [
      { step: 'received', at: at(37), dueAt: null },
      { step: 'checked', at: at(37), dueAt: null },
      ...(isRefused
        ? [{ step: 'refused' as const, at: at(900), dueAt: null }]
        : (['settled', 'reported', 'verified', 'confirmed', 'issued'] as const).map((step, index) => ({
            step,
            at: isIssued ? at(2_880 + index * 30) : null,
            dueAt: index === 0 && !isIssued ? at(2_880) : null,
          }))),
    ],
    refusal: isRefused
      ? {
          code: 'ride.duplicate-trip',
          message: name('同一趟行程已由另一个渠道计入', 'The same trip already counts by another channel'),
          next: name(
            '不用做什么；如果是两趟不同的行程，请提出异议',
            'Nothing to do; object if these were two trips',
          ),
        }
      : null,
    sum: {
      methodologyCode: isBus ? 'SHCER02020012024II' : 'SHCER02020022024II',
      methodologyVersion: 1,
      methodologyName: isBus
        ? name('地面公交出行', 'Travel by bus')
        : name('轨道交通出行', 'Travel by metro'),
      quantity: isBus ? 1 : (found.distanceMeters ?? 0),
      quantityUnit: isBus ? 'boarding' : 'metre',
      factor: isBus ? 422_000 : 97_000,
      factorUnit: isBus ? 'milligramPerBoarding' : 'microgramPerMetre',
      reductionMilligrams: found.reductionMilligrams,
      baseline: name(
        '同样的路程由城市平均出行方式完成',
        'The same distance by the city’s average way of travel',
      ),
      source: '沪环气候〔2024〕45号',
    },
    runId: null,
    appeal: isRefused ? appeal(rideId) : null,
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
    month: query.get('month') ?? '2026-11',
    rides: all.slice(from, until),
    nextCursor: until < all.length ? String(until) : null,
    totalRides: all.length,
    issuedMilligrams: all.length * 700_000,
    pendingMilligrams: all.length === 0 ? 0 : 4_128_310,
  }
}

/** The body for a path of the resident's API; undefined for one the pages never ask. */
export function answerFor(resident: Resident, method: string, url: URL): unknown {
  const path = url.pathname.replace(/^\/v1/, '')
  if (method !== 'GET') return answerForWrite(resident, path)
  if (path.startsWith('/me/rides/')) return detail(path.slice('/me/rides/'.length))
  const answers: Record<string, () => unknown> = {
    '/me': () => me(resident),
    '/me/home': () => home(resident),
    '/me/rides': () => page(resident, url.searchParams),
    '/me/scenes': () => MY_SCENES,
    '/me/instruments': () => (resident.rides === 0 ? { items: [] } : INSTRUMENTS),
    '/me/appeals': () => ({ items: resident.rides === 0 ? [] : appeals() }),
    '/me/export': () => ({ me: me(resident), rides: rides(resident.rides) }),
    '/me/reads': () => (resident.rides === 0 ? { items: [] } : READS),
    '/scenes': () => SCENES,
    '/methodologies': () => METHODOLOGIES,
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

const me = ({ standing }: Resident): Me => ({
  standing,
  accountId: standing === 'open' ? id('acc', 1) : null,
  maskedName: standing === 'visitor' ? null : '王*梅',
  openedAt: standing === 'open' ? '2026-03-02T10:00:00+08:00' : null,
  noticeVersion: standing === 'open' ? '2026-11' : null,
  proof: standing === 'visitor' ? 'none' : 'host',
})
