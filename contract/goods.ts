import { Type, type Static } from '@sinclair/typebox'
import { ShopName } from './institution'
import { Count, Instant, Name, Nullable, WireId } from './primitives'
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

/** `coupon`: shown at a till of one of its shops. */
export const GoodsKind = Type.Union([Type.Literal('coupon')])
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

const Text = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: '\\S' })

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
    sponsorId: WireId('org'),
    shopIds: Type.Array(WireId('shp'), { minItems: 1, maxItems: 1000, uniqueItems: true }),
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

/** Goods as the mall operator that lists them and the sponsor that pays for them see them. */
export const OwnGoods = Type.Intersect([
  GoodsTerms,
  Type.Object({
    goodsId: WireId('gds'),
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
    /** Vouchers by where they stand. */
    held: Count,
    issued: Count,
    redeemed: Count,
  }),
])
export type OwnGoods = Static<typeof OwnGoods>
export const OwnGoodsList = Type.Object({ items: Type.Array(OwnGoods) })
export type OwnGoodsList = Static<typeof OwnGoodsList>

/** Whom goods can be listed with: sponsors, and open shops of merchants. */
export const GoodsPartners = Type.Object({
  sponsors: Type.Array(Type.Object({ institutionId: WireId('org'), name: Name })),
  shops: Type.Array(Type.Intersect([ShopName, Type.Object({ merchant: Name })])),
})
export type GoodsPartners = Static<typeof GoodsPartners>

export const Picture = Type.Object({ pictureDigest: PictureDigest })
export type Picture = Static<typeof Picture>
