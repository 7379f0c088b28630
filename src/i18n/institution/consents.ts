import { defineWords } from '../words'

export const consentWords = defineWords({
  title: ['合作商品', 'Goods that name you'],
  waitingSome: [
    '{n} 件商品等你们答复，答应了才开始卖。',
    '{n} {n|item waits|items wait} for your answer; nothing is sold before.',
  ],
  look: ['去看', 'Look'],
  empty: ['没有要你们答应的商品', 'Nothing needs your yes'],
  emptyDetail: [
    '别的机构上架商品，写了你们出钱或在你们店里用，会先在这里问你们。',
    'When another institution offers goods you are to pay for or give out, you are asked here first.',
  ],
  waiting: ['等答复', 'Waiting'],
  agreed: ['已同意', 'Agreed'],
  declined: ['没同意', 'Not agreed'],
  mall: ['谁上架', 'Offered by'],
  price: ['居民用', 'For'],
  priceText: ['{n} 积分', '{n} {n|point|points}'],
  payable: ['每核销一份', 'Each one redeemed'],
  youGet: ['{sponsor}付你们 {n} 元', '{sponsor} pays you {n} yuan'],
  youGetNothing: ['没人付钱给你们', 'Nobody pays you anything'],
  youPay: ['你们付商户 {n} 元', 'You pay the merchant {n} yuan'],
  youPayNothing: ['你们不付钱', 'You pay nothing'],
  each: ['每颁发一个', 'Each one given'],
  shops: ['在你们哪些店用', 'In these shops of yours'],
  delivered: ['怎么给', 'How it is given'],
  deliveredText: ['不用到店，由你们的系统发放', 'Not in a shop: your system delivers it'],
  titleText: [
    '以你们的名义，兑了马上给；每人一次，一直保留',
    'In your name, at once; once for each person, for good',
  ],
  yes: ['同意', 'Agree'],
  no: ['不同意', 'Do not agree'],
  stop: ['不再同意', 'Agree no longer'],
  again: ['改为同意', 'Agree after all'],
  stopTitle: ['不再同意“{name}”？', 'No longer agree to {name}?'],
  stopShelf: [
    '马上停止兑换，货架上看不到它。',
    'No more of it is given out, and it leaves the shelf at once.',
  ],
  stopIssued: [
    '已经兑走的券照常能用，用了照样付钱。',
    'Vouchers taken before stay good, and are paid for as before.',
  ],
  stopGiven: ['已经颁发的称号，居民一直保留。', 'Titles given before stay with those who have them.'],
  stopYes: ['是，不再同意', 'Yes, no longer'],
  stopNo: ['先不改', 'Not now'],
  saidYes: ['已同意“{name}”', 'You agreed to {name}'],
  and: ['、', ', '],
  saidNo: ['已回答不同意“{name}”', 'You did not agree to {name}'],
})

/** For the mall operator: who has said what to its goods. */
export const partnersSayWords = defineWords({
  heading: ['合作单位的答复', 'What the others say'],
  waitingFor: [
    '在等 {names} 答复，都同意了才开始卖。',
    'Waiting for {names}; it is sold once all have agreed.',
  ],
  waitingBudget: ['也在等{sponsor}拨预算。', ' The budget of {sponsor} is missing too.'],
  declinedBy: [
    '{names} 没有同意，现在不卖。可以和对方商量，或者下架，另上一件。',
    '{names} did not agree, so it is not sold. Talk to them, or withdraw it and offer other goods.',
  ],
  and: ['、', ', '],
})
