import type { GoodsRequest } from '#contract'

type Name = GoodsRequest['name']
export type DeliveredKind = Exclude<GoodsRequest['kind'], 'coupon'>

/** An invented company of the simulated city. No such company exists; its code begins with a kind of register that has none. */
export interface Company {
  readonly companyId: string
  /** Delivers goods of this kind; there only where the platform has its far end. */
  readonly delivers?: DeliveredKind
  /** 统一社会信用代码 with a right check character. */
  readonly creditCode: string
  readonly name: Name
  readonly kinds: 'mall-operator' | 'merchant' | 'sponsor' | 'agent' | 'scene-operator'
  /** The operator it is, of a `scene-operator`. */
  readonly operatorId?: string
  /** Who acts for it, and what colleagues call her. */
  readonly owner: { readonly residentId: string; readonly displayName: string }
  readonly shops: readonly { readonly name: Name; readonly address: string }[]
  /** Who stands at the till of its first shop. */
  readonly cashiers: readonly { readonly residentId: string; readonly displayName: string }[]
}

export const COMPANIES: readonly Company[] = [
  {
    companyId: 'mall',
    creditCode: 'Y9310000000000001G',
    name: { zh: '随碳积分商城（模拟）', en: 'Suitan Points Mall (simulated)' },
    kinds: 'mall-operator',
    owner: { residentId: 'he-jing', displayName: '何经理' },
    shops: [],
    cashiers: [],
  },
  {
    companyId: 'fund',
    creditCode: 'Y9310000000000002K',
    name: { zh: '绿色出行基金（模拟）', en: 'Green Travel Fund (simulated)' },
    kinds: 'sponsor',
    owner: { residentId: 'he-jing', displayName: '何经理' },
    shops: [],
    cashiers: [],
  },
  {
    companyId: 'coffee',
    creditCode: 'Y9310000000000003N',
    name: { zh: '梧桐咖啡（模拟）', en: 'Wutong Coffee (simulated)' },
    kinds: 'merchant',
    owner: { residentId: 'chen-haiyan', displayName: '陈店长' },
    shops: [
      { name: { zh: '梧桐咖啡·五原路店', en: 'Wutong Coffee, Wuyuan Road' }, address: '五原路 12 号' },
      { name: { zh: '梧桐咖啡·陆家嘴店', en: 'Wutong Coffee, Lujiazui' }, address: '陆家嘴环路 1000 号' },
    ],
    cashiers: [{ residentId: 'zhou-min', displayName: '小周' }],
  },
  {
    companyId: 'books',
    creditCode: 'Y9310000000000004R',
    name: { zh: '向阳书店（模拟）', en: 'Sunny Side Books (simulated)' },
    kinds: 'merchant',
    owner: { residentId: 'qin-wen', displayName: '秦老板' },
    shops: [
      { name: { zh: '向阳书店·福州路店', en: 'Sunny Side Books, Fuzhou Road' }, address: '福州路 390 号' },
    ],
    cashiers: [],
  },
  {
    companyId: 'red-packets',
    delivers: 'redPacket',
    creditCode: 'Y9310000000000005W',
    name: { zh: '江畔数字钱包（模拟）', en: 'Riverside e-CNY Wallet (simulated)' },
    kinds: 'merchant',
    owner: { residentId: 'luo-hang', displayName: '罗经理' },
    shops: [{ name: { zh: '红包发放台', en: 'Red packet counter' }, address: '线上' }],
    cashiers: [],
  },
  {
    companyId: 'journeys',
    delivers: 'transportDiscount',
    creditCode: 'Y93100000000000060',
    name: { zh: '申行交通优惠（模拟）', en: 'Shenxing Journey Discounts (simulated)' },
    kinds: 'merchant',
    owner: { residentId: 'luo-hang', displayName: '罗经理' },
    shops: [{ name: { zh: '交通优惠发放台', en: 'Journey discount counter' }, address: '线上' }],
    cashiers: [],
  },
]

