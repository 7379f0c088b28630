import { defineWords } from '../words'

export const meWords = defineWords({
  title: ['我的', 'Me'],
  since: ['{when}开通', 'Open since {when}'],
  proofNone: ['身份未证明', 'Identity not confirmed'],
  proofHost: ['身份由应用证明', 'Identity confirmed by the app'],
  proofCityCode: ['身份由随申码证明', 'Identity confirmed by the city code'],
  workOnly: [
    '工作不用实名。想开自己的碳账户，再去实名。',
    'Work needs no verified name; only a carbon account of your own does.',
  ],
  points: ['碳积分', 'Points'],
  pointsDetail: ['用减排量换，什么时候过期', 'Convert reductions, when they expire'],
  mall: ['商城', 'Mall'],
  mallDetail: ['用积分换东西，我的券', 'What points can get, my vouchers'],
  instruments: ['卡和码', 'Cards and codes'],
  instrumentsDetail: ['绑定、解绑，少了一趟怎么办', 'Link, unlink, missing rides'],
  methodology: ['怎么算的', 'How it is worked out'],
  methodologyDetail: ['市里公布的办法', 'The published methods'],
  appeals: ['我的异议', 'My objections'],
  data: ['我的数据', 'My data'],
  dataDetail: ['导出全部，谁看过', 'Export everything, who read it'],
  guardian: ['孩子的碳账户', "A child's account"],
  guardianDetail: ['未满 14 岁，由你同意或撤回', 'Under 14 you consent, or withdraw it'],
  closure: ['关闭碳账户', 'Close the account'],
  work: ['为商户工作', 'Work for a merchant'],
  mallWork: ['为商城或赞助方办事', 'Work for a mall or a sponsor'],
  join: ['加入商户（扫码）', 'Join a merchant (scan)'],
  look: ['显示', 'Display'],
  elder: ['大字版', 'Large type'],
  elderDetail: ['字更大，按钮更大', 'Larger type, larger buttons'],
  theme: ['颜色', 'Colours'],
  themeHost: ['自动', 'Automatic'],
  themeLight: ['浅色', 'Light'],
  themeDark: ['深色', 'Dark'],
  language: ['语言', 'Language'],
})

export const messageWords = defineWords({
  title: ['消息', 'Messages'],
  empty: ['没有新消息', 'No new messages'],
  more: ['还有 {n} 条', '{n} more'],
})
