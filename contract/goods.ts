import { Type, type Static } from '@sinclair/typebox'
import { ShopName } from './institution'
import { Count, Instant, Name, Nullable, ONE_LINE, WireId } from './primitives'
import { Points } from './points'

/** Whole fen of money, 1/100 yuan. */
const Fen = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description: 'fen' })
const PricePoints = Type.Integer({ minimum: 1, maximum: 10_000_000, description: 'points' })
const PayableFen = Type.Integer({ minimum: 0, maximum: 10_000_000, description: 'fen' })
const StockCount = Type.Integer({ minimum: 0, maximum: 100_000_000 })
const PictureDigest = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256 of the picture, hexadecimal',
})

/**
 * `coupon`: shown at a till of one of its shops. `redPacket` 数字人民币红包 and `transportDiscount` 交通优惠: an outside system delivers them.
 * `title` 荣誉称号: given at once by its sponsor, once for each person, for good.
 */
export const GoodsKind = Type.Union([
  Type.Literal('coupon'),
  Type.Literal('redPacket'),
  Type.Literal('transportDiscount'),
  Type.Literal('title'),
])
export type GoodsKind = Static<typeof GoodsKind>

/** Goods of the mall as residents see them. */
export const Goods = Type.Object({
  goodsId: WireId('gds'),
  kind: GoodsKind,
  name: Name,
  /** Under GET /v1/pictures/{digest}. */
  pictureDigest: Nullable(PictureDigest),
  pricePoints: Points,
  /** How many can still be taken, of stock and budget. */
  left: Count,
  perPersonMax: Type.Integer({ minimum: 1 }),
  soldTo: Nullable(Instant),
  /** Whole days after its day of issue a voucher can be shown. */
  voucherDays: Type.Integer({ minimum: 1 }),
  sponsor: Name,
  /** Whether its vouchers can be shown to a till without network. */
  isOffline: Type.Boolean(),
})
export type Goods = Static<typeof Goods>
export const GoodsList = Type.Object({ items: Type.Array(Goods) })
export type GoodsList = Static<typeof GoodsList>
export const GoodsDetail = Type.Intersect([
  Goods,
  Type.Object({
    detail: Name,
    shops: Type.Array(Type.Intersect([ShopName, Type.Object({ address: Type.String() })])),
    /** False once withdrawn or outside its time of sale. */
    isOnSale: Type.Boolean(),
  }),
])
export type GoodsDetail = Static<typeof GoodsDetail>

const Text = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: ONE_LINE })

/** What is agreed for good when goods are listed. */
export const GoodsTerms = Type.Object({
  kind: GoodsKind,
  name: Type.Object({ zh: Text(40), en: Text(80) }, { additionalProperties: false }),
  detail: Type.Object(
    { zh: Type.String({ maxLength: 600 }), en: Type.String({ maxLength: 1200 }) },
    { additionalProperties: false },
  ),
  pictureDigest: Nullable(PictureDigest),
  pricePoints: PricePoints,
  /** What the sponsor pays the merchant for one. */
  payableFen: PayableFen,
  perPersonMax: Type.Integer({ minimum: 1, maximum: 1000 }),
  soldFrom: Instant,
  soldTo: Nullable(Instant),
  voucherDays: Type.Integer({ minimum: 1, maximum: 366 }),
  /** Whether tills without network take a signed form of its vouchers; only up to 2,000 fen. */
  isOffline: Type.Boolean(),
})
export type GoodsTerms = Static<typeof GoodsTerms>

export const GoodsRequest = Type.Object(
  {
    ...GoodsTerms.properties,
    /** Null for at once, by the service's own clock: a device's may be a day ahead. */
    soldFrom: Nullable(Instant),
    sponsorId: WireId('org'),
    /** One at least for a coupon, none for other kinds. */
    shopIds: Type.Array(WireId('shp'), { maxItems: 1000, uniqueItems: true }),
    stockTotal: StockCount,
  },
  { additionalProperties: false },
)
export type GoodsRequest = Static<typeof GoodsRequest>
export const GoodsStockRequest = Type.Object({ stockTotal: StockCount }, { additionalProperties: false })
export type GoodsStockRequest = Static<typeof GoodsStockRequest>
/** The whole budget, not what is added to it. */
export const GoodsBudgetRequest = Type.Object({ budgetFen: Fen }, { additionalProperties: false })
export type GoodsBudgetRequest = Static<typeof GoodsBudgetRequest>

/** Null: not answered yet. Sold before and then no: no more are sold, vouchers out stay good. */
const Answered = { isAgreed: Nullable(Type.Boolean()), answeredAt: Nullable(Instant) }

/** Goods as the mall operator that lists them and the sponsor that pays for them see them. */
export const OwnGoods = Type.Intersect([
  GoodsTerms,
  Type.Object({
    goodsId: WireId('gds'),
    mallOperatorId: WireId('org'),
    mallOperator: Name,
    sponsorId: WireId('org'),
    sponsor: Name,
    shops: Type.Array(ShopName),
    stockTotal: Count,
    stockLeft: Count,
    budgetFen: Fen,
    budgetLeftFen: Fen,
    listedAt: Instant,
    withdrawnAt: Nullable(Instant),
    /** What those said whom these goods name besides the mall operator; sold only once all have agreed. */
    consents: Type.Array(Type.Object({ institutionId: WireId('org'), institution: Name, ...Answered })),
    /** Vouchers by where they stand. */
    held: Count,
    issued: Count,
    redeemed: Count,
  }),
])
export type OwnGoods = Static<typeof OwnGoods>
export const OwnGoodsList = Type.Object({ items: Type.Array(OwnGoods) })
export type OwnGoodsList = Static<typeof OwnGoodsList>

/** Goods another institution lists that name this one, as their sponsor or for its shops, and what it said to that. */
export const GoodsConsent = Type.Object({
  goodsId: WireId('gds'),
  ...Type.Pick(GoodsTerms, [
    'kind',
    'name',
    'detail',
    'pictureDigest',
    'pricePoints',
    'payableFen',
    'soldFrom',
    'soldTo',
    'voucherDays',
    'isOffline',
  ]).properties,
  mallOperator: Name,
  sponsor: Name,
  /** Whether this institution is that sponsor. */
  isSponsor: Type.Boolean(),
  /** Those of its own shops that would give the goods out. */
  shops: Type.Array(ShopName),
  ...Answered,
})
export type GoodsConsent = Static<typeof GoodsConsent>
export const GoodsConsentList = Type.Object({ items: Type.Array(GoodsConsent) })
export type GoodsConsentList = Static<typeof GoodsConsentList>
export const GoodsConsentRequest = Type.Object({ isAgreed: Type.Boolean() }, { additionalProperties: false })
export type GoodsConsentRequest = Static<typeof GoodsConsentRequest>

/** Whom goods can be listed with: sponsors, open shops of merchants for coupons, and who delivers goods of another kind. */
export const GoodsPartners = Type.Object({
  sponsors: Type.Array(Type.Object({ institutionId: WireId('org'), name: Name })),
  shops: Type.Array(Type.Intersect([ShopName, Type.Object({ merchant: Name })])),
  /** One at most for a kind; a kind that is missing cannot be listed. */
  deliveries: Type.Array(
    Type.Object({
      kind: Type.Union([Type.Literal('redPacket'), Type.Literal('transportDiscount')]),
      deliveredBy: Name,
    }),
  ),
})
export type GoodsPartners = Static<typeof GoodsPartners>

export const Picture = Type.Object({ pictureDigest: PictureDigest }, { additionalProperties: false })
export type Picture = Static<typeof Picture>
