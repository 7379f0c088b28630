import { defineWords } from '../words'

export const signInWords = defineWords({
  title: ['审核台登录', 'Staff sign-in'],
  how: [
    '用你自己的密钥登录。密钥只在这台设备上签名，不会发出去。',
    'You sign in with your own key. It signs on this device and is never sent.',
  ],
  staffId: ['工号', 'Staff id'],
  staffIdHint: ['例如 centre-zhang', 'For example centre-zhang'],
  key: ['密钥', 'Key'],
  keyHint: ['登记时得到的 43 个字符', 'The 43 characters you were given when registered'],
  keyMalformed: [
    '密钥应是 43 个字符，由字母、数字、- 和 _ 组成。请完整复制后再试。',
    'A key has 43 characters: letters, digits, - and _. Please copy all of it.',
  ],
  staffUnknown: [
    '没有登记“{staffId}”。请看看有没有打错，或请管理员登记。',
    '“{staffId}” is not registered. Check the spelling, or ask the administrator to register it.',
  ],
  keyWrong: [
    '这不是“{staffId}”登记的密钥。请换成自己的密钥；丢了请管理员重新登记。',
    'This is not the key registered for “{staffId}”. Use your own; if it is lost, ask the administrator for a new one.',
  ],
  challengeExpired: [
    '刚才那段文本过期了，没有登录。请再取一段，两分钟内签名。',
    'The text had expired, so you are not signed in. Get another and sign it within two minutes.',
  ],
  expertsHere: ['专家请到专家登录', 'Experts sign in here'],
  remember: ['记住在本机', 'Remember on this device'],
  rememberHint: ['公用设备请不要打开', 'Not on a shared device'],
  remembered: ['本机记住了 {staffId} 的密钥', 'This device remembers the key of {staffId}'],
  forget: ['忘掉', 'Forget it'],
  forgotten: ['已从本机删除', 'Deleted from this device'],
  notRemembered: ['本机存不下，没有记住', 'The device is full; the key is not remembered'],
  next: ['取登录文本', 'Get the text to sign'],
  textTitle: ['你要签的是这段文本', 'This is the text you sign'],
  textHint: [
    '先看清楚：用途是登录审核台，工号是你的。{when}前有效，只能用一次。',
    'Read it first: it is for signing in, and it names you. Good until {when}, once.',
  ],
  sign: ['签名并登录', 'Sign and sign in'],
  cancel: ['不签，返回', 'Do not sign'],
})
