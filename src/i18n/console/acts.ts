import { defineWords } from '../words'

/** What every act of the console says the same way. */
export const actWords = defineWords({
  cancel: ['先不', 'Not now'],
  waitingOffice: ['你们机构已签，等另一机构', 'Your office has signed; the other office is needed'],
  ownStop: ['是你暂停的，要由另一个人恢复', 'You suspended it: another person resumes it'],
  nothing: ['现在没有要你办的事', 'There is nothing for you to do here now'],
  reasons: ['理由（对方看得到）', 'Reasons (they are read by whom it concerns)'],
  wordsFault: ['请写明理由，至少 2 个字', 'Please give reasons of at least 2 characters'],
  dayHint: ['例如 2027-01-01', 'For example 2027-01-01'],
  dayFault: ['请写成 2027-01-01 这样的日子', 'Please write the day like 2027-01-01'],
  dayOverFault: ['这一天已经过去，请写今天或以后的', 'That day is over: today or later, please'],
  choiceFault: ['请先选一个', 'Please choose one first'],
  digest: ['文本摘要（SHA-256）', 'Digest of the text (SHA-256)'],
  more: ['只列出前 {n} 条', 'Only the first {n} are listed'],
  emptyDetail: ['换个状态看看', 'Look in another state'],
})
