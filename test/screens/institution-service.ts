import type {
  Collected,
  DayRedemptions,
  GoodsConsent,
  GoodsConsentList,
  GoodsPartners,
  MemberSession,
  MembershipList,
  OpenedGroup,
  OpenedGroupList,
  OwnGoods,
  RedemptionFigures,
  StatementDisputeList,
  StatementDue,
  StatementDueList,
  StatementLine,
  StatementLinePage,
  StatementPayment,
  StatementPaymentPage,
  TurnBack,
  TurnBackPage,
} from '#contract'
import { addDays, parseCityDay, type CityDay } from '#domain/calendar'

import { creditAnswerFor, givenAnswerFor } from './credit-service'
import { NOW } from './resident-service'

/** The service as somebody sees it who runs a mall and pays for its goods, for looking at pages: no rules, only answers. */
export interface Business {
  readonly isEmpty: boolean
}

const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
const name = (zh: string, en: string) => ({ zh, en })
const daysFromNow = (days: number) => new Date(Date.parse(NOW) + days * 86_400_000).toISOString()

const MALL = id('org', 1)
const SPONSOR = id('org', 2)

const MEMBERSHIP: MembershipList['items'][number] = {
  memberId: id('mem', 1),
  institutionId: MALL,
  institution: name('浦江碳积分商城', 'Pujiang Carbon Mall'),
  role: 'manager',
  displayName: '周敏',
  isMallOperator: true,
  isMerchant: false,
  isSponsor: true,
  isOperator: false,
  shops: [],
}

const SHOPS = [
  name('梧桐咖啡馆', 'Wutong Coffee'),
  name('绿野面包坊（徐汇店）', 'Green Field Bakery, Xuhui'),
  name('江边书店', 'Riverside Books'),
  name(
    '大世界自行车修理铺（黄浦区西藏南路一百一十八号分店）',
    'Great World Bicycle Repairs, 118 South Xizang Road Branch',
  ),
].map((shop, index) => ({ shopId: id('shp', index), name: shop }))

const TERMS = {
  kind: 'coupon',
  detail: name('堂食外带都可以，一次用一张。', 'To drink here or to take away; one voucher at a time.'),
  pictureDigest: null,
  ...{ pricePoints: 500, payableFen: 1800, perPersonMax: 2, voucherDays: 30, isOffline: true },
  ...{ soldFrom: daysFromNow(-40), soldTo: null, listedAt: daysFromNow(-41), withdrawnAt: null },
  ...{ mallOperatorId: MALL, mallOperator: name('浦江碳积分商城', 'Pujiang Carbon Mall') },
  ...{ sponsorId: MALL, sponsor: name('浦江碳积分商城', 'Pujiang Carbon Mall') },
  shops: SHOPS,
  consents: [],
} as const

const said = (number: number, institution: { zh: string; en: string }, isAgreed: boolean | null) => ({
  ...{ institutionId: id('org', number), institution, isAgreed },
  answeredAt: isAgreed === null ? null : daysFromNow(-2),
})

const goods = (number: number, changes: Partial<OwnGoods>): OwnGoods => ({
  ...TERMS,
  goodsId: id('gds', number),
  name: name('一杯拿铁', 'A latte'),
  ...{ stockTotal: 1_000, stockLeft: 412, budgetFen: 2_000_000, budgetLeftFen: 941_600 },
  ...{ held: 3, issued: 147, redeemed: 438 },
  ...changes,
  shops: [...(changes.shops ?? SHOPS)],
  consents: [...(changes.consents ?? [])],
})