/** What the mall lists, with the company whose shops take it or that delivers it, the picture and the sponsor's budget. */
export interface MallGoods {
  readonly companyId: string
  /** File in pictures/. */
  readonly picture: string
  readonly budgetFen: number
  readonly terms: Omit<GoodsRequest, 'pictureDigest' | 'sponsorId' | 'shopIds' | 'soldFrom'>
}

/** One metro ride from Xinzhuang to People's Square is enough for the coffee, so that a newcomer gets to the till. */
export const MALL_GOODS: readonly MallGoods[] = [
  {
    companyId: 'coffee',
    picture: 'latte.png',
    budgetFen: 360_000,
    terms: {
      kind: 'coupon',
      name: { zh: '一杯拿铁', en: 'A latte' },
      detail: {
        zh: '中杯，冷热都可以，堂食外带都行。出示券码，店员扫一下就好。',
        en: 'Medium, hot or iced, here or to take away. Show the code and the cashier scans it.',
      },
      ...{ pricePoints: 1_000, payableFen: 1_800, perPersonMax: 5, soldTo: null, voucherDays: 30 },
      ...{ isOffline: true, stockTotal: 200 },
    },
  },
  {
    companyId: 'coffee',
    picture: 'cookie.png',
    budgetFen: 60_000,
    terms: {
      kind: 'coupon',
      name: { zh: '一块曲奇', en: 'A cookie' },
      detail: {
        zh: '黄油曲奇一块，当天烤的。没有网络也能核销。',
        en: 'One butter cookie, baked today. Redeemed without network too.',
      },
      ...{ pricePoints: 200, payableFen: 300, perPersonMax: 5, soldTo: null, voucherDays: 30 },
      ...{ isOffline: true, stockTotal: 200 },
    },
  },
  {
    companyId: 'red-packets',
    picture: 'red-packet.png',
    budgetFen: 60_000,
    terms: {
      kind: 'redPacket',
      name: { zh: '3 元数字人民币红包', en: 'An e-CNY red packet of 3 yuan' },
      detail: {
        zh: '发到你的数字人民币钱包，一般几分钟就到。',
        en: 'Sent to your e-CNY wallet, usually within minutes.',
      },
      ...{ pricePoints: 200, payableFen: 300, perPersonMax: 5, soldTo: null, voucherDays: 30 },
      ...{ isOffline: false, stockTotal: 200 },
    },
  },
  {
    companyId: 'journeys',
    picture: 'journey.png',
    budgetFen: 30_000,
    terms: {
      kind: 'transportDiscount',
      name: { zh: '地铁公交 1 元优惠', en: '1 yuan off a metro or bus ride' },
      detail: {
        zh: '发到你的交通账户，下一次坐车自动抵 1 元。',
        en: 'Sent to your travel account and taken off your next ride.',
      },
      ...{ pricePoints: 100, payableFen: 100, perPersonMax: 5, soldTo: null, voucherDays: 30 },
      ...{ isOffline: false, stockTotal: 300 },
    },
  },
  {
    companyId: 'books',
    picture: 'book.png',
    budgetFen: 100_000,
    terms: {
      kind: 'coupon',
      name: { zh: '20 元购书券', en: 'A 20 yuan book voucher' },
      detail: { zh: '买任意一本书抵 20 元，不找零。', en: '20 yuan off any book; no change is given.' },
      ...{ pricePoints: 2_500, payableFen: 2_000, perPersonMax: 2, soldTo: null, voucherDays: 60 },
      ...{ isOffline: false, stockTotal: 50 },
    },
  },
  {
    companyId: 'books',
    picture: 'bag.png',
    budgetFen: 45_000,
    terms: {
      kind: 'coupon',
      name: { zh: '帆布袋', en: 'A canvas bag' },
      detail: { zh: '再生棉做的，装得下两颗大白菜。', en: 'Of recycled cotton; two cabbages fit in.' },
      ...{ pricePoints: 4_000, payableFen: 1_500, perPersonMax: 1, soldTo: null, voucherDays: 90 },
      ...{ isOffline: false, stockTotal: 30 },
    },
  },
]
