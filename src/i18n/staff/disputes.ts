import { defineWords } from '../words'

export const staffDisputeWords = defineWords({
  title: ['商户的对账异议', 'Disputed statements'],
  waits: [
    '{n} 张在等积分商城或赞助方答复。这里只看，不答复。',
    '{n} {n|waits|wait} for a mall operator or sponsor. Here they are read, not answered.',
  ],
  noneWaits: ['都答复了。这里只看，不答复。', 'All are answered. Here they are read, not answered.'],
  made: ['待确认', 'To be confirmed'],
  disputed: ['待答复', 'To be answered'],
  answered: ['已答复', 'Answered'],
  confirmed: ['商户已确认', 'Confirmed'],
  superseded: ['有新版', 'Superseded'],
  version: [
    '{day}的对账单第 {n} 版，一共 {fen}\u00a0元',
    'Statement of {day}, version {n}: {fen}\u00a0yuan in all',
  ],
  saidConfirmed: ['确认无误', 'It is right'],
  saidDisputed: ['不对：{text}', 'Not right: {text}'],
  saidAnswered: ['答复：{text}', 'Answer: {text}'],
  more: ['还有 {n} 张更早的', '{n} earlier ones'],
  empty: ['没有对账异议', 'No disputes'],
  emptyDetail: [
    '商户说哪天的对账单不对时，会出现在这里。',
    'When a merchant says that a statement is wrong it appears here.',
  ],
})
