import {
  bikeAccount,
  busCode,
  metroCode,
  phoneCard,
  plasticCard,
  transportCode,
  type WalletCard,
} from './wallet'

/** An invented person of the simulated city. No such person, number or address exists. */
export interface Resident {
  readonly residentId: string
  readonly name: string
  readonly maskedName: string
  /** Government person id; null for someone whose real name the hosts have not verified. */
  readonly personId: string | null
  readonly birthDate: string
  readonly district: string
  /** Person ids of the guardians the hosts have registered. */
  readonly guardians: readonly string[]
  readonly storyZh: string
  readonly storyEn: string
  readonly locale: 'zh-CN' | 'en'
  readonly wallet: readonly WalletCard[]
  /** Cards of the wallet that somebody else carries by now: the host still lists them. */
  readonly sold?: readonly WalletCard[]
  readonly commute: { readonly from: string; readonly to: string }
  /**
   * `newcomer`: somebody to be in the shell. `worker`: acts for a company, on a phone of her own. `inhabitant`: holds an account from
   * the first start and rides on her own.
   */
  readonly part: 'newcomer' | 'worker' | 'inhabitant'
}

/** Simulated ids say so; a real resident number has 18 digits. */
const simulatedId = (number: number): string => `SIM${String(number).padStart(15, '0')}`

/** Her 13th birthday was yesterday whenever the city is started; the id at the hosts stays the same. */
const thirteenSinceYesterday = (now: Date): string => {
  const yesterday = new Date(now.getTime() - 86_400_000).toISOString().slice(0, 10)
  return `${Number(yesterday.slice(0, 4)) - 13}${yesterday.slice(4)}`.replace('-02-29', '-02-28')
}

const SECOND_HAND_CARD = phoneCard('3104990000005521')

/** The people of the city; `now` only decides when the child was born. */
export const residents = (now: Date): readonly Resident[] =>
  PEOPLE.map((person) =>
    person.residentId === CHILD_ID ? { ...person, birthDate: thirteenSinceYesterday(now) } : person,
  )

const CHILD_ID = 'chen-yinuo'

