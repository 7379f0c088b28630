import { defineWords } from '../words'

export const todayWords = defineWords({
  title: ['今天', 'Today'],
  sum: ['今天核销', 'Redeemed today'],
  count: ['{n|张|张}', '{n|voucher|vouchers}'],
  payable: ['应收 {yuan} 元', '{yuan} yuan to be paid to you'],
  afterClash: [
    '另有 {n} 张在别处先用过，赞助方照付 {yuan} 元，已算在应收里',
    '{n} more {n|was|were} used elsewhere first; the sponsor pays {yuan} yuan for {n|it|them} all the same, which is counted',
  ],
  undoneOfBefore: [
    '今天撤销了 {n} 张今天以前核销的，应收里已扣 {yuan} 元',
    '{n} redeemed before today {n|was|were} taken back today; {yuan} yuan {n|is|are} deducted',
  ],
  shop: ['门店', 'Shop'],
  allShops: ['所有门店（{n} 家）', 'All {n} shops'],
  otherShop: ['换', 'Change'],
  shopAsk: ['看哪家门店？', 'Which shop?'],
  shopRow: ['{n} 张 · {yuan}\u00a0元', '{n} {n|voucher|vouchers} · {yuan}\u00a0yuan'],
  partner: ['收银系统', 'by the POS'],
  delivery: ['系统发放', 'delivered by a system'],
  list: ['核销记录', 'What was redeemed'],
  empty: ['今天还没有核销', 'Nothing redeemed today'],
  emptyDetail: ['核销成功的券会出现在这里', 'Redeemed vouchers will stand here'],
  row: ['{time} · {by} · {yuan}\u00a0元', '{time} · {by} · {yuan}\u00a0yuan'],
  undone: ['已撤销', 'Taken back'],
  undo: ['撤销', 'Take back'],
  undoLabel: ['撤销 {time} {goods}', 'Take back {time} {goods}'],
  undoTo: ['{time} 前可撤销', 'Until {time}'],
  undoAsk: ['撤销这次核销？', 'Take this back?'],
  undoEffect: [
    '积分退给顾客，这笔不再应收。这张券不能再用。',
    'The points go back to the customer and nothing is owed to you. The voucher stays used up.',
  ],
  undoYes: ['是，撤销', 'Yes, take it back'],
  cancel: ['不撤销', 'Leave it'],
  undoneNow: ['已撤销，积分退回顾客', 'Taken back; the points went to the customer'],
})
