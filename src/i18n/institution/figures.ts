import { defineWords } from '../words'

export const figuresWords = defineWords({
  title: ['各店核销', 'Redeemed by shop'],
  range: ['看多少天', 'How many days'],
  days7: ['近 7 天', '7 days'],
  days30: ['近 30 天', '30 days'],
  redeemed: ['核销', 'Redeemed'],
  vouchers: ['张', 'vouchers'],
  countText: ['{n} 张', '{n}'],
  points: ['收到积分', 'Points collected'],
  payable: ['该付给商户', 'Owed to merchants'],
  yuanText: ['{n}\u00a0元', '{n}\u00a0yuan'],
  byDay: ['每天，{shop}', 'By day, {shop}'],
  allShops: ['全部门店', 'all shops'],
  summary: [
    '{shop}：{days} 天共 {total}，最多的是 {day}，{most}',
    '{shop}: {total} in {days} days, most on {day}, {most}',
  ],
  byShop: ['各门店', 'By shop'],
  byShopHow: ['点一家店，图里就只看它', 'Tap a shop to see it alone in the chart'],
  merchant: ['{merchant} · {n}\u00a0张', '{merchant} · {n}'],
  others: ['其余 {n}\u00a0家门店', '{n} more {n|shop|shops}'],
  clashes: [
    '另有 {n}\u00a0张在断网时被用了两次：商户照样该收钱，{fen}\u00a0元由赞助方承担，不占预算。',
    '{n} more {n|was|were} used twice while a till had no network: the shop is owed all the same, and {fen}\u00a0yuan fall on the sponsor beside the budget.',
  ],
  empty: ['这些天没有核销', 'Nothing was redeemed in these days'],
  emptyDetail: ['居民到店用券后，这里就有数', 'Figures come with the first voucher shown at a shop'],
})

export const collectedWords = defineWords({
  title: ['收到的积分', 'Points collected'],
  now: ['还没转回的积分', 'Not turned back yet'],
  unit: ['分', 'pts'],
  fromVouchers: ['来自 {n}\u00a0张核销的券', 'from {n} redeemed {n|voucher|vouchers}'],
  undoable: [
    '其中 {n}\u00a0张刚核销，过 10 分钟才能转回。',
    '{n} of them {n|was|were} redeemed just now and can be turned back after ten minutes.',
  ],
  next: ['这次可以转回', 'Can be turned back now'],
  nextSum: [
    '{points}\u00a0分 → {grams}\u00a0克减排量',
    '{points}\u00a0points → {grams}\u00a0g of reductions',
  ],
  nextFrom: ['{n}\u00a0张券，一次全部转回。', '{n} {n|voucher|vouchers}, all at once.'],
  progress: [
    '已转回 {done}\u00a0张，还有 {left}\u00a0张，请别关闭。',
    '{done} turned back, {left} to go. Please stay here.',
  ],
  askMany: [
    '{n}\u00a0张会分几步转完。中途断了也不会重复或丢失，再点一次就接着转。',
    'The {n} go in several steps. If they are interrupted nothing is lost or done twice: tap again to go on.',
  ],
  holding: ['现在持有的减排量', 'Reductions you hold now'],
  holdingHow: ['积分转回来的，按出行的月份。', 'Turned back from points, by the month of the rides.'],
  holdingNone: ['还没有。积分转回后记在这里。', 'None yet. What is turned back is kept here.'],
  ofMonth: ['{month}的出行', 'Rides of {month}'],
  nextNone: ['现在没有可以转回的', 'Nothing to turn back now'],
  nextNoneDetail: [
    '券核销满 10 分钟后，它的积分就可以转回',
    'Ten minutes after a voucher is redeemed its points can be',
  ],
  ask: ['转回减排量', 'Turn back'],
  askTitle: ['把 {n}\u00a0分转回减排量？', 'Turn {n}\u00a0points back?'],
  askHow: [
    '1 分转回 1 克，就是当初换出这些积分的那些序列号。转回后积分就没有了，不能再退。',
    'One point becomes one gram: the very serials behind these points. The points are gone then, and it cannot be undone.',
  ],
  yes: ['是，转回', 'Yes, turn back'],
  no: ['先不转', 'Not now'],
  done: ['转回好了', 'Turned back'],
  latestRow: ['刚刚转回 · {n}\u00a0张券', 'Turned back just now · {n} {n|voucher|vouchers}'],
  sum: ['{points}\u00a0分 → {grams}\u00a0克', '{points}\u00a0points → {grams}\u00a0g'],
  source: [
    '{month}的出行，{name}（{code} 第 {version} 版）',
    'Rides of {month}, {name} ({code}, version {version})',
  ],
  blocks: [
    '减排量编号 {n}\u00a0段，每个编号是 1 毫克',
    '{n} {n|block|blocks} of serial numbers, one a milligram',
  ],
  block: ['编号 {from} 到 {to}，共 {n}\u00a0毫克', 'Serials {from} to {to}, {n}\u00a0mg'],
  blockOf: [
    '{operator}，{day}的出行，第 {no} 批签发 · {code}',
    '{operator}, rides of {day}, run {no} · {code}',
  ],
  allBlocks: ['再看 {n}\u00a0段', '{n} more'],
  restOfBlocks: [
    '另有 {n}\u00a0段，这里列不下，可从机构接口逐页取。',
    '{n} more than fit here; the institution’s interface gives them page by page.',
  ],
  past: ['以前转回的', 'Turned back before'],
  pastRow: ['{when} · {n}\u00a0张券', '{when} · {n} {n|voucher|vouchers}'],
  pastEmpty: ['还没有转回过', 'Nothing was turned back yet'],
  pastEmptyDetail: ['每次转回都会记在这里，带着序列号', 'Each turning back is kept here with its serials'],
})

export const budgetWords = defineWords({
  title: ['赞助的钱', 'What is paid for'],
  left: ['还能用的预算', 'Budget left'],
  yuan: ['元', 'yuan'],
  given: ['一共给了', 'Given'],
  due: ['已核销，要付给商户', 'Redeemed, owed to merchants'],
  promised: ['券在居民手里，先占着', 'Promised: vouchers not used yet'],
  leftLine: ['还能用', 'Left'],
  sumNote: [
    '券过期或退掉，占着的钱会回到预算里。核销的第二天结算，付没付看“该付给商户的”。',
    'What is promised returns to the budget when a voucher expires or is given back. What is redeemed is settled the next day; whether it is paid stands under Owed to merchants.',
  ],
  byGoods: ['花在哪些商品上', 'By goods'],
  goodsDetail: ['要付 {due}\u00a0元 · 剩 {left}\u00a0元', '{due}\u00a0yuan owed · {left} left'],
  moreGoods: ['其余 {n}\u00a0件商品', '{n} more'],
  where: ['花在哪些门店', 'By shop'],
  empty: ['还没有要付的商品', 'Nothing to pay for yet'],
  emptyDetail: [
    '商城主体选你们做赞助方后，商品会出现在这里。',
    'Goods appear here once a mall operator names you as their sponsor.',
  ],
})
