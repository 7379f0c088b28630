import { defineWords } from '../words'

/** What is said alike of every page that is hers or that of an institution she acts for. */
export const memberDoorWords = defineWords({
  me: ['我自己', 'Myself'],
  who: ['代表{institution}', 'For {institution}'],
  change: ['换一个', 'Change'],
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

/** What each such page says in its own words: whose it is, which institution, and why there is none. */
export type DoorWords = Readonly<
  Record<'as' | 'choose' | 'none' | 'noneDetail', readonly [zh: string, en: string]>
>
