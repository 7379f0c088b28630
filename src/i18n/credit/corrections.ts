import { defineWords } from '../words'

export const correctionWords = defineWords({
  title: ['更正碳信用', 'Corrections'],
  ask: ['有一项不对', 'Something is wrong'],
  again: ['再提一次', 'Ask once more'],
  sheet: ['哪一项不对', 'Which line is wrong'],
  line: ['哪一项', 'Line'],
  month: ['哪个月', 'Month'],
  earlier: ['更早的月份', 'Earlier months'],
  text: ['哪里不对', 'What is wrong'],
  meTextHint: [
    '写清楚就行，比如哪天、哪条线。提更正不扣分。',
    'Say it in your own words. Asking costs you nothing.',
  ],
  institutionTextHint: [
    '写清楚就行，比如哪个项目、哪一笔转回。提更正不扣分。',
    'Say which project or which turning back. Asking costs you nothing.',
  ],
  textFault: ['请写一句哪里不对', 'Say in a sentence what is wrong'],
  monthFault: ['请选一个月', 'Choose a month'],
  send: ['提交', 'Send'],
  sent: ['收到了，{when}前答复', 'Received; you get an answer by {when}'],
  empty: ['没有提过更正', 'No corrections asked for'],
  emptyDetail: [
    '觉得哪个月算错了，告诉我们，15 天内答复。',
    'If a month looks wrong, tell us; you get an answer within 15 days.',
  ],
  of: ['{month} · {line}', '{month} · {line}'],
  open: ['处理中', 'Being heard'],
  granted: ['已更正', 'Corrected'],
  refused: ['没有更正', 'Not corrected'],
  lapsed: ['已结束', 'Ended'],
  due: ['{when}前答复', 'Answer by {when}'],
  more: ['加了 {n} 份', '{n} {n|unit|units} more'],
  less: ['减了 {n} 份', '{n} {n|unit|units} fewer'],
  answer: ['答复：{text}', 'Answer: {text}'],
  review: ['复核', 'Review'],
})
