import { defineWords } from '../words'

/** The label of each line of a draft. */
export const draftFieldWords = defineWords({
  nameZh: ['名字（中文）', 'Name in Chinese'],
  nameEn: ['名字（英文）', 'Name in English'],
  detailZh: ['说明（中文，可不填）', 'Description in Chinese, if any'],
  detailEn: ['说明（英文，可不填）', 'Description in English, if any'],
  payableDelivered: ['每发放一份，赞助方付给发放方多少元', 'Yuan the sponsor pays for each one delivered'],
  pricePoints: ['多少积分一份', 'Points for one'],
  payable: ['每核销一份，赞助方付给商户多少元', 'Yuan the sponsor pays the merchant for each'],
  perPersonMax: ['每人最多几份', 'Most for one person'],
  stockTotal: ['一共放多少份', 'How many in all'],
  soldFrom: ['哪天开始卖（不填就是马上）', 'First day of sale, empty for at once'],
  soldTo: ['卖到哪天（不填就是不限期）', 'Last day of sale, empty for no end'],
  voucherDays: ['兑走后再多少天内有效', 'How many days a voucher lasts after the day it is taken'],
})

export const draftHintWords = defineWords({
  name: ['写清楚拿到什么，如“一杯拿铁”', 'What one gets, in Chinese, such as “a latte”'],
  nameEn: ['给用英文的人看，如“A latte”', 'For those who read English, such as “A latte”'],
  price: ['1 积分来自 1 克减排量', 'One point comes of one gram'],
  payable: ['可以填 0：商户白送', 'May be 0: the merchant gives it'],
  payablePacket: ['就是红包里的钱，居民收到这么多', 'The money in the packet: what a resident gets'],
  nameRedPacket: [
    '写清楚多少钱，如“3 元数字人民币红包”',
    'Say how much, in Chinese, such as “an e-CNY red packet of 3 yuan”',
  ],
  nameEnRedPacket: [
    '给用英文的人看，如“An e-CNY red packet of 3 yuan”',
    'For those who read English, such as “An e-CNY red packet of 3 yuan”',
  ],
  nameTransportDiscount: [
    '写清楚省多少，如“地铁公交 1 元优惠”',
    'Say how much, in Chinese, such as “1 yuan off metro and bus”',
  ],
  nameEnTransportDiscount: [
    '给用英文的人看，如“1 yuan off a metro or bus ride”',
    'For those who read English, such as “1 yuan off a metro or bus ride”',
  ],
  nameTitle: ['就是称号本身，如“绿色出行家”', 'The title itself, in Chinese, such as “Green rider”'],
  nameEnTitle: ['给用英文的人看，如“Green rider”', 'For those who read English, such as “Green rider”'],
  stock: ['上架后还能改', 'Can be changed later'],
  day: ['写成 2026-12-01 或 20261201', 'As 2026-12-01 or 20261201'],
})

