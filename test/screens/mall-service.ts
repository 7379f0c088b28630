import type { Goods, GoodsDetail, Voucher, VoucherCode } from '#contract'
import { onlineCodeOf } from '#domain/voucher'

/** The mall as one resident sees it, for looking at pages: no rules, only answers. */

const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
const digest = (number: number) => String(number).repeat(64)
const name = (zh: string, en: string) => ({ zh, en })

const COFFEE = name('梧桐咖啡', 'Wutong Coffee')
const BUREAU = name('绿色出行公益金', 'Fund for green travel')

const goods = (
  number: number,
  names: Goods['name'],
  pricePoints: number,
  bend: Partial<Goods> = {},
): Goods => ({
  goodsId: id('gds', number),
  kind: 'coupon',
  name: names,
  pictureDigest: digest(number),
  pricePoints,
  left: 86,
  perPersonMax: 2,
  soldTo: '2026-12-31T23:59:00+08:00',
  voucherDays: 30,
  sponsor: COFFEE,
  isOffline: false,
  ...bend,
})

const LATTE = goods(1, name('一杯拿铁，冷热都行', 'A latte, hot or iced'), 500, { isOffline: true })
const GOODS: readonly Goods[] = [
  goods(2, name('公交地铁 2 元券', '2 yuan off a bus or metro ride'), 200, {
    sponsor: BUREAU,
    left: 12_480,
    perPersonMax: 4,
  }),
  LATTE,
  goods(
    3,
    name(
      '晴雨两用折叠伞一把，五骨加大加固，防紫外线，颜色随机发货，附收纳袋一个',
      'A folding umbrella for sun and rain, five ribs, in one of four colours',
    ),
    1_800,
    { left: 3, perPersonMax: 1 },
  ),
  goods(4, name('崇明大米 2.5 千克，当季新米', 'Chongming rice, 2.5 kg, of this season'), 2_600, {
    pictureDigest: null,
    left: 41,
    sponsor: BUREAU,
  }),
  goods(5, name('植物园门票', 'A ticket for the botanical garden'), 900, { sponsor: BUREAU, left: 0 }),
]

const detailOf = (goodsId: string): GoodsDetail => ({
  ...(GOODS.find((one) => one.goodsId === goodsId) ?? LATTE),
  detail: name(
    '堂食外带都可以，可以换燕麦奶。到店出示券码就行，不用下单。',
    'To drink here or to take away, with oat milk if you like. Show your code at the counter.',
  ),
  shops: [
    ['梧桐咖啡五原路店', 'Wutong Coffee, Wuyuan Road', '徐汇区五原路 12 号'],
    [
      '梧桐咖啡静安寺店',
      'Wutong Coffee, Jing’an Temple',
      '静安区南京西路 1686 号 B1 层 08 室，地铁 2 号线 1 号口旁',
    ],
    ['梧桐咖啡莘庄店', 'Wutong Coffee, Xinzhuang', '闵行区莘庄地铁站南广场 3 号'],
  ].map(([zh = '', en = '', address = ''], number) => ({
    shopId: id('shp', number),
    name: name(zh, en),
    address,
  })),
  isOnSale: true,
})

const voucher = (number: number, of: Goods, bend: Partial<Voucher> = {}): Voucher => ({
  voucherId: id('vch', number),
  state: 'issued',
  goods: of,
  pricePoints: of.pricePoints,
  lots: [
    { points: 260, expiresAt: '2028-09-01T00:00:00+08:00' },
    { points: of.pricePoints - 260, expiresAt: '2028-12-01T00:00:00+08:00' },
  ],
  heldAt: '2026-11-21T12:00:00+08:00',
  heldUntil: null,
  issuedAt: '2026-11-21T12:01:00+08:00',
  validTo: '2026-12-22T00:00:00+08:00',
  endedAt: null,
  shop: null,
  isUndone: false,
  formOutUntil: null,
  usedBy: null,
  delivery: null,
  ...bend,
})

