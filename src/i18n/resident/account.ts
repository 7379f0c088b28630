import { defineWords } from '../words'

export const dataWords = defineWords({
  title: ['我的数据', 'My data'],
  export: ['导出我的全部数据', 'Export all my data'],
  exportHint: [
    '一份完整的副本，含行程、授权、卡、入账记录，存成一个文件交给你。',
    'A complete copy: rides, consents, cards, credits, given to you as one file.',
  ],
  exportReady: [
    '文件准备好了，共 {n} 千字节。点一下，发给自己或存起来。',
    'The file is ready, {n} kB. Tap once to send it to yourself or keep it.',
  ],
  handOver: ['把文件交给我', 'Give me the file'],
  saved: ['文件已存到手机里，共 {n} 千字节', 'The file is on your device, {n} kB'],
  shared: ['文件已发出，共 {n} 千字节', 'The file is sent, {n} kB'],
  copied: [
    '这里存不了文件，内容已经复制，共 {n} 千字节，请粘贴到备忘录里',
    'No file can be kept here, so the contents are copied, {n} kB; paste them into a note',
  ],
  copyFailed: [
    '这里存不了文件，也没能复制。请再点一次，或从浏览器打开随碳',
    'No file can be kept here and copying failed. Tap again, or open Suitan in a browser',
  ],
  reads: ['谁看过我的数据', 'Who read my data'],
  readsEmpty: ['没有人看过', 'Nobody has'],
  readsEmptyDetail: [
    '工作人员抽查行程时会留下记录，你在这里看得到',
    'When staff look at sample rides it is logged, and you see it here',
  ],
})

export const closureWords = defineWords({
  title: ['关闭碳账户', 'Close the account'],
  first: ['先看清楚会发生什么', 'What will happen'],
  left: ['账户里还有', 'Still in the account'],
  effect1: [
    '这些减排量会归入公共池，从此谁也不能再用、再转。',
    'What is left goes to the public pool, where it can only be cancelled, never used or passed on.',
  ],
  effectConvert: [
    '想留住的话，先到“碳积分”换成积分用掉，再来关闭。',
    'To make use of it, convert it under Points and spend the points before closing.',
  ],
  effect2: ['还在核对的行程不再入账。', 'Rides still being checked are not credited.'],
  effectPending: ['还在核对的 {mass}不再入账。', '{mass} still being checked is not credited any more.'],
  effectForms: [
    '没有网络的店可能收下了你的券（{n}\u00a0分）。等店里报完账，{when} {time} 以后，没用掉的也归入公共池。',
    'A shop without network may have taken vouchers of yours ({n}\u00a0{n|point|points}). What it did not take goes to the public pool too, after {when}, {time}.',
  ],
  effectAppeals: [
    '还没答复的 {n} 条异议不再答复。',
    '{n} {n|objection|objections} without an answer will get none.',
  ],
  effect3: ['所有授权和卡码立即失效。', 'All consents and cards end at once.'],
  effect4: [
    '你的身份和行程细节会删除，只留下无法认出你的账目。',
    'Your identity and ride details are erased; only unlinkable accounting remains.',
  ],
  effect5: [
    '以后可以重新开户，但旧账找不回来。',
    'You may open a new account later, but the old one cannot be restored.',
  ],
  exportFirst: ['先导出我的数据', 'Export my data first'],
  understood: ['我看清楚了', 'I have read this'],
  close: ['关闭账户', 'Close the account'],
  confirm: ['确定关闭', 'Yes, close it'],
  keep: ['不关了', 'Keep it'],
  ask: ['真的要关闭吗？', 'Really close it?'],
  closed: ['账户已关闭', 'The account is closed'],
})

export const guardianWords = defineWords({
  title: ['监护人同意', "A guardian's consent"],
  minorText: [
    '你还未满 14 岁，需要爸爸妈妈或其他监护人同意。',
    'You are under 14: a parent or guardian has to consent.',
  ],
  minorHow: [
    '请监护人打开随碳 → 我的 → 孩子的碳账户，输入下面的数字。监护人自己还没有碳账户的，要先开通。',
    "Ask your guardian to open Suitan → Me → A child's account and type this number. A guardian without an account opens one first.",
  ],
  makeCode: ['生成同意码', 'Make a code'],
  code: ['同意码', 'Code'],
  codeUntil: ['{when}前有效', 'Valid until {when}'],
  check: ['监护人已经输入了', 'My guardian has typed it'],
  notYet: ['还没有收到同意', 'No consent yet'],
  wards: ['你同意过的孩子', 'Children you consented for'],
  child: ['孩子', 'the child'],
  consentedOn: ['{when}同意', 'Consented {when}'],
  wardUntil: ['{when}满 14 岁，之后由孩子自己决定', 'Turns 14 on {when} and decides from then on'],
  withdraw: ['撤回', 'Withdraw'],
  withdrawYes: ['撤回同意', 'Withdraw consent'],
  withdrawAsk: ['撤回对{name}的同意？', 'Withdraw your consent for {name}?'],
  withdrawText: [
    '孩子的授权会全部停止，新的行程不再记录；以前的行程和减排量还在。要恢复，由你或另一位监护人重新输入同意码。',
    'All that the child allowed ends and new rides are not recorded; what is recorded stays. To resume, you or another guardian types a new code.',
  ],
  withdrawn: ['已撤回', 'Withdrawn'],
  groups: ['让{name}参加学校和区的排名', 'Let {name} take part for school and district'],
  groupsDetail: [
    '只算总数，不显示孩子是谁。随时可以关，关了马上退出',
    'Sums only; nobody sees who the child is. Switch it off at any time, and the child is out at once',
  ],
  groupsOn: ['好了，{name}可以参加', '{name} can take part now'],
  groupsOff: ['{name}已经退出', '{name} is out now'],
  ownFirst: [
    '为孩子同意，你自己要先有碳账户。开通以后回到“我的 → 孩子的碳账户”，输入孩子手机上的数字。',
    "To consent for a child you need an account of your own first. Open it, then come back to Me → A child's account and type the number on the child's phone.",
  ],
  newConsent: ['为孩子同意', 'Consent for a child'],
  adultText: [
    '孩子未满 14 岁，要你同意才能有碳账户。行程信息只用来算减排量。同意以后在这里随时能撤回。',
    'Under 14, a child needs your consent to hold a carbon account. Ride data is used to work out the saving only. You can withdraw it here at any time.',
  ],
  field: ['孩子手机上的 8 位数字', "The 8 digits on the child's phone"],
  fieldFault: ['需要 8 位数字', '8 digits are needed'],
  consent: ['我同意', 'I consent'],
  done: ['已同意，{name}可以用了', 'Done: {name} may go on'],
})
