import { defineWords } from '../words'

/** What stands between a person and her account, what to do about it, and the button that does it. */
export const entryWords = defineWords({
  accountTitle: ['还没有开通碳账户', 'No carbon account yet'],
  account: ['开通只要一分钟，不用填表。', 'It takes a minute, and there is no form.'],
  accountGo: ['去开通', 'Open one'],
  guardianTitle: ['要监护人同意', 'A guardian has to agree'],
  guardian: ['未满 14 岁，监护人同意后就能开通。', 'Under 14, the account opens once a guardian has agreed.'],
  guardianGo: ['请监护人同意', 'Ask a guardian'],
  realNameTitle: ['还差一步：实名', 'One step left: a verified name'],
  realName: [
    '请先在现在这个应用里完成实名认证，再回来点“再看一次”。场景和算法现在就能看。',
    'Verify your name in the app you are in, then come back and check again. Scenes and methods are open to you now.',
  ],
  realNameGo: ['再看一次', 'Check again'],
  signInTitle: ['还没有认出你', 'We do not know you yet'],
  signIn: [
    '登录没有完成。再试一次，应用问起时请点同意。',
    'Signing in was not finished. Try again, and agree when the app asks.',
  ],
  signInGo: ['再试一次', 'Try again'],
  permissionTitle: ['还没有认出你', 'We do not know you yet'],
  permission: [
    '这个应用没有允许随碳登录。请在它的设置里打开，再试一次。',
    'This app does not let Suitan sign in. Allow it in its settings, then try again.',
  ],
  permissionGo: ['再试一次', 'Try again'],
  hostTitle: ['换个地方打开', 'Open it elsewhere'],
  host: [
    '要有自己的碳账户，请在随申办、微信或支付宝里打开随碳。这里可以先看看。',
    'For an account of your own, open Suitan inside Suishenban, WeChat or Alipay. You may look around here.',
  ],
})
