import { defineWords } from '../words'

export const expertSignInWords = defineWords({
  title: ['专家登录', 'Sign-in for experts'],
  how: [
    '用你自己的密钥登录。密钥只在这台设备上签名，不会发出去，也不会存下来。',
    'You sign in with your own key. It signs on this device and is neither sent nor kept.',
  ],
  expertId: ['专家编号', 'Expert id'],
  expertIdHint: ['中心邀请你时给的，例如 zhou', 'Given when the centre invited you, for example zhou'],
  key: ['密钥', 'Key'],
  keyHint: ['你自己生成的 43 个字符', 'The 43 characters you made yourself'],
  keyHow: [
    '还没有密钥？用能生成 Ed25519 密钥的工具做一对，公钥交给市减污降碳中心登记，私钥自己留着。不会的话请中心帮忙。',
    'No key yet? Make a pair with any tool for Ed25519 keys, give the public half to the centre and keep the private half to yourself. The centre helps if you need it.',
  ],
  staffHere: ['工作人员请到审核台登录', 'Staff sign in at the staff desk'],
  next: ['取登录文本', 'Get the text to sign'],
  textTitle: ['你要签的是这段文本', 'This is the text you sign'],
  textHint: [
    '先看清楚：用途是专家登录，编号是你的。{when}前有效，只能用一次。',
    'Read it first: it is for signing in as an expert, and it names you. Good until {when}, once.',
  ],
  sign: ['签名并登录', 'Sign and sign in'],
  cancel: ['不签，返回', 'Do not sign'],
  keyMalformed: [
    '密钥应是 43 个字符，由字母、数字、- 和 _ 组成。请完整复制后再试。',
    'A key has 43 characters: letters, digits, - and _. Please copy all of it.',
  ],
  expertUnknown: [
    '专家库里没有“{expertId}”。请看看有没有打错，或问市减污降碳中心。',
    '“{expertId}” is not in the pool. Check the spelling, or ask the centre.',
  ],
  keyWrong: [
    '这不是“{expertId}”登记的密钥，或文本已过期。请换成自己的密钥再取一段；丢了请中心重新登记。',
    'This is not the key registered for “{expertId}”, or the text has expired. Use your own and get another text; if it is lost, ask the centre.',
  ],
  doorTitle: ['请先登录', 'Please sign in'],
  doorDetail: ['这里只对专家库里的专家开放', 'This is open to the experts of the pool'],
  doorExpiredTitle: ['登录已到期', 'You were signed out'],
  doorExpiredDetail: [
    '每次登录 15 分钟有效。没签的意见没有交出去，请登录后再签。',
    'A session lasts 15 minutes. What was not signed has not been handed in; sign in and sign it then.',
  ],
  go: ['去登录', 'Sign in'],
})