export const newGoodsWords = defineWords({
  title: ['上架新商品', 'Offer goods'],
  stepOf: ['第 {n}\u00a0步，共 {all}\u00a0步：{name}', 'Step {n} of {all}: {name}'],
  stepKind: ['种类', 'Kind'],
  stepWhat: ['是什么', 'What it is'],
  stepAmount: ['多少', 'How much'],
  stepTime: ['卖多久', 'When'],
  stepPartners: ['谁付钱、在哪用', 'Who pays, and where'],
  stepGiver: ['谁颁发', 'Who gives it'],
  stepSummary: ['再看一遍', 'Look it over'],
  kind: ['上架哪一种', 'Which kind'],
  kindNote: [
    '先选居民怎么拿到它，后面的问题跟着变。',
    'How residents get it comes first; the other questions follow from it.',
  ],
  kept: [
    '写了一半会留在这台设备上，下次接着写。',
    'What you have written stays on this device until you come back.',
  ],
  next: ['下一步', 'Next'],
  back: ['上一步', 'Back'],
  change: ['改这一步', 'Change this step'],
  discard: ['不写了，清空', 'Throw it away'],
  discardTitle: ['清空写到一半的商品？', 'Throw away what you have written?'],
  discardHow: [
    '这台设备上的草稿会删掉，不能找回。',
    'The draft on this device goes and cannot be brought back.',
  ],
  discardYes: ['是，清空', 'Yes, throw it away'],
  discardNo: ['接着写', 'Go on writing'],
  isOffline: ['断网时门店也能收', 'Shops take it without network too'],
  isOfflineHint: [
    '只限 20 元以内。断网时万一同一张券用了两次，多付的由赞助方承担。',
    'Up to 20 yuan. Should a voucher be used twice without network, the sponsor bears the second.',
  ],
  sponsorId: ['谁来付钱', 'Who pays'],
  sponsorHint: ['上架后由它拨预算，拨了才开始卖。', 'It gives the budget afterwards; sale begins then.'],
  giver: ['谁来颁发', 'Who gives it'],
  giverHint: [
    '称号以它的名义颁发，它同意了才开始，不用付钱。',
    'The title bears its name: it agrees first, and pays nothing.',
  ],
  shopIds: ['能用的门店（选了 {n}\u00a0家）', 'Shops where it counts ({n} chosen)'],
  shopSearch: ['按名字找门店', 'Find a shop by its name'],
  shopsMore: ['还有 {n}\u00a0家没显示，写几个字找一找', '{n} more; write part of a name to find them'],
  delivered: ['谁来发放', 'Who delivers it'],
  deliveredHow: [
    '不用选门店。上架后等它同意才开始卖，发放一份，赞助方就该付它一份的钱。',
    'No shops to choose. It is sold once they agree; each one delivered is owed to them by the sponsor.',
  ],
  noPartners: ['还没有可以选的', 'None to choose yet'],
  noPartnersDetail: [
    '先要有登记过的赞助方，和商户开着的门店。请联系市减污降碳中心登记。',
    'A registered sponsor and an open shop are needed first. The city carbon reduction centre registers them.',
  ],
  noGivers: [
    '先要有登记过的赞助方。请联系市减污降碳中心登记。',
    'A registered sponsor is needed first. The city carbon reduction centre registers them.',
  ],
  atOnce: ['马上', 'At once'],
  noEnd: ['不限期', 'No end'],
  daysText: ['{n}\u00a0天', '{n} {n|day|days}'],
  yuanText: ['{n}\u00a0元', '{n}\u00a0yuan'],
  yes: ['可以', 'Yes'],
  no: ['不可以', 'No'],
  forGood: [
    '上架后除了库存和预算，别的都不能改：居民是照这些条件兑的。',
    'Once offered only stock and budget change: residents agree to the rest.',
  ],
  forGoodTitle: [
    '上架后只能改库存和图片：居民是照这些条件兑的。',
    'Once offered only stock and picture change: residents agree to the rest.',
  ],
  offer: ['上架', 'Offer'],
  offered: ['已上架', 'Offered'],
  offeredWaiting: ['已上架，还要等：{what}', 'Offered; still needed: {what}'],
  needsYes: ['{names}同意', 'a yes of {names}'],
  needsBudget: ['{sponsor}拨预算', 'a budget of {sponsor}'],
  and: ['、', ', '],
  unanswered: [
    '上次上架没有等到回音。再点一次不会重复上架。',
    'The last try got no answer. Trying again does not offer it twice.',
  ],
})

export const draftRangeWords = defineWords({
  range: ['请填 {min} 到 {max} 的整数', 'A whole number from {min} to {max}, please'],
  yuanRange: [
    '请填 {min} 到 {max}\u00a0元，最多两位小数',
    'From {min} to {max}\u00a0yuan, with at most two places, please',
  ],
})

export const draftFaultWords = defineWords({
  missing: ['这里要填', 'Please fill this in'],
  missingChoice: ['请选一个', 'Please choose'],
  empty: ['红包里要有钱，至少 0.01 元', 'A red packet needs money in it, at least 0.01 yuan'],
  day: ['没有这一天，请写成 2026-12-01', 'There is no such day; write it as 2026-12-01'],
  past: ['这一天已经过去了', 'That day is over'],
  beforeStart: ['不能早于开始卖的那天', 'Not before the first day of sale'],
  offlineDear: ['付给商户超过 20 元的不能断网收', 'Not for more than 20 yuan'],
  unknown: ['现在选不了这个了，请换一个', 'This cannot be chosen any more; please choose another'],
})