const GOODS: readonly OwnGoods[] = [
  goods(1, { pictureDigest: '1'.repeat(64) }),
  goods(2, {
    name: name('全麦吐司一条', 'A wholemeal loaf'),
    ...{ pricePoints: 1_200, payableFen: 2800, isOffline: false, sponsorId: SPONSOR },
    sponsor: name('申能绿色公益基金会', 'Shenneng Green Foundation'),
    ...{ stockTotal: 200, stockLeft: 200, budgetFen: 0, budgetLeftFen: 0, held: 0, issued: 0, redeemed: 0 },
  }),
  goods(3, {
    name: name('二手书任选一本', 'Any second-hand book'),
    pictureDigest: '3'.repeat(64),
    ...{ stockTotal: 60, stockLeft: 0, budgetLeftFen: 1_892_000, held: 0, issued: 11, redeemed: 49 },
  }),
  goods(4, {
    name: name(
      '自行车全车保养一次，含链条清洗、刹车调整和两条内胎更换',
      'A whole bicycle service with chain cleaning and brakes',
    ),
    ...{
      soldFrom: daysFromNow(6),
      soldTo: daysFromNow(36),
      stockTotal: 80,
      stockLeft: 80,
      held: 0,
      issued: 0,
      redeemed: 0,
    },
  }),
  goods(6, {
    name: name('牛肉面一碗', 'A bowl of beef noodles'),
    ...{ pricePoints: 800, payableFen: 2400, isOffline: false, sponsorId: SPONSOR },
    sponsor: name('申能绿色公益基金会', 'Shenneng Green Foundation'),
    ...{
      stockTotal: 300,
      stockLeft: 300,
      budgetFen: 720_000,
      budgetLeftFen: 720_000,
      held: 0,
      issued: 0,
      redeemed: 0,
    },
    consents: [
      said(2, name('申能绿色公益基金会', 'Shenneng Green Foundation'), true),
      said(3, name('梧桐餐饮管理', 'Wutong Catering'), null),
    ],
  }),
  goods(7, {
    ...{ kind: 'title', name: name('年度绿色出行家', 'Green rider of the year'), pricePoints: 3_000 },
    detail: name('感谢你这一年少开车、多走路。', 'Thank you for a year of walking more and driving less.'),
    ...{ payableFen: 0, perPersonMax: 1, voucherDays: 1, isOffline: false, shops: [], sponsorId: SPONSOR },
    sponsor: name('申能绿色公益基金会', 'Shenneng Green Foundation'),
    ...{ stockTotal: 500, stockLeft: 312, budgetFen: 0, budgetLeftFen: 0, held: 2, issued: 0, redeemed: 186 },
    consents: [said(2, name('申能绿色公益基金会', 'Shenneng Green Foundation'), true)],
  }),
  goods(5, { name: name('冬至汤圆', 'Winter dumplings'), withdrawnAt: daysFromNow(-3) }),
]

/** How a shop's days go up and down, by its place and the day's. */
const perDay = (shop: number, day: number) => Math.max(0, ((day * 7 + shop * 5) % 13) + 6 - shop * 4)

const day = (name: CityDay, redemptions: number): DayRedemptions => ({
  day: name,
  redemptions,
  points: redemptions * 500,
  payableFen: redemptions * 1800,
})

const sum = (days: readonly DayRedemptions[]) => {
  const redemptions = days.reduce((total, one) => total + one.redemptions, 0)
  return { redemptions, points: redemptions * 500, payableFen: redemptions * 1800 }
}

function figures({ isEmpty }: Business, query: URLSearchParams): RedemptionFigures {
  const from = parseCityDay(query.get('from') ?? '') as CityDay
  const to = parseCityDay(query.get('to') ?? '') as CityDay
  const days: CityDay[] = []
  for (let one = from; one <= to; one = addDays(one, 1)) days.push(one)
  const shops = (isEmpty ? [] : SHOPS)
    .map((shop, place) => {
      const own = days.map((one, index) => day(one, perDay(place, index)))
      const merchant = name('梧桐餐饮管理（上海）有限公司', 'Wutong Catering (Shanghai)')
      return { ...shop, merchant, ...sum(own), days: own.filter(({ redemptions }) => redemptions > 0) }
    })
    .filter(({ redemptions }) => redemptions > 0)
  const all = days.map((one) =>
    day(
      one,
      shops.reduce((total, shop) => total + (shop.days.find((own) => own.day === one)?.redemptions ?? 0), 0),
    ),
  )
  return {
    ...{ from, to, days: all, shops },
    others: { shops: 0, ...sum([]) },
    clashes: isEmpty ? { vouchers: 0, lossFen: 0 } : { vouchers: 1, lossFen: 1800 },
  }
}

const COLLECTED: Collected = {
  all: { vouchers: 41, points: 20_500 },
  undoable: { vouchers: 2, points: 1_000 },
  next: { vouchers: 39, points: 19_500 },
  holding: {
    milligrams: '51500000',
    months: [
      { month: '2026-10', milligrams: '42119000' },
      { month: '2026-09', milligrams: '9381000' },
    ],
  },
}
const NOTHING = { vouchers: 0, points: 0 }
const NOTHING_COLLECTED: Collected = {
  ...{ all: NOTHING, undoable: NOTHING, next: NOTHING },
  holding: { milligrams: '0', months: [] },
}

