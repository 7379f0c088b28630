import { defineWords } from '../words'

export const readingWords = defineWords({
  title: ['看别人的碳信用证明', 'Read a credit statement'],
  lead: [
    '请对方打开证明，出示一个码。码只能试一次，用途要和对方说的一样。',
    'Ask its holder to show you a code. It is good for one try: the purpose must be the very one it was made for.',
  ],
  scan: ['扫对方的码', 'Scan the code'],
  scanFault: ['这不是碳信用证明的码，请对方出示', 'This is no code of a credit statement'],
  code: ['对方的十二位数', 'The twelve digits'],
  codeFault: ['要十二位数字', 'Twelve digits are needed'],
  reader: ['你是谁', 'Who you are'],
  readerHint: [
    '写你的名字或单位，对方看得到。不用登录。',
    'Your name or your company’s: the holder sees it. No sign-in.',
  ],
  readerFault: ['请至少写两个字', 'Write two characters at least'],
  purpose: ['为什么看', 'What for'],
  purposeFault: ['请选一个用途', 'Choose a purpose'],
  words: ['用途', 'Purpose'],
  wordsHint: ['要和对方写的一字不差', 'In the very words its holder wrote'],
  wordsFault: ['请写明用途', 'Say what it is for'],
  told: [
    '对方会看到你看过、为什么看。看不到时，请对方换一个码再试。',
    'Its holder will see that you read it, and what for. Where it cannot be read, ask for another code.',
  ],
  read: ['查看', 'Read'],
  onlyFor: ['只能用于：{purpose}，{when}为止', 'For {purpose} only, until {when}'],
  holder: ['持有人', 'Holder'],
  person: ['个人', 'A person'],
  level: ['等级', 'Level'],
  sum: ['信用值', 'Credit'],
  madeAt: ['{when}时的记录', 'As of {when}'],
  how: ['怎么来的', 'What it rests on'],
  once: [
    '关掉这页就看不到了。还要看，请对方再出示一个码。',
    'It is gone when you leave this page; to read it again, ask for another code.',
  ],
  close: ['看完了', 'Done'],
})
