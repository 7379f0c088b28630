import { defineWords } from '../words'

export const duesWords = defineWords({
  title: ['该付给商户的', 'Owed to merchants'],
  link: ['该付给商户的', 'Owed to merchants'],
  open: ['还没付的', 'Not paid yet'],
  yuan: ['元', 'yuan'],
  how: [
    '请用银行转账付给商户，再到这里记下转账的号码。这里不动钱。',
    'Pay the merchant by bank transfer and write its number down here. No money moves here.',
  ],
  list: ['每个商户每天', 'By merchant and day'],
  listHow: [
    '点一行，看它由哪些券组成，付了再记下来',
    'Tap one to see the vouchers it is made of, and to write down that it is paid',
  ],
  row: ['{day}核销', 'redeemed {day}'],
  due: ['最晚{day}付', 'due {day}'],
  late: ['过期未付', 'Overdue'],
  unpaid: ['未付', 'Open'],
  disputed: ['有异议', 'Disputed'],
  deduction: ['抵扣', 'Deducted'],
  amount: ['{n}\u00a0元', '{n}\u00a0yuan'],
  empty: ['没有要付的钱', 'Nothing to pay'],
  emptyDetail: [
    '券核销后第二天凌晨结算，要付的会出现在这里。',
    'What was redeemed is settled early the next morning and then stands here.',
  ],
  payTitle: ['付给{merchant}', 'Pay {merchant}'],
  ofDay: ['{day}核销的，一共 {n}\u00a0元', 'Redeemed {day}: {n}\u00a0yuan in all'],
  already: ['已付 {n}\u00a0元', '{n}\u00a0yuan paid'],
  loss: [
    '其中 {n}\u00a0元是断网时同一张券用了两次，由赞助方承担',
    '{n}\u00a0yuan of it are vouchers used twice without network, which the sponsor bears',
  ],
  toPay: ['现在要转 {n}\u00a0元', 'To transfer now: {n}\u00a0yuan'],
  deducted: ['别的日子多付的已经扣掉', 'What was paid too much for other days is taken off'],
  isDeduction: [
    '这天撤销的比核销的多，不用付。付这家商户别的日子时自动扣掉。',
    'More was undone on this day than redeemed. Nothing is to be paid; other days of this merchant come to less.',
  ],
  nothingToPay: ['不用转账，正好扣完', 'Nothing to transfer: it is deducted in full'],
  settle: ['扣掉，记下来', 'Deduct it, write it down'],
  deductionReference: ['抵扣', 'deduction'],
  isDisputed: [
    '商户对这天有异议，还没说定。可以先等答复。',
    'The merchant disputes this day and it is not settled. You may wait for the answer.',
  ],
  reference: ['银行转账的号码', 'Number of the bank transfer'],
  referenceHint: ['回单上的流水号，商户凭它对账', 'As on the receipt; the merchant finds the money by it'],
  referenceFault: ['请填转账的号码', 'Please give the number of the transfer'],
  pay: ['已经付了，记下来', 'It is paid, write it down'],
  cancel: ['先不', 'Not now'],
  close: ['知道了', 'Got it'],
  done: ['记下了', 'Written down'],
  latest: [
    '刚刚记下：{merchant}，{day}，已付 {n}\u00a0元',
    'Just written down: {merchant}, {day}, {n}\u00a0yuan paid',
  ],
})

export const dueLinesWords = defineWords({
  show: ['看每一笔', 'See every line'],
  lines: ['每一笔', 'Every line'],
  file: ['拿这份明细（CSV）', 'Get these lines (CSV)'],
  fileAgain: ['把文件交给我', 'Give me the file'],
  fileReady: ['文件好了，点上面的按钮拿走。', 'The file is ready: tap the button above.'],
  saved: ['文件已存好', 'The file is saved'],
  shared: ['文件已交给你', 'The file is handed over'],
  copied: ['这里存不了文件，内容已复制，可以粘贴到别处', 'No file can be saved here; its text is copied'],
  copyFailed: ['这里拿不了文件，请在电脑上打开', 'No file can be had here; please open this on a computer'],
})

export const paidDuesWords = defineWords({
  heading: ['付过的', 'Paid'],
  none: ['还没有记下付过的', 'Nothing is written down as paid yet'],
  days: ['{days}核销的', 'redeemed {days}'],
  dayPart: ['{day} {n}\u00a0元', '{day} {n}\u00a0yuan'],
  and: ['、', ', '],
  when: ['{when}记下 · 转账号码 {reference}', 'written down {when} · transfer {reference}'],
  amount: ['{n}\u00a0元', '{n}\u00a0yuan'],
})