const HELD = voucher(9, LATTE, {
  state: 'held',
  heldAt: '2026-11-23T09:30:00+08:00',
  heldUntil: '2026-11-23T09:35:00+08:00',
  issuedAt: null,
})
const [, , umbrella = LATTE, rice = LATTE, garden = LATTE] = GOODS
const PACKET = goods(6, name('5 元数字人民币红包', 'e-CNY red packet, 5 yuan'), 500, {
  kind: 'redPacket',
  pictureDigest: null,
  sponsor: BUREAU,
})
const BANK = name('浦江银行', 'Pujiang Bank')
const VOUCHERS: readonly Voucher[] = [
  voucher(1, LATTE),
  voucher(6, PACKET, { usedBy: BANK, delivery: { state: 'recipientNeeded', reason: null } }),
  voucher(2, umbrella, { validTo: '2026-11-24T00:00:00+08:00' }),
  voucher(3, LATTE, {
    state: 'redeemed',
    endedAt: '2026-11-20T08:41:00+08:00',
    shop: name('梧桐咖啡五原路店', 'Wutong Coffee, Wuyuan Road'),
  }),
  voucher(7, PACKET, {
    state: 'redeemed',
    endedAt: '2026-11-18T17:30:00+08:00',
    usedBy: BANK,
    delivery: { state: 'delivered', reason: null },
  }),
  voucher(8, PACKET, {
    state: 'refunded',
    endedAt: '2026-11-18T17:12:00+08:00',
    usedBy: BANK,
    delivery: { state: 'refused', reason: 'recipientUnknown' },
  }),
  voucher(4, rice, { state: 'refunded', endedAt: '2026-11-12T19:05:00+08:00' }),
  voucher(5, garden, { state: 'expired', endedAt: '2026-10-01T00:00:00+08:00' }),
]

const CODE: VoucherCode = {
  digits: onlineCodeOf('0492455254723101'),
  issuedAt: '2026-11-23T09:30:00+08:00',
  expiresAt: '2026-11-23T09:31:00+08:00',
  phoneKey: { voucherNo: '4207719083', secret: 'c2VjcmV0LW9mLXRoZS1zY3JlZW5z' },
}

const FORM = {
  form: '0C4OD30R9U2B5Z$%*+-./:'.repeat(8).slice(0, 164),
  until: '2026-11-24T09:30:00+08:00',
}

/** The body for a path of the mall's API; undefined for another. Her rides say whether anything is there at all. */
export function mallAnswerFor(
  { isEmpty, isHolding }: { readonly isEmpty: boolean; readonly isHolding: boolean },
  method: string,
  path: string,
): unknown {
  const [, , voucherId = '', act] = path.split('/').slice(1)
  if (path === '/goods') return { items: isEmpty ? [] : GOODS }
  if (path.startsWith('/goods/')) return detailOf(path.slice('/goods/'.length))
  if (path === '/me/vouchers')
    return method === 'POST'
      ? HELD
      : { items: isEmpty ? [] : isHolding ? [HELD, ...VOUCHERS] : VOUCHERS, nextCursor: null }
  if (!path.startsWith('/me/vouchers/')) return undefined
  if (act === 'codes') return CODE
  if (act === 'offline-form') return FORM
  return [...VOUCHERS, HELD].find((one) => one.voucherId === voucherId)
}

/** A cup, a ticket, an umbrella: what a shop might have sent as its picture. */
const DRAWINGS = [
  "<rect width='100' height='100' fill='#e9d9c0'/><path d='M28 36h40v22a18 18 0 0 1-18 18h-4a18 18 0 0 1-18-18z' fill='#7a4a2b'/><path d='M68 42h6a9 9 0 0 1 0 18h-7' fill='none' stroke='#7a4a2b' stroke-width='5'/><path d='M40 28c0-6 5-6 5-12M53 28c0-6 5-6 5-12' fill='none' stroke='#b08a66' stroke-width='3'/>",
  "<rect width='100' height='100' fill='#cfe3e6'/><rect x='24' y='20' width='52' height='54' rx='12' fill='#1f6a73'/><rect x='32' y='30' width='36' height='20' rx='4' fill='#cfe3e6'/><circle cx='36' cy='62' r='4' fill='#cfe3e6'/><circle cx='64' cy='62' r='4' fill='#cfe3e6'/>",
  "<rect width='100' height='100' fill='#f0dcd6'/><path d='M18 52a32 32 0 0 1 64 0z' fill='#a8452f'/><path d='M50 52v24a7 7 0 0 1-14 0' fill='none' stroke='#5c2a1e' stroke-width='4'/>",
  "<rect width='100' height='100' fill='#dbe8cf'/><path d='M50 80V46M50 58c0-18 10-28 26-28 0 18-10 28-26 28M50 66c0-14-8-22-22-22 0 14 8 22 22 22' fill='#4d7a3a' stroke='#37592a' stroke-width='3'/>",
]

/** The picture under /v1/pictures/{digest}. */
export const pictureFor = (path: string): string => {
  const number = Number(path.slice(-1))
  const drawing = DRAWINGS[(number === 5 ? 4 : number) - 1] ?? ''
  return `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'>${drawing}</svg>`
}