const PEOPLE: readonly Resident[] = [
  {
    residentId: 'wang-xiumei',
    name: '王秀梅',
    maskedName: '王*梅',
    personId: simulatedId(1),
    birthDate: '1968-09-12',
    district: '闵行区',
    guardians: [],
    storyZh: '58 岁，住莘庄，在人民广场附近做会计，天天坐 1 号线，周末骑车去菜场。',
    storyEn:
      "58, lives in Xinzhuang, an accountant near People's Square; metro line 1 every day, a bike to the market.",
    locale: 'zh-CN',
    wallet: [
      phoneCard('3104990000008812'),
      metroCode('MC99000000008812'),
      bikeAccount('blue', '990000008812'),
      plasticCard('U9900000017'),
    ],
    commute: { from: '莘庄', to: '人民广场' },
    part: 'newcomer',
  },
  {
    residentId: CHILD_ID,
    name: '陈一诺',
    maskedName: '陈*诺',
    personId: simulatedId(2),
    birthDate: '2013-01-01',
    district: '杨浦区',
    guardians: [simulatedId(3)],
    storyZh: '13 岁，初中生，坐 10 号线上学。未满 14 岁，要妈妈林云先同意。',
    storyEn: '13, takes line 10 to school. Under 14: her mother Lin Yun has to consent first.',
    locale: 'zh-CN',
    wallet: [transportCode('3104990000002013'), bikeAccount('green', '990000002013')],
    commute: { from: '五角场', to: '同济大学' },
    part: 'newcomer',
  },
  {
    residentId: 'lin-yun',
    name: '林云',
    maskedName: '林*',
    personId: simulatedId(3),
    birthDate: '1984-04-02',
    district: '杨浦区',
    guardians: [],
    storyZh: '42 岁，护士，陈一诺的妈妈。倒班，地铁、公交都坐。',
    storyEn: '42, a nurse on shifts, mother of Chen Yinuo; metro and bus.',
    locale: 'zh-CN',
    wallet: [phoneCard('3104990000003042'), busCode('BC99000000003042'), metroCode('MC99000000003042')],
    commute: { from: '五角场', to: '上海图书馆' },
    part: 'newcomer',
  },
  {
    residentId: 'zhao-lei',
    name: '赵磊',
    maskedName: '赵*',
    personId: null,
    birthDate: '1999-07-21',
    district: '静安区',
    guardians: [],
    storyZh: '27 岁，刚来上海，还没有实名认证：可以先看看，不能开户。',
    storyEn: '27, new in town, real name not yet verified: may look around, cannot hold an account.',
    locale: 'zh-CN',
    wallet: [transportCode('3104990000004027')],
    commute: { from: '上海火车站', to: '静安寺' },
    part: 'newcomer',
  },
  {
    residentId: 'zhou-ning',
    name: '周宁',
    maskedName: '周*',
    personId: simulatedId(5),
    birthDate: '1995-11-30',
    district: '浦东新区',
    guardians: [],
    storyZh: '30 岁，买了吴建国的二手手机，里面的交通卡还记在吴建国名下，需要认领。',
    storyEn:
      "30, bought Wu Jianguo's old phone: the transport card in it is still linked to him and has to be claimed.",
    locale: 'zh-CN',
    wallet: [SECOND_HAND_CARD, metroCode('MC99000000005030')],
    commute: { from: '张江高科', to: '陆家嘴' },
    part: 'newcomer',
  },
  {
    residentId: 'emma-clarke',
    name: 'Emma Clarke',
    maskedName: 'E*** C*****',
    personId: simulatedId(6),
    birthDate: '1990-02-14',
    district: '长宁区',
    guardians: [],
    storyZh: '36 岁，英国人，在上海教书，手机用英文，常骑车。',
    storyEn: '36, from Leeds, teaches in Shanghai, phone in English, rides a bike a lot.',
    locale: 'en',
    wallet: [
      phoneCard('3104990000006036'),
      bikeAccount('blue', '990000006036'),
      bikeAccount('green', '990000006036'),
    ],
    commute: { from: '中山公园', to: '南京西路' },
    part: 'newcomer',
  },
  {
    residentId: 'wu-jianguo',
    name: '吴建国',
    maskedName: '吴*国',
    personId: simulatedId(7),
    birthDate: '1961-01-05',
    district: '徐汇区',
    guardians: [],
    storyZh: '65 岁，卖掉了旧手机，忘了解绑里面的交通卡。',
    storyEn: '65, sold his old phone and forgot to unlink its card.',
    locale: 'zh-CN',
    wallet: [SECOND_HAND_CARD, busCode('BC99000000007065')],
    sold: [SECOND_HAND_CARD],
    commute: { from: '徐家汇', to: '上海南站' },
    part: 'inhabitant',
  },
  {
    residentId: 'sun-fang',
    name: '孙芳',
    maskedName: '孙*',
    personId: simulatedId(8),
    birthDate: '1992-03-19',
    district: '普陀区',
    guardians: [],
    storyZh: '34 岁，设计师，地铁加单车上班。',
    storyEn: '34, a designer, metro and bike to work.',
    locale: 'zh-CN',
    wallet: [
      phoneCard('3104990000009034'),
      metroCode('MC99000000009034'),
      bikeAccount('green', '990000009034'),
    ],
    commute: { from: '曹杨路', to: '陆家嘴' },
    part: 'inhabitant',
  },
  {
    residentId: 'li-hao',
    name: '李浩',
    maskedName: '李*',
    personId: simulatedId(9),
    birthDate: '2003-10-08',
    district: '虹口区',
    guardians: [],
    storyZh: '23 岁，研究生，坐公交、骑单车。',
    storyEn: '23, a graduate student, bus and bike.',
    locale: 'zh-CN',
    wallet: [busCode('BC99000000010023'), bikeAccount('blue', '990000010023')],
    commute: { from: '同济大学', to: '南京东路' },
    part: 'inhabitant',
  },
  {
    residentId: 'zhou-min',
    name: '周敏',
    maskedName: '周*',
    personId: null,
    birthDate: '2002-05-16',
    district: '徐汇区',
    guardians: [],
    storyZh: '24 岁，梧桐咖啡五原路店的收银员。负责人邀请她来的，没有实名，也用不着。',
    storyEn:
      '24, cashier at Wutong Coffee in Wuyuan Road, invited by the owner; no real name verified, none needed.',
    locale: 'zh-CN',
    wallet: [],
    commute: { from: '上海图书馆', to: '衡山路' },
    part: 'worker',
  },
  {
    residentId: 'chen-haiyan',
    name: '陈海燕',
    maskedName: '陈**',
    personId: simulatedId(10),
    birthDate: '1986-12-02',
    district: '徐汇区',
    guardians: [],
    storyZh: '39 岁，梧桐咖啡的负责人：开店、请收银员、看每天的账。',
    storyEn: "39, runs Wutong Coffee: opens shops, invites cashiers, reads the day's statement.",
    locale: 'zh-CN',
    wallet: [],
    commute: { from: '上海图书馆', to: '常熟路' },
    part: 'worker',
  },
  {
    residentId: 'he-jing',
    name: '何静',
    maskedName: '何*',
    personId: simulatedId(11),
    birthDate: '1981-06-23',
    district: '黄浦区',
    guardians: [],
    storyZh: '45 岁，管积分商城，也管出钱的绿色出行基金。',
    storyEn: '45, runs the points mall, and the fund that pays for its goods.',
    locale: 'zh-CN',
    wallet: [],
    commute: { from: '人民广场', to: '陆家嘴' },
    part: 'worker',
  },
  {
    residentId: 'qin-wen',
    name: '秦文',
    maskedName: '秦*',
    personId: simulatedId(12),
    birthDate: '1974-09-09',
    district: '黄浦区',
    guardians: [],
    storyZh: '52 岁，在福州路开了一家书店，店里只有他自己。',
    storyEn: '52, keeps a bookshop in Fuzhou Road, all by himself.',
    locale: 'zh-CN',
    wallet: [],
    commute: { from: '南京东路', to: '豫园' },
    part: 'worker',
  },
  {
    residentId: 'luo-hang',
    name: '罗航',
    maskedName: '罗*',
    personId: simulatedId(13),
    birthDate: '1990-04-11',
    district: '浦东新区',
    guardians: [],
    storyZh: '36 岁，管数字人民币红包和交通优惠的发放。',
    storyEn: '36, sends out the e-CNY red packets and the journey discounts.',
    locale: 'zh-CN',
    wallet: [],
    commute: { from: '陆家嘴', to: '世纪大道' },
    part: 'worker',
  },
  {
    residentId: 'tao-lili',
    name: '陶丽丽',
    maskedName: '陶**',
    personId: simulatedId(14),
    birthDate: '1979-05-30',
    district: '闵行区',
    guardians: [],
    storyZh: '47 岁，替邻居们管屋顶光伏合作社，也替一家研究所申报方法学。',
    storyEn: "47, runs her neighbours' solar cooperative, and applies with a methodology for an institute.",
    locale: 'zh-CN',
    wallet: [],
    commute: { from: '莘庄', to: '人民广场' },
    part: 'worker',
  },
]