const METRO = { code: 'SHCER02010012024II', version: 1, name: name('地铁出行', 'Riding the metro') }
const BUS = { code: 'SHCER02010022024II', version: 2, name: name('公交出行', 'Riding the bus') }
const ISSUED = {
  operator: name('上海公共交通卡', 'Shanghai Public Transport Card'),
  ...{ operatorDay: '2026-10-12', runNo: 1, methodologyCode: METRO.code },
}

const TURNED_BACK: readonly TurnBack[] = [
  {
    ...{
      turnBackId: id('tbk', 2),
      points: 50_000,
      vouchers: 100,
      turnedBackAt: daysFromNow(-2),
      blocks: 112,
    },
    sources: [
      { month: '2026-09', methodology: METRO, milligrams: '7881000' },
      { month: '2026-10', methodology: METRO, milligrams: '31003000' },
      { month: '2026-10', methodology: BUS, milligrams: '11116000' },
    ],
    serials: Array.from({ length: 60 }, (_, index) => ({
      from: String(48_213_077_120_001 + index * 9_000_000),
      to: String(48_213_077_566_000 + index * 9_000_000),
      ...ISSUED,
    })),
  },
  {
    ...{ turnBackId: id('tbk', 1), points: 1_500, vouchers: 3, turnedBackAt: daysFromNow(-16) },
    ...{ sources: [{ month: '2026-09', methodology: METRO, milligrams: '1500000' }], blocks: 1 },
    serials: [{ from: '47990112000001', to: '47990113500000', ...ISSUED }],
  },
]

const PARTNERS: GoodsPartners = {
  sponsors: [
    { institutionId: MALL, name: name('浦江碳积分商城', 'Pujiang Carbon Mall') },
    { institutionId: SPONSOR, name: name('申能绿色公益基金会', 'Shenneng Green Foundation') },
  ],
  shops: SHOPS.map((shop) => ({ ...shop, merchant: name('梧桐餐饮管理', 'Wutong Catering') })),
  deliveries: [
    { kind: 'redPacket', deliveredBy: name('江畔数字钱包', 'Riverside e-CNY Wallet') },
    { kind: 'transportDiscount', deliveredBy: name('申行交通优惠', 'Shenxing Journey Discounts') },
  ],
}

const asked = (number: number, changes: Partial<GoodsConsent>): GoodsConsent => ({
  ...{ goodsId: id('gds', 20 + number), kind: 'coupon', detail: TERMS.detail, pictureDigest: null },
  name: name('牛肉面一碗', 'A bowl of beef noodles'),
  ...{
    pricePoints: 800,
    payableFen: 2400,
    voucherDays: 30,
    isOffline: false,
    soldFrom: daysFromNow(2),
    soldTo: null,
  },
  mallOperator: name('上海绿色出行商城', 'Shanghai Green Travel Mall'),
  sponsor: name('申能绿色公益基金会', 'Shenneng Green Foundation'),
  ...{ isSponsor: false, shops: SHOPS.slice(0, 2), isAgreed: null, answeredAt: null },
  ...changes,
})

const CONSENTS: GoodsConsentList = {
  items: [
    asked(1, {}),
    asked(2, {
      name: name('骑行周边帆布袋', 'A canvas bag for cyclists'),
      detail: name('可以装下一件雨衣。', 'It holds a raincoat.'),
      ...{ isSponsor: true, shops: [], pricePoints: 1_500, payableFen: 3500 },
      ...{ isAgreed: true, answeredAt: daysFromNow(-9) },
    }),
    asked(4, {
      kind: 'title',
      name: name('长三角绿色出行家', 'Green rider of the Yangtze delta'),
      detail: name('感谢你这一年少开车、多走路。', 'Thank you for a year of walking more and driving less.'),
      ...{ isSponsor: true, shops: [], pricePoints: 3_000, payableFen: 0, isAgreed: null, answeredAt: null },
    }),
    asked(3, {
      name: name('热豆浆一杯', 'A cup of hot soya milk'),
      ...{ payableFen: 0, pricePoints: 100, isAgreed: false, answeredAt: daysFromNow(-20) },
    }),
  ],
}

