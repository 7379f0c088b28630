import { defineWords } from '../words'

export const staffPlaceWords = defineWords({
  places: ['审核台的各处', 'Places of the desk'],
  waiting: ['{place}，{n} 件待办', '{place}, {n} waiting'],
  desk: ['今天', 'Today'],
  runs: ['批次', 'Runs'],
  appeals: ['异议', 'Objections'],
  disputes: ['对账', 'Statements'],
  methodologies: ['方法学', 'Methodologies'],
  scenes: ['减排场景', 'Scenes'],
  projects: ['减排项目', 'Projects'],
  exclusions: ['排除清单', 'Exclusion list'],
  experts: ['专家库', 'Expert pool'],
  'credit-desk': ['信用更正', 'Credit corrections'],
  search: ['查询', 'Search'],
  suspensions: ['暂停与恢复', 'Stop and resume'],
  quality: ['数据质量', 'Data quality'],
  'fraud-reports': ['举报', 'Fraud reports'],
  actions: ['操作日志', 'Action log'],
})

/** What waits for whoever opened the desk, by its kind. */
export const waitingWords = defineWords({
  title: ['今天等你的', 'What waits for you today'],
  list: ['等你的事', 'Things that wait for you'],
  none: ['今天没有等你的事', 'Nothing waits for you today'],
  noneDetail: [
    '有事会在这里出现，不用一直开着',
    'What comes up appears here; there is no need to keep this open',
  ],
  late: ['{n} 件已超期', '{n} late'],
  runsToVerify: ['批次待核查', 'Runs to be verified'],
  runsToConfirm: ['批次待你确认', 'Runs for you to confirm'],
  appeals: ['异议待答复', 'Objections to be answered'],
  statementDisputes: ['对账异议还没人答复', 'Disputed statements nobody answered'],
  formChecks: ['方法学待形式审查', 'Methodologies to be checked'],
  panels: ['方法学的专家要你安排', 'Panels of experts to be settled'],
  publications: ['方法学待你签名公布', 'Methodologies for you to sign'],
  sceneReviews: ['场景待你们评审', 'Scenes for your office to review'],
  sceneExtensions: ['场景延期待你们答复', 'Extensions for your office to answer'],
  sceneTrials: ['场景可以进下一步', 'Scenes ready for their next step'],
  projectChecks: ['项目待受理', 'Projects to be accepted'],
  projectReviews: ['项目待你们评审', 'Projects for your body to review'],
  reportsToVerify: ['减排量报告待核查', 'Reports to be verified'],
  issuings: ['减排量待你们签发', 'Issuings for your body to sign'],
  creditCorrections: ['碳信用更正待你们办', 'Credit corrections for your body'],
  fraudReports: ['举报待答复', 'Fraud reports to be answered'],
  overdue: ['已超期', 'Overdue'],
  overdueList: ['超期的事', 'Things that are late'],
  overdueMore: ['还有 {n} 件超期的', '{n} more that are late'],
  since: ['{when}到期', 'Due {when}'],
  formCheck: ['方法学形式审查', 'Formal check of a methodology'],
  opinion: ['专家 {expert} 的意见', 'Opinion of expert {expert}'],
  vacantSeat: ['专家 {expert} 的评审席要改请别人', 'The seat of expert {expert} needs another'],
  sceneReview: ['场景评审', 'Review of a scene'],
  sceneExtension: ['场景延期', 'Extension of a scene'],
  sceneTest: ['场景系统测试', 'System test of a scene'],
  sceneConnection: ['场景数据对接', 'Connection of a scene'],
  fraudReport: ['举报待答复', 'A fraud report to be answered'],
  creditCorrection: ['碳信用更正待答复', 'A correction of a credit record to be answered'],
  check: ['项目受理', 'Acceptance of a project'],
  review: ['项目评审', 'Review of a project'],
  verification: ['第 {n} 期减排量核查', 'Verification of period {n}'],
})

export const roleWords = defineWords({
  centre: ['市减污降碳中心', 'City carbon reduction centre'],
  exchange: ['上海环境能源交易所', 'Shanghai Environment and Energy Exchange'],
  bureau: ['市生态环境局', 'City ecology and environment bureau'],
  district: ['区生态环境局', 'District ecology and environment bureau'],
})

export const runStateWords = defineWords({
  open: ['收数中', 'Taking rides'],
  empty: ['没有行程', 'Empty'],
  settled: ['待申报', 'To be reported'],
  reported: ['待核查', 'To be verified'],
  verified: ['待确认', 'To be confirmed'],
  confirmed: ['待签发', 'To be issued'],
  issued: ['已签发', 'Issued'],
  returned: ['已退回', 'Returned'],
})

export const deskWords = defineWords({
  title: ['审核台', 'Staff desk'],
  runsTitle: ['签发批次', 'Issuance runs'],
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
