import { defineWords } from '../words'

export const disputesWords = defineWords({
  title: ['商户的异议', 'Disputes'],
  waitingSome: [
    '{n} 张对账单商户说不对，等你们答复。',
    '{n} {n|statement is|statements are} disputed and {n|waits|wait} for your answer.',
  ],
  look: ['去答复', 'Answer'],
  waiting: ['待答复', 'To be answered'],
  answered: ['已答复', 'Answered'],
  confirmed: ['商户已确认', 'Confirmed'],
  superseded: ['有新版', 'Superseded'],
  version: [
    '{day}的对账单第 {n} 版，其中你们的商品 {fen}\u00a0元',
    'Statement of {day}, version {n}: {fen}\u00a0yuan of your goods',
  ],
  saidConfirmed: ['确认无误', 'It is right'],
  saidDisputed: ['不对：{text}', 'Not right: {text}'],
  saidAnswered: ['答复：{text}', 'Answer: {text}'],
  toLines: ['看这张单子的每一笔', 'See its lines'],
  toLinesLabel: ['看这张单子的每一笔，{merchant}，{day}', 'See its lines: {merchant}, {day}'],
  answer: ['答复', 'Answer'],
  answerLabel: ['答复{merchant}', 'Answer {merchant}'],
  answerTitle: ['答复{merchant}', 'Answer {merchant}'],
  answerField: ['怎么答复', 'Your answer'],
  answerHint: [
    '说清楚查到了什么，或会怎么补。商户和赞助方都看得到。',
    'Say what you found, or how it will be made good. The merchant and the sponsors can read it.',
  ],
  answerFault: ['请写一句答复', 'Please write an answer'],
  send: ['发出答复', 'Send it'],
  cancel: ['先不', 'Not now'],
  done: ['答复发出了', 'The answer is sent'],
  empty: ['没有异议', 'No disputes'],
  emptyDetail: [
    '商户说哪天的对账单不对时，会出现在这里，由你们答复。',
    'When a merchant says that a statement is wrong it appears here for you to answer.',
  ],
})

export const disputeWords = defineWords({
  title: ['一张有异议的对账单', 'A disputed statement'],
  gone: ['没有找到这条异议', 'This dispute is not found'],
  goneDetail: [
    '它可能属于另一个机构，请回到列表看看。',
    'It may concern another institution. Look in the list.',
  ],
  lines: ['你们的商品，每一笔', 'Your goods, line by line'],
  noLines: ['里面没有你们的商品', 'None of your goods are in it'],
  noLinesDetail: [
    '这天没有核销过你们的商品。商户可能认为少算了。',
    'None were redeemed that day. The merchant may miss some.',
  ],
})