const groupOf = (number: number, changes: Partial<OpenedGroup>): OpenedGroup => ({
  ...{ groupId: id('grp', number), kind: 'company', code: 'K7M3QX9T', people: 47, closedAt: null },
  name: name('浦江商城全体员工', 'Everybody at Pujiang Mall'),
  openedAt: daysFromNow(-64),
  ...changes,
})

const GROUPS: readonly OpenedGroup[] = [
  groupOf(1, {}),
  groupOf(2, {
    name: name(
      '浦江商城徐汇天平路门店员工和家属低碳出行互助小组',
      'Colleagues and families of our shop in Tianping Road, Xuhui, who ride together',
    ),
    ...{ code: '4RZ0WB2H', people: null, openedAt: daysFromNow(-2) },
  }),
  groupOf(3, {
    name: name('2025 年暑期实习生', 'Summer interns of 2025'),
    ...{ people: null, openedAt: daysFromNow(-500), closedAt: daysFromNow(-430) },
  }),
]

const dueOf = (number: number, changes: Partial<StatementDue>): StatementDue => ({
  ...{ statementId: id('stm', number), merchantId: id('org', 7), state: 'confirmed', day: '2026-11-21' },
  merchant: name('梧桐餐饮管理（上海）有限公司', 'Wutong Catering (Shanghai)'),
  ...{ dueOn: '2026-12-01', fen: 216_000, paidFen: 0, lossFen: 0, toPayFen: 216_000, isPaid: false },
  ...changes,
})

const DUES: readonly StatementDue[] = [
  dueOf(1, { day: '2026-11-11', dueOn: '2026-11-21' }),
  dueOf(2, { day: '2026-11-20', dueOn: '2026-11-30', state: 'disputed', lossFen: 1_800 }),
  dueOf(3, {
    merchant: name('绿野面包坊', 'Green Field Bakery'),
    ...{ fen: 38_300, toPayFen: 36_500, state: 'made' },
  }),
  dueOf(4, {
    merchant: name('绿野面包坊', 'Green Field Bakery'),
    ...{ day: '2026-11-22', dueOn: '2026-12-02', fen: -1_800, toPayFen: 0, state: 'made' },
  }),
]

const LINES = [
  ['一杯拿铁', 'A latte', 0, 1_800],
  ['全麦吐司一条', 'A wholemeal loaf', 1, 2_800],
  ['一杯拿铁', 'A latte', 3, -1_800],
].map(([zh, en, shop, fen], index): StatementLine => ({
  ...{ line: index + 1, version: 1, kind: Number(fen) < 0 ? 'reversal' : 'redemption', fen: Number(fen) },
  ...{ recordedAt: daysFromNow(-2), takenAt: null, channel: 'code', voucherNo: `******314${index}` },
  ...{ shopId: SHOPS[Number(shop)]?.shopId ?? '', shop: SHOPS[Number(shop)]?.name ?? name('', '') },
  ...{ goods: name(String(zh), String(en)), sponsorId: MALL, sponsor: TERMS.sponsor },
}))

const PAYMENTS: readonly StatementPayment[] = [
  {
    ...{
      paymentId: id('pay', 2),
      merchant: name('绿野面包坊', 'Green Field Bakery'),
      reference: '工行 20261122-0031',
    },
    ...{ paidAt: daysFromNow(-1), fen: 36_500 },
    days: [
      { statementId: id('stm', 9), day: '2026-11-18', fen: 38_300 },
      { statementId: id('stm', 8), day: '2026-11-19', fen: -1_800 },
    ],
  },
  {
    ...{ paymentId: id('pay', 1), reference: '202611150002871', paidAt: daysFromNow(-8), fen: 126_000 },
    merchant: name('梧桐餐饮管理（上海）有限公司', 'Wutong Catering (Shanghai)'),
    days: [{ statementId: id('stm', 7), day: '2026-11-10', fen: 126_000 }],
  },
]

