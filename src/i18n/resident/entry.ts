import { defineWords } from '../words'

/** What stands between a person and her account, what to do about it, and the button that does it. */
export const entryWords = defineWords({
  accountTitle: ['还没有开通碳账户', 'No carbon account yet'],
  account: ['开通只要一分钟，不用填表。', 'It takes a minute, and there is no form.'],
  accountGo: ['去开通', 'Open one'],
  guardianTitle: ['要监护人同意', 'A guardian has to agree'],
  guardian: ['未满 14 岁，监护人同意后就能开通。', 'Under 14, the account opens once a guardian has agreed.'],
  guardianGo: ['请监护人同意', 'Ask a guardian'],
  guardianAgainTitle: ['要监护人重新同意', 'A guardian has to agree again'],
  guardianAgain: [
    '监护人的同意结束了，新的行程先不记。以前记下的都还是你的。',
    "Your guardian's consent has ended; new rides are not recorded for now. What is recorded stays yours.",
  ],
  guardianAgainGo: ['请监护人同意', 'Ask a guardian'],
  realNameTitle: ['还差一步：实名', 'One step left: a verified name'],
  realName: [
    '请先在现在这个应用里完成实名认证，再回来点“再看一次”。场景和算法现在就能看。',
    'Verify your name in the app you are in, then come back and check again. Scenes and methods are open to you now.',
  ],
  realNameGo: ['再看一次', 'Check again'],
  realNameStill: ['还没有收到实名信息', 'No verified name has arrived yet'],
  signInTitle: ['还没有认出你', 'We do not know you yet'],
  signInGo: ['再试一次', 'Try again'],
  signInStill: ['还是没有登录成功', 'Signing in has not worked yet'],
  hostTitle: ['换个地方打开', 'Open it elsewhere'],
  host: [
    '要有自己的碳账户，请在随申办、微信或支付宝里打开随碳。这里可以先看看。',
    'For an account of your own, open Suitan inside Suishenban, WeChat or Alipay. You may look around here.',
  ],
})

/** Why the host did not say who she is, and what she can do: each reason in its own words. */
export const noEntryWords = defineWords({
  offline: [
    '登录要有网络。连上以后会自动登录。',
    'Signing in needs a network; it happens by itself once you are online.',
  ],
  timeout: ['登录等太久了，请再试一次。', 'Signing in took too long; please try again.'],
  cancelled: [
    '登录到一半停下了。想开通，再试一次就行。',
    'Signing in was stopped halfway. To open an account, just try again.',
  ],
  denied: [
    '你没有同意登录。想开通，再试一次，应用问起时点“同意”。',
    'You did not agree to sign in. To open an account, try again and agree when the app asks.',
  ],
  privacyRefused: [
    '要先同意应用的隐私说明才能登录，再试一次就会看到它。',
    "Signing in needs your agreement to the app's privacy notice; try again and you will see it.",
  ],
  notPermitted: [
    '这个应用没有允许随碳登录。请在它的设置里打开，再试一次。',
    'This app does not let Suitan sign in. Allow it in its settings, then try again.',
  ],
  needsTap: ['点下面的按钮就能登录。', 'Tap the button below to sign in.'],
  bridgeMissing: [
    '外面的应用没有回音。再试一次，或关掉重新打开。',
    'The app around us did not answer. Try again, or close and reopen it.',
  ],
  unsupported: ['这里不能登录。', 'Signing in is not possible here.'],
})
