import { defineWords } from '../words'

export const projectWords = defineWords({
  title: ['减排项目', 'Project'],
  returnedFor: ['退回的理由：{words}', 'Sent back because: {words}'],
  returnedTip: [
    '退回来了。按下面的理由改好，再申报一次。',
    'It was sent back. Mend it by the reasons below, then apply again.',
  ],
  closedFor: ['理由：{words}', 'Because: {words}'],
  edit: ['改内容', 'Change it'],
  readings: ['读数', 'Readings'],
  readingsGo: ['传读数', 'Send readings'],
  readingsDetail: ['每块表每天一个数', 'One figure a meter and day'],
  firstPeriod: ['第一段：{from} 到 {to}', 'First period: {from} to {to}'],
  nextPeriod: ['下一期：{from} 到 {to}', 'Next period: {from} to {to}'],
  comingPeriod: ['下一期从{from}算起', 'The next period begins {from}'],
  comingOpens: [
    '从{day}起可以报，每次报到前一天为止。',
    'It can be reported from {day} on, each time up to the day before.',
  ],
  otherPeriod: ['换一段时间', 'Another period'],
  periodTitle: ['报哪一段', 'Which period'],
  periodSee: ['算一算', 'Reckon it'],
  periodFault: [
    '最后一天要在第一天之后，写成 2025-06-30',
    'The last day comes after the first; as 2025-06-30',
  ],
  sumUnit: ['{n} 千瓦时', '{n} kWh'],
  sumGrams: ['{n} 克', '{n} g'],
  factorPower: ['{n} 千克/千瓦时', '{n} kg/kWh'],
  factorGrams: ['{n} 克/克', '{n} g/g'],
  factorLabel: ['排放因子', 'Emission factor'],
  sumResult: ['这一段少排了', 'Reduction of the period'],
  sumNote: ['{readings} 个读数，{days} 天里', '{readings} readings in {days} days'],
  byMonth: ['每个月', 'By month'],
  monthRow: ['{n} 个读数', '{n} readings'],
  wouldRefuse: ['现在申报会被退回：{why}', 'As things stand it would be refused: {why}'],
  wouldTake: ['规则和排除清单都查过了，可以申报', 'Rules and exclusion list were asked: you can apply'],
  wouldTakeReport: [
    '规则和排除清单都查过了，可以提交',
    'Rules and exclusion list were asked: it can be handed in',
  ],
  apply: ['申报', 'Apply'],
  applyAgain: ['改好了，再申报', 'Mended: apply again'],
  applied: ['申报好了，等中心受理', 'Applied; the centre looks at it first'],
  report: ['提交这一期', 'Hand this period in'],
  reported: ['这一期交了，等中心核查', 'Handed in; the centre verifies it'],
  way: ['走到哪一步了', 'How far it has come'],
  reports: ['报过的', 'Periods reported'],
  reportTitle: ['{from} 到 {to}', '{from} to {to}'],
  serials: ['序列号 {from} 到 {to}', 'Serials {from} to {to}'],
  findings: ['工作人员写下的', 'What staff wrote down'],
  record: ['填的内容', 'What you wrote'],
  suspendedTip: [
    '暂停期间不能报新的一期。看看下面的原因。',
    'No period can be reported meanwhile. See why below.',
  ],
})

export const projectWayWords = defineWords({
  draft: ['写草稿、传读数', 'Draft and readings'],
  applied: ['申报', 'Applied'],
  check: ['中心受理', 'The centre accepts it'],
  review: ['两个单位评审', 'Two bodies review it'],
  issue: ['签发第一段的减排量', 'The first reduction is issued'],
  tracking: ['以后每一期单独报', 'Later periods, each by itself'],
  dueBy: ['{when}前', 'By {when}'],
  now: ['正在这一步', 'Now'],
  returned: ['退回了', 'Sent back'],
  refused: ['未通过', 'Refused'],
  withdrawn: ['撤回了', 'Withdrawn'],
})

export const reportStateWords = defineWords({
  handedIn: ['已提交', 'Handed in'],
  verified: ['已核查', 'Verified'],
  issued: ['已签发', 'Issued'],
  returned: ['退回', 'Returned'],
})

export const findingWords = defineWords({
  tracked: ['跟踪', 'Tracked'],
  suspended: ['暂停', 'Suspended'],
  resumed: ['恢复', 'Resumed'],
  ended: ['终止', 'Ended'],
})
