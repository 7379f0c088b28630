import { defineWords } from '../words'

export const runsWords = defineWords({
  title: ['结算', 'Runs'],
  how: [
    '每天的行程过 48 小时定下来，成为一批：你们签总数，核查、确认，再签发。',
    'A day’s rides are final after 48 hours and become a run: you sign the total, then it is verified, confirmed and issued.',
  ],
  turn: ['看哪些', 'Which'],
  all: ['全部', 'All'],
  toReport: ['待签总数', 'To sign'],
  returned: ['被退回', 'Returned'],
  underReview: ['审核中', 'Under review'],
  issued: ['已签发', 'Issued'],
  name: ['{day} {scene}', '{scene}, {day}'],
  no: ['第 {no} 批', 'run {no}'],
  rides: ['{n} 趟', '{n} {n|ride|rides}'],
  reason: ['退回原因：{reason}', 'Returned: {reason}'],
  empty: ['没有这样的批次', 'No such runs'],
  emptyDetail: ['一天过完 48 小时后，批次会出现在这里。', 'Runs appear 48 hours after their day is over.'],
})

/** A state in a word, as its operator reads it. */
export const runStateWords = defineWords({
  settled: ['待签总数', 'To sign'],
  reported: ['待核查', 'To be verified'],
  verified: ['待确认', 'To be confirmed'],
  confirmed: ['待签发', 'To be issued'],
  issued: ['已签发', 'Issued'],
  returned: ['被退回', 'Returned'],
  empty: ['没有行程', 'Empty'],
})
