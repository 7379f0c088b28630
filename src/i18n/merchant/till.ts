import { defineWords } from '../words'

export const tillWords = defineWords({
  title: ['收银', 'Till'],
  who: ['{institution} · {role}', '{institution} · {role}'],
  change: ['换一家', 'Change'],
  whichShop: ['你在哪家门店？', 'Which shop are you in?'],
  otherShop: ['换门店', 'Other shop'],
  noShops: ['没有可以收银的门店', 'There is no shop to work in'],
  noShopsDetail: [
    '请负责人先开一家门店，或把你加到门店里',
    'Ask the owner to open one, or to add you to one',
  ],
  scan: ['扫券码', 'Scan the voucher'],
  typed: ['扫不了？输入 18 位数字', 'Cannot scan? Type the 18 digits'],
  typedHint: ['和顾客屏幕上的数字对一遍', 'Compare with the customer’s screen'],
  typedFault: [
    '号码不对，请和顾客屏幕上的 18 位数字再对一遍',
    'Not right: please compare with the 18 digits on the customer’s screen',
  ],
  redeem: ['核销', 'Redeem'],
  next: ['下一位', 'Next'],
  again: ['再问一次', 'Ask again'],
  worth: [
    '顾客不用付钱，赞助方付本店 {yuan} 元',
    'Nothing to collect: the sponsor pays the shop {yuan} yuan',
  ],
})

/** What the till itself says: one sentence to read out. */
export const tillReplyWords = defineWords({
  unreadable: ['没有认出这个码，请再扫一次', 'Code not recognised: scan again'],
  recorded: ['已记录，待联网确认', 'Recorded; to be confirmed once online'],
  needsForm: ['还没有收，请顾客出示离线券码', 'Not taken: ask for the offline code'],
  noAnswer: ['没有收到回音，请再问一次', 'No answer came: ask again'],
  deviceFull: ['这台设备存满了，不能断网收券', 'This device is full: nothing can be taken without network'],
  ended: ['这张券已经用过或退掉了', 'This voucher was used or given back'],
  noKey: ['这台设备不能断网收券', 'This device cannot take vouchers without network'],
  noSnapshot: [
    '还没有联网准备过，不能断网收券',
    'Not prepared while online: nothing can be taken without network',
  ],
  snapshotOld: ['断网超过一天，不能再收', 'More than a day without network: nothing more can be taken'],
  logBroken: ['断网记录接不上，请看“今天”', 'The offline log is broken: look under Today'],
  tillRevoked: ['这台收银设备已停用', 'This till was revoked'],
  formForged: ['不是平台签发的券', 'Not a voucher we signed'],
  notForShop: ['非本店券', 'Not a voucher for this shop'],
  tooValuable: ['金额太大，要联网才能收', 'Worth too much: it needs network'],
  snapshotUnknown: [
    '还没有联网准备过，不能断网收券',
    'Not prepared while online: nothing can be taken without network',
  ],
  clockWrong: ['这台设备的时间不对，联网后再收', 'The clock of this device is wrong: take it once online'],
  formEnded: ['这张离线券码过期了', 'This offline code has ended'],
  tooMany: ['断网已收满 20 张，请先联网', '20 were taken without network: go online first'],
  takenBefore: ['这张券本机刚收过', 'This till has just taken it'],
})

export const tillReplyNextWords = defineWords({
  notForShop: [
    '能用的门店写在顾客的券里，请顾客点开看看。',
    'The shops that take it are named on the voucher: ask the customer to open it.',
  ],
  needsForm: [
    '现在没有网络，会变的动态码核销不了。离线券码在顾客的券里：点“给没有网络的店”。',
    'There is no network, and codes that change need one. The offline code is on the voucher, under “For a shop without network”.',
  ],
  noAnswer: [
    '不知道有没有核销。请别让顾客换码，点“再问一次”就知道。',
    'Nobody knows yet whether it was redeemed. Ask again with the same code.',
  ],
  recorded: [
    '可以把东西给顾客了。联网后自动上报，结果在“今天”里。',
    'Hand it over. It is told once online; the outcome is under Today.',
  ],
})
