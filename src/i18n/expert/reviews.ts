import { defineWords } from '../words'

export const expertReviewsWords = defineWords({
  title: ['请你评审', 'Asked for your opinion'],
  who: ['{name}，你好', 'Good day, {name}'],
  leave: ['退出登录', 'Sign out'],
  list: ['请你评审的方法学', 'Methodologies you are asked about'],
  unnamed: ['还没有名称', 'No name yet'],
  line: ['{field} · 第 {n} 次提交', '{field} · submission {n}'],
  due: ['{when}前', 'By {when}'],
  late: ['已超期', 'Late'],
  empty: ['现在没有请你评审的', 'You are asked about nothing now'],
  emptyDetail: [
    '中心请你时会出现在这里；交过的意见不再列出',
    'What the centre asks you appears here; opinions you gave are not listed',
  ],
})

export const expertReviewWords = defineWords({
  title: ['评审', 'Your review'],
  gone: ['这一份不再等你的意见', 'Your opinion on this is not awaited'],
  goneDetail: [
    '可能已经交过、换了人，或者申请人又提交了一次',
    'It may have been given, gone to another, or been handed in anew',
  ],
  toList: ['回到列表', 'To the list'],
  record: ['全文', 'The record'],
  opinion: ['你的意见', 'Your opinion'],
  verdict: ['结论', 'Verdict'],
  approve: ['同意', 'Approve'],
  amend: ['修改后再审', 'Ask for changes'],
  reject: ['不同意', 'Reject'],
  words: ['意见（会公开）', 'Words (they are made public)'],
  wordsHint: ['公布时和结论、领域一起公开', 'Made public with verdict and field when it is published'],
  wordsFault: ['请写下意见，至少 2 个字', 'Please write at least 2 characters'],
  verdictFault: ['请先选一个结论', 'Please choose a verdict first'],
  nameShown: ['公开时写上我的姓名', 'Name me when it is made public'],
  nameShownDetail: ['不打开就只写领域', 'Left off, only your field is named'],
  toSign: ['看要签的文本', 'See the text to sign'],
  signTitle: ['签名交出意见？', 'Sign and hand it in?'],
  signEffect: [
    '签了就交出去了，不能改，也不能撤回。下面是你要签的全文：',
    'Once signed it is handed in and can neither be changed nor taken back. This is the text you sign:',
  ],
  sign: ['签名并交出', 'Sign and hand it in'],
  cancel: ['先不', 'Not now'],
  given: ['意见已签名交出', 'Your opinion is signed and handed in'],
  keyGone: [
    '密钥已不在这台设备上，请重新登录后再签。',
    'Your key is no longer here. Please sign in again and sign then.',
  ],
  recuse: ['我要回避', 'I recuse myself'],
  recuseTitle: ['回避这一份？', 'Recuse yourself?'],
  recuseEffect: [
    '中心会请别人，你不能再评审这一份。不能撤回。',
    'The centre asks somebody else and you cannot judge this one any more. It cannot be undone.',
  ],
  reason: ['为什么回避（中心看得到）', 'Why (the centre reads it)'],
  reasonFault: ['请写明理由，至少 2 个字', 'Please give a reason of at least 2 characters'],
  recuseYes: ['是，回避', 'Yes, recuse myself'],
  recused: ['已回避', 'You have recused yourself'],
})
