import { defineWords } from '../words'

export const sceneEntryWords = defineWords({
  title: ['场景公示', 'A scene'],
  reduction: ['减排场景', 'Reduction scene'],
  behaviour: ['行为场景：只换积分，不交易', 'Behaviour scene: points only, not traded'],
  counts: ['现在算', 'Counts now'],
  countsNot: ['现在不算', 'Does not count now'],
  rule: ['按哪个方法学算：{code} 第 {version} 版', 'Counted by {code}, version {version}'],
  who: ['谁的记录可以算', 'Whose records count'],
  nobody: ['还没有批准过任何一家', 'Nobody has been approved yet'],
  nobodyDetail: [
    '运营单位申请、两家单位审核通过以后列在这里。',
    'Listed once an operator applied and two offices approved.',
  ],
  waiting: ['还没有批准', 'Not approved yet'],
  until: ['批准到 {day}', 'Approved until {day}'],
  untilUnknown: ['手头的文件没有写到哪天', 'No document at hand names a last day'],
  approvedOn: ['{day} 批准', 'Approved on {day}'],
  number: ['登记号 {id}', 'Kept under {id}'],
  periods: ['这些日子的行程算', 'Rides of these days count'],
  period: ['{from} 到 {to}', '{from} to {to}'],
  always: ['平台建立以前', 'Before this platform'],
  now: ['现在', 'now'],
  past: ['以前批准过的', 'Approved before'],
  history: ['经过', 'History'],
  historyOf: ['{name} 的经过', 'History of {name}'],
  unknown: ['没有这个场景', 'There is no such scene'],
})

export const approvalStateWords = defineWords({
  none: ['没有申请', 'Not applied'],
  approved: ['已批准，正在接入', 'Approved, being connected'],
  live: ['现在算', 'Counts now'],
  suspended: ['暂停', 'Suspended'],
  expired: ['到期', 'Expired'],
  withdrawn: ['已退出', 'Withdrawn'],
})

export const turnWords = defineWords({
  approved: ['批准', 'Approved'],
  opened: ['上线', 'Live'],
  extended: ['延期', 'Extended'],
  suspended: ['暂停', 'Suspended'],
  resumed: ['恢复', 'Resumed'],
  expired: ['到期', 'Expired'],
  withdrawn: ['退出', 'Withdrawn'],
  ended: ['结束', 'Ended'],
})
