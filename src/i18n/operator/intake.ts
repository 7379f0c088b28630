import { defineWords } from '../words'

export const intakeWords = defineWords({
  title: ['收到的行程', 'Rides received'],
  today: ['今天收到', 'Received today'],
  rows: ['行', 'rows'],
  parts: [
    '收下 {accepted} · 没找到人 {unmatched} · 拒收 {rejected}',
    '{accepted} accepted · {unmatched} of nobody · {rejected} refused',
  ],
  others: [
    '另有重复 {duplicate}、冲突 {conflict}、测试 {tested}',
    'Besides {duplicate} repeated, {conflict} conflicting, {tested} of a test',
  ],
  lastPush: ['最近一次推送：{when}', 'Last push: {when}'],
  noPush: ['还没有推送过', 'Nothing was pushed yet'],
  noPushDetail: [
    '你们的服务器按接入说明推送后，这里就有数。',
    'Figures come once your servers push as the guide for operators says.',
  ],
  suspended: [
    '平台已暂停收你们的行程，推送会被拒收。请联系平台管理方。',
    'The platform has stopped taking your rides: pushes are refused. Please contact the centre.',
  ],
  waiting: ['等你们办的', 'Waiting for you'],
  toReport: ['{n} 批等你们签总数', '{n} {n|run waits|runs wait} for your signed total'],
  toReportHow: ['签了才进入核查。由你们的服务器签。', 'Review begins with it. Your servers sign it.'],
  returned: ['{n} 批被退回', '{n} {n|run was|runs were} returned'],
  returnedHow: ['看退回的原因', 'See why'],
  deleteOrders: ['{n} 条删除指令还没回执', '{n} delete {n|order has|orders have} no receipt'],
  deleteDue: ['最早的应在 {when} 前删完', 'The first is due by {when}'],
  deleteLate: [
    '{n} 条已经过期，最早的应在 {when} 前删完',
    '{n} {n|is|are} late; the first was due by {when}',
  ],
  rate: ['今天的匹配率', 'Match rate today'],
  rateMeans: [
    '能算的行里，有多少找到了同意计入的人。先取同意名单再推送，就不会有找不到的。',
    'Of the rows that could count, how many found somebody who consented. Pull the consent feed first, and none is left over.',
  ],
  noRate: ['今天还没有能算的行', 'No row that could count today'],
  breaks: ['{n} 行的减排量和你们自己算的不一样', '{n} {n|row differs|rows differ} from your own figure'],
  lastDays: ['近 30 天', 'Last 30 days'],
  countText: ['{n} 行', '{n} rows'],
  summary: ['30 天共收到 {total}，最多的是 {day}，{most}', '{total} in 30 days, most on {day}: {most}'],
  rejectedBy: ['今天为什么拒收', 'Why rows were refused today'],
  rejectedNone: ['今天没有拒收的行', 'No row was refused today'],
  rejectedRow: ['{n} 行', '{n} {n|row|rows}'],
  more: ['别的', 'Besides'],
  keys: ['签名密钥', 'Signing keys'],
  keysHow: ['哪些在用，到哪天为止', 'Which are valid, and until when'],
  applications: ['场景申报和延期', 'Scenes: approval and extension'],
  applicationsHow: ['批到哪天、要不要延', 'Until when they are approved'],
})

export const refusedWords = defineWords({
  title: ['拒收的行', 'Refused rows'],
  next: ['怎么改', 'What to do'],
  samples: ['最近的例子', 'Latest samples'],
  samplesHow: [
    '每次推送列前 5 行，最近 10 次。行本身我们不留，请在你们发出的文件里找。',
    'The first 5 lines of each of the last 10 pushes. We keep no row itself: look in the file you sent.',
  ],
  line: ['第 {n} 行', 'Line {n}'],
  field: ['字段 {field}', 'field {field}'],
  push: ['推送 {pushId}', 'push {pushId}'],
  empty: ['没有留下例子', 'No samples are left'],
  emptyDetail: ['例子留 90 天。', 'They are kept for 90 days.'],
})
