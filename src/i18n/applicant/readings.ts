import { defineWords } from '../words'

export const readingsWords = defineWords({
  title: ['传读数', 'Send readings'],
  how: [
    '把每天的度数贴进来，一行一天。几块表的，前面写上电表号。',
    'Paste the figures, a day a line. With several meters begin each line with the meter.',
  ],
  example: ['比如', 'Such as'],
  jsonToo: [
    '计量系统导出的 JSON 行也可以直接贴。',
    'JSON lines from a metering system can be pasted as they are.',
  ],
  field: ['读数', 'Readings'],
  unread: [
    '第 {lines} 行看不懂。写成“日期 度数”，小数点后最多三位，改好再传。',
    'Line {lines} cannot be read. Write day and kWh with at most three places, then send again.',
  ],
  nothing: ['先贴上读数', 'Paste readings first'],
  send: ['传上去', 'Send'],
  sent: ['{n} 行收下了', '{n} {n|line was|lines were} taken'],
  counts: ['这一次', 'This time'],
  accepted: ['收下', 'Taken'],
  duplicate: ['以前传过', 'Known already'],
  conflict: ['和以前不一样', 'Unlike before'],
  rejected: ['没有收下', 'Not taken'],
  conflictHow: [
    '以前传过另一个数，先留以前的。要更正，请用 JSON 行并写更高的 revision。',
    'Another figure is kept. To correct it send a JSON line with a higher revision.',
  ],
  lines: ['每一行', 'Line by line'],
  line: ['第 {n} 行', 'Line {n}'],
  more: ['还有 {n} 行没有列出来', '{n} more lines are not listed'],
  months: ['现在有的读数', 'What is there now'],
  noMonths: ['这一段还没有读数', 'No readings of this period yet'],
  toProject: ['回到项目', 'To the project'],
  closed: ['这个项目不再收读数', 'This project takes no readings any more'],
})

/** Why a line was not taken, and what to do. */
export const lineFaultWords = defineWords({
  'reading.meter-unknown': ['项目里没有这块表，核对电表号', 'No such meter in the project: check its number'],
  'reading.day-outside': [
    '这一天还没过完，或者在并网以前，核对日期',
    'The day is not over, or before grid connection: check it',
  ],
  'reading.implausible': [
    '几块表加起来，比装机一天能发的还多，核对度数',
    'With the other meters more than it can yield in a day: check the figure',
  ],
  'reading.period-reported': [
    '这一天已经报过，要更正先请中心退回',
    'That day is reported: have the report returned first',
  ],
  'reading.superseded': ['已经有更新的读数', 'A later figure is known'],
  'row.too-long': ['这一行太长', 'The line is too long'],
  'row.too-deep': ['格式不对', 'The line is not as it should be'],
  'row.malformed': ['格式不对', 'The line is not as it should be'],
  'row.duplicate-key': ['同一项写了两次', 'One field stands there twice'],
  'row.field-invalid': ['有一项不对：{field}', 'One field is not right: {field}'],
  other: ['没有收下', 'Not taken'],
})
