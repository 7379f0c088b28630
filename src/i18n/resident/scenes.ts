import { defineWords } from '../words'

export const scenesWords = defineWords({
  title: ['场景与授权', 'Scenes and consents'],
  intro: [
    '每一种出行、每一家公司，分开由你决定。随时能关，关了不影响已经入账的。',
    'You decide for each way of travel and each company. Switch off at any time; what is credited stays.',
  ],
  live: ['已开通', 'Open'],
  disabled: ['未开通', 'Not open yet'],
  granted: ['{when}起授权', 'On since {when}'],
  withdrawn: ['{when}已关闭', 'Switched off on {when}'],
  none: ['没有授权', 'Off'],
  allow: ['{scene}行程，由{provider}提供', '{scene} rides, sent by {provider}'],
  didGrant: ['已授权{provider}', '{provider} may send your rides'],
  didWithdraw: [
    '已关闭{provider}，之后的行程不再记录',
    '{provider} switched off; later rides are not recorded',
  ],
  notYet: [
    '{provider}还没有接入，现在的行程不算，也不用授权',
    '{provider} is not connected yet: rides do not count, and there is nothing to allow',
  ],
  suspended: [
    '{provider}正在暂停，暂停期间的行程不算',
    '{provider} is suspended: rides meanwhile do not count',
  ],
  expired: [
    '{provider}的批准已到期，之后的行程不算',
    'The approval of {provider} has ended: later rides do not count',
  ],
  left: ['{provider}已退出，之后的行程不算', '{provider} has left: later rides do not count'],
  stillOn: [
    '你给过授权。恢复以后会接着用，不想要可以关。',
    'You allowed it. It will be used again once this is over; switch it off if you do not want that.',
  ],
  tellMe: ['开通时告诉我', 'Tell me when it opens'],
  telling: ['开通时会告诉你', 'We will tell you'],
  untell: ['不用告诉我了', 'No need to tell me'],
  rule: ['怎么算的', 'How it is worked out'],
  empty: ['还没有场景', 'No scenes yet'],
})

export const instrumentWords = defineWords({
  title: ['卡和码', 'Cards and codes'],
  link: ['绑定我的卡和码', 'Link my cards and codes'],
  linkHint: [
    '名单由你所在的应用签名提供，你不用填卡号。',
    'The list is signed by the app you are in; you type no numbers.',
  ],
  cannotLink: [
    '这里不能读取你的卡。请从随申办、微信或支付宝里打开。',
    'Your cards cannot be read here. Open this inside Suishenban, WeChat or Alipay.',
  ],
  emptyTitle: ['还没有绑定', 'Nothing linked yet'],
  emptyDetail: ['绑定之后坐的车才会记下来', 'Rides are recorded from the moment of linking'],
  rideCode: ['乘车码', 'Ride code'],
  phoneCard: ['手机里的交通卡', 'Card in the phone'],
  bikeAccount: ['单车账号', 'Bike account'],
  plasticCard: ['普通塑料卡', 'Plastic card'],
  lastRide: ['最近一趟 {when}', 'Last ride {when}'],
  noRide: ['{when}绑定，还没有行程', 'Linked {when}, no ride yet'],
  ended: ['{when}已解绑', 'Unlinked {when}'],
  shutOut: ['还没有授权，用它坐的车不会记', 'Not allowed yet: rides with it are not recorded'],
  shutOutGo: ['去授权', 'Allow it'],
  proofHost: ['应用证明是你的', 'Confirmed by the app'],
  proofCityCode: ['随申码证明是你的', 'Confirmed by your city code'],
  unlink: ['解绑', 'Unlink'],
  unlinkAsk: ['解绑 {name}？', 'Unlink {name}?'],
  unlinkText: [
    '以后用它坐的车不再记到你名下。已经记下的行程和入账的碳不变。',
    'Later rides with it are no longer yours. Rides already recorded and what was credited stay.',
  ],
  unlinked: ['已解绑', 'Unlinked'],
  outcomes: ['这次绑定', 'This time'],
  linked: ['已绑定', 'Linked'],
  alreadyYours: ['本来就是你的', 'Already yours'],
  ownedByAnother: ['在别人名下', 'Linked to somebody else'],
  notAChannel: ['塑料卡不能自动记录', 'Not recorded: a plastic card'],
  claim: ['这张卡现在是我的', 'This card is mine now'],
  claimHint: [
    '会从原来的人名下转给你，他以前的行程仍归他。',
    'It moves from its former owner to you; their past rides stay theirs.',
  ],
  cityCode: ['出示随申码', 'Present my city code'],
  cityCodeHint: [
    '由政务平台证明你就是本人，更可信。',
    'The government platform confirms that you are you, which counts for more.',
  ],
  cityCodeDone: ['已验证：{name}', 'Verified: {name}'],
  missing: ['少了一趟行程？', 'Is a ride missing?'],
  missing1: [
    '普通塑料卡刷的车不会自动记录，请用乘车码或手机里的交通卡。',
    'Rides paid with a plain plastic card are not recorded; use a ride code or the card in your phone.',
  ],
  missing2: [
    '绑定和授权之前坐的车不补记。',
    'Rides from before you linked the card and switched it on are not added later.',
  ],
  missing3: [
    '运营公司可能晚些才报来，一般当天就到。',
    'The operator may send it later, usually the same day.',
  ],
})

export const hostWords = defineWords({
  unsupported: [
    '这里做不到。请从随申办、微信或支付宝里打开再试',
    'Not possible here. Open this inside Suishenban, WeChat or Alipay',
  ],
  bridgeMissing: ['没有连上应用。退出来再进一次', 'The app did not answer. Leave and come in again'],
  cancelled: ['已取消', 'Cancelled'],
  denied: [
    '你没有允许，所以没有办成。改主意了就再点一次，选“允许”',
    'Not done, because you did not allow it. If you change your mind, tap again and choose Allow',
  ],
  privacyRefused: ['需要先同意应用的隐私说明', "Agree to the app's privacy notice first"],
  notPermitted: [
    '这个应用没有开放这项功能。换随申办打开再试',
    'This app does not permit it. Try again inside Suishenban',
  ],
  needsTap: ['请再点一次', 'Please tap again'],
  offline: ['现在没有网络', 'You are offline'],
  timeout: ['等太久了，请再试一次', 'It took too long; try again'],
})
