import { defineWords } from '../words'

export const staffPlaceWords = defineWords({
  desk: ['批次', 'Runs'],
  appeals: ['异议', 'Objections'],
  disputes: ['对账', 'Statements'],
})

export const roleWords = defineWords({
  centre: ['市减污降碳中心', 'City carbon reduction centre'],
  exchange: ['上海环境能源交易所', 'Shanghai Environment and Energy Exchange'],
  bureau: ['市生态环境局', 'City ecology and environment bureau'],
  district: ['区生态环境局', 'District ecology and environment bureau'],
})

export const runStateWords = defineWords({
  settled: ['待申报', 'To be reported'],
  reported: ['待核查', 'To be verified'],
  verified: ['待确认', 'To be confirmed'],
  confirmed: ['待签发', 'To be issued'],
  issued: ['已签发', 'Issued'],
  returned: ['已退回', 'Returned'],
})

export const deskWords = defineWords({
  title: ['审核台', 'Staff desk'],
  who: ['{name} · {role}', '{name} · {role}'],
  districtOnly: ['这里只有{district}的数字', 'These are the figures of {district} only'],
  wholeCity: ['全市数字', 'Figures of the whole city'],
  leave: ['退出登录', 'Sign out'],
  state: ['批次状态', 'State of the runs'],
  list: ['批次列表', 'List of runs'],
  run: ['{operator} · {scene}', '{operator} · {scene}'],
  dayAndNo: ['{day} 第 {no} 批', '{day} run {no}'],
  rides: ['{n} 次', '{n} {n|ride|rides}'],
  confirmations: ['已确认 {n}/2', '{n}/2 confirmed'],
  emptyTitle: ['没有{state}的批次', 'No runs here: {state}'],
  emptySettled: [
    '窗口结束后，运营单位申报之前的批次在这里',
    'Runs stand here between the end of their window and the report of their operator',
  ],
  emptyReported: ['运营单位申报后，批次会出现在这里', 'A run appears here once its operator has reported it'],
  emptyVerified: ['复算核查通过后，批次会出现在这里', 'A run appears here once its replay came out the same'],
  emptyConfirmed: [
    '两人确认后马上签发，大批次会在这里停留几分钟',
    'Two confirmations issue a run at once; a large one stands here for some minutes',
  ],
  emptyIssued: ['签发入账的批次在这里', 'Runs that were credited stand here'],
  emptyReturned: ['退回给运营单位、等它重新申报的批次在这里', 'Runs given back to their operator stand here'],
})

export const doorWords = defineWords({
  title: ['请先登录', 'Please sign in'],
  detail: ['审核台只对登记过密钥的工作人员开放', 'The desk is open to staff with a registered key'],
  expiredTitle: ['登录已到期', 'You were signed out'],
  expiredDetail: [
    '每次登录 15 分钟有效。登录后会回到这一页，没办完的事没有生效。',
    'A session lasts 15 minutes. You come back to this page; what was not finished has not happened.',
  ],
  go: ['去登录', 'Sign in'],
})
