import { defineWords } from '../words'

export const heldAccountWords = defineWords({
  title: ['账户正在接受核查', 'Your account is being looked into'],
  what: [
    '换积分、兑换和用券先停一停。乘车照常记，减排量一克不少。',
    'Converting, taking goods and vouchers wait. Rides go on counting; not a gram is lost.',
  ],
  why: ['原因：{reasons}', 'Why: {reasons}'],
  since: ['{when}起', 'Since {when}'],
  until: ['最晚到 {day}', 'Until {day} at the latest'],
  object: ['觉得不对？打 12345 说明，报这个编号：', 'Not right? Call 12345 and name this number:'],
})
