import { defineWords } from '../words'

export const shopsWords = defineWords({
  title: ['门店', 'Shops'],
  given: ['别人给的碳信用证明', 'Credit statements given'],
  consents: ['商城想在你们店里用的商品', 'Goods malls want you to give out'],
  open: ['开一家门店', 'Open a shop'],
  empty: ['还没有门店', 'No shop yet'],
  emptyDetail: ['开了门店，收银员才能收券', 'Vouchers are taken in a shop: open the first one'],
  openList: ['营业中', 'Open'],
  closedList: ['已关闭', 'Closed'],
  closedOn: ['{address} · {when}关闭', '{address} · closed {when}'],
  close: ['关闭', 'Close'],
  closeLabel: ['关闭{name}', 'Close {name}'],
  closeAsk: ['关闭{name}？', 'Close {name}?'],
  closeEffect: [
    '关闭后这家店不能再收券，不能重新打开。已核销的钱照付。',
    'No voucher is taken there any more, and it cannot be opened again. What was redeemed is paid.',
  ],
  closeYes: ['是，关闭', 'Yes, close it'],
  closed: ['已关闭', 'Closed'],
  cancel: ['取消', 'Cancel'],
  nameZh: ['店名', 'Name in Chinese'],
  nameEn: ['英文店名', 'Name in English'],
  address: ['地址', 'Address'],
  missing: ['请填写', 'Please fill this in'],
  save: ['开店', 'Open it'],
  opened: ['门店开好了', 'The shop is open'],
})
