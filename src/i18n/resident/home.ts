import { defineWords } from '../words'

export const homeWords = defineWords({
  title: ['随碳', 'Suitan'],
  typeLarge: ['大字', 'Large type'],
  typeNormal: ['标准字', 'Normal type'],
  total: ['你已经少排了', 'You have saved'],
  ofProjects: ['其中减排项目 {mass}', 'of it {mass} by projects'],
  free: ['还可以用 {mass}', '{mass} left to use'],
  convertible: ['可以换积分 {mass}', '{mass} can become points'],
  use: ['去换积分', 'Use them'],
  month: ['本月', 'This month'],
  monthRides: ['{n} 趟', '{n} {n|ride|rides}'],
  pending: ['待入账', 'Being checked'],
  pendingBesides: ['另有 {mass}待入账', 'and {mass} being checked'],
  pendingNote: ['核对完就入账', 'Credited once checked'],
  first: ['等你的第一趟', 'Waiting for your first ride'],
  cutNote: [
    '一千克以上只写到克，零头不进位；账上一毫克也不少。',
    'From a kilogram on, shown to the gram and never rounded up; the books keep every milligram.',
  ],
  trend: ['最近十二个月', 'The last twelve months'],
  trendSummary: [
    '最近十二个月每月少排的碳，最多的是{month}，{mass}',
    'Carbon saved in each of the last twelve months; most in {month}: {mass}',
  ],
  trendEmpty: ['最近十二个月还没有记录', 'Nothing recorded in the last twelve months'],
  byScene: ['怎么少排的', 'How you saved it'],
  sceneRides: ['{n} 趟', '{n} {n|ride|rides}'],
  latest: ['最近的行程', 'Latest rides'],
  allRides: ['看全部行程', 'All rides'],
  emptyTitle: ['还没有行程', 'No rides yet'],
  emptyDetail: [
    '坐一趟地铁或公交，运营公司一报来就会出现在这里',
    'Take a metro or a bus; it appears here as soon as its operator reports it',
  ],
  noConsent: [
    '还没有授权任何出行方式，行程不会被记录。',
    'You have not allowed any way of travel yet, so no ride is recorded.',
  ],
  noConsentGo: ['去选择', 'Choose now'],
  noInstrument: ['还没有绑定乘车码或交通卡。', 'No ride code or transit card is linked yet.'],
  noInstrumentGo: ['去绑定', 'Link now'],
  notHersYet: [
    '有一张卡还在别人名下，用它坐的车不记给你。',
    'One of your cards is still linked to somebody else; rides with it are not recorded as yours.',
  ],
  notHersYetGo: ['去看看', 'See which'],
})

/** What may not become points, and what it may become by the rules of the day. */
export const otherUseWords = defineWords({
  other: [
    '另有 {mass}不能换积分，按规定可以{uses}',
    '{mass} more cannot become points; by the rules: {uses}',
  ],
  useless: ['另有 {mass}不能换积分', '{mass} more cannot become points'],
  points: ['换积分', 'points'],
  sale: ['卖出', 'a sale'],
  offset: ['抵消活动的排放', 'offsetting an event'],
  donation: ['捐出', 'a gift'],
  surrender: ['抵企业的排放配额', 'a company’s emission quota'],
})

export const placeWords = defineWords({
  home: ['首页', 'Home'],
  rides: ['行程', 'Rides'],
  scenes: ['场景', 'Scenes'],
  me: ['我的', 'Me'],
})

export const sceneWords = defineWords({
  metro: ['地铁', 'Metro'],
  bus: ['公交', 'Bus'],
  bike: ['共享单车', 'Shared bike'],
  ferry: ['轮渡', 'Ferry'],
  'electric-car': ['电动车', 'Electric car'],
  'household-electricity': ['家庭用电', 'Household electricity'],
})
