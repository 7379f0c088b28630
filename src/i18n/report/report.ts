import { defineWords } from '../words'

export const reportWords = defineWords({
  title: ['举报', 'Report fraud'],
  lead: [
    '看到有人造假、倒卖积分或套现，可以告诉我们。不用登录，也不用留名字。',
    'Tell us about faked rides, traded points or cashing in. No sign-in, no name.',
  ],
  about: ['是哪种事', 'What is it about'],
  aboutFault: ['请选一种', 'Choose one'],
  words: ['是怎么回事', 'What happened'],
  wordsHint: [
    '什么时候、在哪里、怎么做的。不用写你自己是谁。',
    'When, where and how. You need not say who you are.',
  ],
  wordsFault: ['请多写几个字，至少 5 个字', 'Write a little more, 5 characters at least'],
  contact: ['怎么联系你（可以不填）', 'How to reach you (if you like)'],
  contactHint: [
    '电话或邮箱。加密保存，答复 90 天后删掉。',
    'Telephone or mail. Kept encrypted, deleted 90 days after the answer.',
  ],
  contactFault: [
    '请写电话或邮箱，至少 3 个字；不想留就清空',
    'A telephone number or mail address, 3 characters at least; leave it empty if you like',
  ],
  send: ['交上去', 'Send'],
  sentTitle: ['收到了', 'We have it'],
  number: ['你的编号', 'Your number'],
  numberHint: [
    '请抄下来或截屏。凭它查进度，丢了就查不了。',
    'Write it down or take a picture: without it the progress cannot be seen.',
  ],
  dueBy: ['{when}前答复', 'Answered by {when}'],
  copy: ['复制编号', 'Copy the number'],
  copied: ['编号已复制', 'Copied'],
  copyFailed: ['复制不了，请抄下来', 'It cannot be copied: write it down'],
  toProgress: ['查进度', 'See the progress'],
  another: ['再报一件', 'Report another'],
  haveNumber: ['已经有编号？查进度', 'Have a number? See its progress'],
})

export const progressWords = defineWords({
  title: ['查举报进度', 'Progress of a report'],
  lead: ['输入举报时拿到的 16 位编号。', 'Type the sixteen digits you were given.'],
  number: ['编号', 'Number'],
  numberHint: ['四个一组，中间的空格可以不打', 'In fours; the blanks may be left out'],
  numberFault: ['编号是 16 位数字，请再看一遍', 'The number has sixteen digits: look again'],
  find: ['查进度', 'Look'],
  about: ['举报的是：{about}', 'About: {about}'],
  received: ['收到了', 'Received'],
  lookedAt: ['正在核实', 'Being looked into'],
  answered: ['答复了', 'Answered'],
  dueBy: ['最晚{when}', 'By {when} at the latest'],
  founded: ['情况属实', 'It was so'],
  unfounded: ['没有发现问题', 'Nothing was found'],
  answer: ['答复', 'The answer'],
  toReport: ['去举报', 'Report something'],
})
