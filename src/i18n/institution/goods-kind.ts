import { defineWords } from '../words'

export const goodsKindWords = defineWords({
  coupon: ['到店券', 'Coupon for a shop'],
  redPacket: ['数字人民币红包', 'e-CNY red packet'],
  transportDiscount: ['交通优惠', 'Discount on journeys'],
  title: ['荣誉称号', 'Honorary title'],
})

/** What becomes of goods of a kind once somebody has taken them. */
export const goodsKindHowWords = defineWords({
  coupon: [
    '居民到店出示券，店员核销后给东西。',
    'She shows the voucher in a shop, and its cashier hands the goods over.',
  ],
  redPacket: [
    '不用到店，由{by}把钱发到居民的数字人民币钱包。',
    'No shop: {by} sends the money to her e-CNY wallet.',
  ],
  transportDiscount: [
    '不用到店，由{by}把优惠发到居民的交通账户。',
    'No shop: {by} puts the discount on her travel account.',
  ],
  title: [
    '不用到店，兑了马上以颁发单位的名义给；每人一次，一直保留，不收钱。',
    'No shop: given at once in the name of whoever gives it, once for each person, for good and for no money.',
  ],
  nobodyDelivers: [
    '现在没有发放方，不能上架。请联系市减污降碳中心接入。',
    'Nobody delivers these yet, so they cannot be offered. Ask the city carbon reduction centre to connect somebody.',
  ],
})