export const DISPUTES: StatementDisputeList = {
  items: [
    {
      ...{ statementId: id('stm', 2), day: '2026-11-20', version: 1, state: 'disputed', fen: 216_000 },
      merchant: name('梧桐餐饮管理（上海）有限公司', 'Wutong Catering (Shanghai)'),
      acts: [
        {
          act: 'disputed',
          institution: name('梧桐餐饮管理（上海）有限公司', 'Wutong Catering (Shanghai)'),
          text: '下午三点断网时收的一杯拿铁没有算进来，请查一下。',
          actedAt: daysFromNow(-1),
        },
      ],
    },
    {
      ...{ statementId: id('stm', 4), day: '2026-11-15', version: 1, state: 'answered', fen: 12_600 },
      merchant: name('绿野面包坊', 'Green Field Bakery'),
      acts: [
        {
          act: 'disputed',
          institution: name('绿野面包坊', 'Green Field Bakery'),
          text: '多算了一条吐司。',
          actedAt: daysFromNow(-6),
        },
        {
          act: 'answered',
          institution: name('浦江碳积分商城', 'Pujiang Carbon Mall'),
          text: '查到了，那一笔已撤销，记在第二天的对账单里。',
          actedAt: daysFromNow(-5),
        },
      ],
    },
  ],
}

/** The body for a path that a member's pages ask; undefined for one they never ask. */
export function answerForMember({ isEmpty }: Business, url: URL): unknown {
  const path = url.pathname
  if (path === '/v1/me/memberships') return { items: [MEMBERSHIP] } satisfies MembershipList
  if (path.endsWith('/sessions'))
    return {
      accessToken: 'member',
      accessTokenExpiresAt: daysFromNow(1),
      membership: MEMBERSHIP,
    } satisfies MemberSession
  if (path === '/v1/institution/goods') return { items: isEmpty ? [] : GOODS }
  if (path === '/v1/institution/goods-consents') return isEmpty ? { items: [] } : CONSENTS
  if (path === '/v1/institution/partners') return PARTNERS
  if (path === '/v1/institution/groups')
    return {
      items: isEmpty ? [] : [...GROUPS],
      ...{ kinds: ['school', 'company'], peopleMin: 5 },
    } satisfies OpenedGroupList
  if (path === '/v1/institution/redemptions') return figures({ isEmpty }, url.searchParams)
  if (path === '/v1/institution/collected-points') return isEmpty ? NOTHING_COLLECTED : COLLECTED
  if (path === '/v1/institution/dues')
    return {
      items: isEmpty ? [] : [...DUES],
      openFen: isEmpty ? 0 : DUES.reduce((sum, { fen, paidFen }) => sum + fen - paidFen, 0),
      next: null,
    } satisfies StatementDueList
  if (path === '/v1/institution/payments')
    return { items: isEmpty ? [] : [...PAYMENTS], nextCursor: null } satisfies StatementPaymentPage
  if (path.startsWith('/v1/institution/dues/'))
    return { items: [...LINES], next: null } satisfies StatementLinePage
  if (path === '/v1/institution/disputes')
    return isEmpty ? ({ items: [] } satisfies StatementDisputeList) : DISPUTES
  if (path.startsWith('/v1/institution/disputes/')) return DISPUTED_LINES
  if (path === '/v1/institution/turn-backs')
    return { items: isEmpty ? [] : [...TURNED_BACK], nextCursor: null } satisfies TurnBackPage
  return givenAnswerFor(isEmpty, path) ?? creditAnswerFor(isEmpty, 'GET', path.replace('/v1', ''))
}

const DISPUTED_LINES: StatementLinePage = {
  items: Array.from({ length: 9 }, (_, index) => ({
    ...{ line: index + 1, version: 1, takenAt: null, channel: 'code' },
    kind: index === 4 ? ('reversal' as const) : index === 7 ? ('loss' as const) : ('redemption' as const),
    recordedAt: `2026-11-20T${String(9 + index).padStart(2, '0')}:${index}5:00+08:00`,
    ...{ shopId: SHOPS[index % 4]!.shopId, shop: SHOPS[index % 4]!.name },
    goods: index % 2 === 0 ? name('一杯拿铁', 'A latte') : name('一条全麦吐司', 'A wholemeal loaf'),
    voucherNo: `******${4_107 + index * 613}`,
    ...{ sponsorId: MALL, sponsor: MEMBERSHIP.institution, fen: index === 4 ? -1_800 : 1_800 },
  })),
  next: null,
}

/** Whether a path belongs to these pages. */
export const isForMember = ({ pathname }: URL): boolean =>
  pathname.startsWith('/v1/institution/') || pathname.startsWith('/v1/me/memberships')
