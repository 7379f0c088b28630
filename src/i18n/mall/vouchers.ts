import { defineWords } from '../words'

export const vouchersWords = defineWords({
  title: ['我的券', 'My vouchers'],
  usable: ['可以用的', 'To use'],
  noneUsable: ['现在没有可以用的券', 'No voucher to use just now'],
  noneUsableHint: ['用积分换的券会放在这里', 'What you get for your points is kept here'],
  toMall: ['去商城看看', 'See the mall'],
  past: ['用过的和退掉的', 'Used and given back'],
  older: ['看更早的', 'Earlier ones'],
  more: ['还有 {n}\u00a0张', '{n}\u00a0more'],
  show: ['出示', 'Show'],
  look: ['看看', 'See'],
  goOn: ['接着换', 'Go on'],
  sayWhere: ['填账户', 'Say where'],
  toSend: ['还没发，填好账户就会发', 'Not sent yet: say where to'],
  delivering: ['正在发', 'On its way'],
  held: ['还没确认，为你留到 {time}', 'Not confirmed; kept until {time}'],
  lastDay: ['有效到{when}（含当天）', 'Valid to the end of {when}'],
})

export const voucherWords = defineWords({
  title: ['券', 'Voucher'],
  issued: ['可用', 'To use'],
  held: ['还没确认', 'Not confirmed'],
  redeemed: ['已用掉', 'Used'],
  titled: ['归你了', 'Yours'],
  titleToCome: ['还没归你', 'Not yours yet'],
  titleToComeText: [
    '称号会自动归你，不用再换。要是碳账户正在核查，等恢复以后就给你，积分替你留着。',
    'It becomes yours by itself; do not ask again. While your account is suspended it waits, and your points are kept for it.',
  ],
  refunded: ['已退', 'Given back'],
  expired: ['已过期', 'Expired'],
  released: ['没有换', 'Not taken'],
  delivered: ['已发到', 'Delivered'],
  refused: ['没发成', 'Not delivered'],
  undone: ['店家已撤销', 'Undone by the shop'],
  undoneNow: [
    '店家撤销了，{n}\u00a0分已经回来',
    'The shop took it back: {n}\u00a0{n|point is|points are} yours again',
  ],
  undoneText: ['这张券不能再用了，可以再换一张。', 'This voucher is dead; you can get another.'],
  pointsLater: [
    '{when} {time} 后，{n}\u00a0分自动退回。有店可能断网时收下了它，要先等店里报账。',
    '{n}\u00a0{n|point comes|points come} back after {when}, {time}: a shop without network may have taken it and has till then to tell.',
  ],
  thanks: ['用掉了，谢谢你少排的每一克', 'Used. Thank you for every gram you saved'],
  arrived: ['发到了，谢谢你少排的每一克', 'It has arrived. Thank you for every gram you saved'],
  sentBy: ['{name}已经发到你填的账户', '{name} sent it where you said'],
  pointsBack: [
    '{n}\u00a0分已经回到原来的积分里',
    '{n}\u00a0{n|point is|points are} back where they came from',
  ],
  spent: ['用掉 {n}\u00a0分', '{n}\u00a0{n|point|points} spent'],
  goOn: ['接着换', 'Go on'],
  recipientUnknown: ['对方说没有这个账户', 'They know no such account'],
  recipientCannotTake: ['对方说这个账户现在收不了', 'That account cannot take it now'],
  closed: ['对方已经不发了', 'They no longer deliver it'],
  other: ['对方没有收下', 'They would not take it'],

  toCashier: [
    '给收银员扫一扫，或者念给他听。码会自己换新。',
    'Let the cashier scan it, or read it aloud. It renews itself.',
  ],
  qr: ['券的二维码', 'QR code of the voucher'],
  digits: ['券码', 'Code'],
  seconds: ['{n}\u00a0秒后自动换新码', 'A new code in {n}\u00a0s'],
  renewing: ['正在换新码', 'Getting a new code'],
  own: [
    '没有网络。这是手机自己算的码，有网络的店照样收。',
    'You are offline. Your phone made this code itself; a shop that is online takes it all the same.',
  ],
  noKey: ['没有网络，手机也还算不出码', 'You are offline, and your phone cannot make a code yet'],
  noKeyNext: [
    '在有网络的地方打开过一次，以后没有网络也能出示',
    'Open it once where there is network; from then on it works without',
  ],
  screenshot: [
    '你截了屏，码已经换新，截图里的不能用了',
    'You took a screenshot: the code is a new one, the picture is worthless',
  ],

  where: ['在哪些店用', 'Where it counts'],
  back: ['不想要了，退回积分', 'Give it back for its points'],
  backTitle: ['退掉这张券？', 'Give this voucher back?'],
  backPoints: ['退回 {n}\u00a0分', '{n}\u00a0{n|point comes|points come} back'],
  backLot: ['{when}零点过期的', 'Expiring {when} 00:00'],
  backEnded: [
    '原来的已经过期，退回后再用 30\u00a0天；延过一次的不再延',
    'Expired meanwhile: usable for 30\u00a0days more, unless extended before',
  ],
  backFinal: [
    '退了以后这张券就不能用了，也换不回来。',
    'After that the voucher cannot be used, nor got back.',
  ],
  backYes: ['退券，拿回 {n} 分', 'Give it back for {n} {n|point|points}'],
  backNo: ['留着', 'Keep it'],
  backLater: ['{when} {time} 以后才能退', 'It can be given back from {when}, {time}'],
  backLaterWhy: [
    '你生成过没有网络也能用的码，店里可能已经收下。等店里报完账就能退。',
    'You made a code for a shop without network, which may have taken it. Shops have till then to tell.',
  ],
  backNever: [
    '到期前不能退了。没用掉的话，积分到时自动退回。',
    'It cannot be given back before it ends. If it was not used, the points then come back by themselves.',
  ],
  backDone: ['退好了，{n}\u00a0分已经回来', 'Done: {n}\u00a0{n|point is|points are} back'],

  form: ['给没有网络的店', 'For a shop without network'],
  formTitle: ['没有网络的店扫这个', 'For a shop without network'],
  formWhy: [
    '店里没有网络时用。生成以后一天内有效。店里报账要再等一天，所以两天内不能退券。',
    'For a shop that has no network. It is good for a day. Shops have one more day to tell, so for two days you cannot give the voucher back.',
  ],
  formMake: ['生成一个', 'Make one'],
  formQr: ['给没有网络的店的二维码', 'QR code for a shop without network'],
  formUntil: ['{when} {time} 前有效。别发给别人。', 'Good until {when}, {time}. Keep it to yourself.'],
})
