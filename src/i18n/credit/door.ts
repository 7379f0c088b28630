import { defineWords } from '../words'

export const creditDoorWords = defineWords({
  as: ['看谁的碳信用', 'Whose credit record'],
  me: ['我自己', 'Myself'],
  who: ['代表{institution}', 'For {institution}'],
  change: ['换一个', 'Change'],
  choose: ['看哪个机构的碳信用', 'Of which institution'],
  none: ['你还看不了机构的碳信用', 'You cannot see an institution’s credit record yet'],
  noneDetail: [
    '机构的负责人或店务才看得到。先请负责人邀请你，在“我的”里扫码加入。',
    'Owners and managers see it. Ask an owner for an invitation, then join under Me.',
  ],
  noHost: ['请从城市应用里打开', 'Please open this inside the city app'],
  noHostDetail: [
    '这里靠应用来认人：随申办、微信或支付宝。',
    'It is the app that knows who you are: Suishenban, WeChat or Alipay.',
  ],
  dismissed: ['你不再是这个机构的成员', 'You are no longer a member of this institution'],
  suspended: ['这个机构已暂停', 'This institution is suspended'],
  endedDetail: [
    '没办完的事没有生效。请找机构的负责人。',
    'What was not finished has not happened. Please turn to an owner of the institution.',
  ],
  toMine: ['看我自己的', 'See my own'],
})
