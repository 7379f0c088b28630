import { defineWords } from '../words'

export const qualityWords = defineWords({
  title: ['数据质量', 'Data quality'],
  month: ['月份', 'Month'],
  final: ['这个月已经过完，数字不会再变。', 'The month is over: these figures are final.'],
  notFinal: ['这个月的数字还没定，还会变。', 'Figures of this month are not final: they still change.'],
  uncounted: [
    '另有 {n} 行是开始按场景计数以前收到的，不在下面。',
    '{n} more {n|row was|rows were} received before scenes were counted.',
  ],
  empty: ['这个月没有数据', 'Nothing in this month'],
  emptyDetail: ['运营单位推送以后会出现在这里', 'What operators push appears here'],
  noScene: ['读不出场景的行', 'Rows of no readable scene'],
  rows: ['收到的行', 'Rows received'],
  accepted: ['收下', 'Accepted'],
  duplicate: ['重复', 'Duplicate'],
  conflict: ['冲突', 'Conflict'],
  unmatched: ['未匹配', 'Unmatched'],
  rejected: ['拒收', 'Rejected'],
  tested: ['测试', 'Tested'],
  rate: ['匹配率', 'Match rate'],
  rateMeans: [
    '能算的行里，有多少找到了同意计入的人。测试的行不在内。',
    'Of the rows that could count, how many found somebody who consented. Tests are left out.',
  ],
  nobodyFound: [
    '没有匹配率：能算的行里，还没有一行是同意计入的人的。',
    'No match rate: of the rows that could count, none is of somebody who has consented yet.',
  ],
  testsOnly: ['没有匹配率：这个月只有测试。', 'No match rate: there were only tests.'],
  reasons: ['拒收原因', 'Rejected because'],
  breaks: ['减排量不一致', 'Figures that differ'],
  settled: ['关账行程', 'Rides settled'],
  late: ['其中补报', 'Of these late'],
  merged: ['同一趟合并', 'Merged as one trip'],
  anomalies: ['异常', 'Anomalies'],
  appeals: ['异议：提出、成立、不成立', 'Objections: opened, upheld, dismissed'],
  more: ['看明细', 'Details'],
  less: ['收起', 'Less'],
  file: ['导出表格（CSV）', 'Export (CSV)'],
  fileAgain: ['再点一次保存', 'Tap again to save'],
  fileReady: ['文件准备好了', 'The file is ready'],
  saved: ['已保存', 'Saved'],
  shared: ['已交给所选的应用', 'Handed over'],
  downloaded: ['已下载', 'Downloaded'],
  copied: ['这里存不了文件，内容已复制', 'No file can be saved here: it was copied'],
  copyFailed: ['这里存不了文件，也复制不了', 'It can neither be saved nor copied here'],
})

/** What a verifier should look at, in two or three words. */
export const anomalyWords = defineWords({
  impossibleSpeed: ['速度不可能', 'Impossible speed'],
  tooManyRides: ['次数太多', 'Too many rides'],
  conflictingRows: ['前后不一致', 'Conflicting rows'],
  operatorFigureDiffers: ['减排量不一致', 'Figures differ'],
  duplicateTrips: ['同一趟', 'Same trip'],
})
