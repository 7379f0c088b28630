import type { Message } from '#contract'
import { REMINDER_DAYS, type ReminderDays } from '#domain/points'

import { OF_APPLICATIONS } from './application-words'
import type { Told } from './tell'
import type { ToldOfApplication } from './tell-applicant'

type Words = Message['title']

/** What a message says and where it leads. */
export type MessageWords = Pick<Message, 'title' | 'text' | 'opens'>

/** A message as it is kept, with what its words need. */
export type MessageFacts =
  | { readonly kind: 'sceneOpened'; readonly scene: Words }
  | {
      readonly kind: Told['kind']
    }
  | { readonly kind: `pointsEnd${ReminderDays}` }
  | OfApplication

interface OfApplication {
  readonly kind: ToldOfApplication['kind']
}

/** Words that may stand on a locked screen: no place, no amount, no name, no number. */
export const wordsOf = (facts: MessageFacts): MessageWords => {
  if (isOfApplication(facts))
    return {
      opens: facts.kind.startsWith('project') ? 'project' : 'proposal',
      ...OF_APPLICATIONS[facts.kind],
    }
  switch (facts.kind) {
    case 'pointsEnd30':
    case 'pointsEnd7':
    case 'pointsEnd1':
      return pointsEnd(REMINDER_DAYS.find((days) => facts.kind === `pointsEnd${days}`) ?? REMINDER_DAYS[0])
    case 'sceneOpened':
      return {
        opens: 'scenes',
        title: { zh: `${facts.scene.zh}可以记了`, en: `${facts.scene.en}: rides can count now` },
        text: {
          zh: `你要我们告诉你的：${facts.scene.zh}怎么算已经公布。想记的话，到“场景”里打开。`,
          en: `As you asked: how ${facts.scene.en} counts has been published. Switch it on under Scenes if you like.`,
        },
      }
    case 'orderSpent':
    case 'orderRefunded':
      return { opens: 'points', ...OF_VOUCHERS[facts.kind] }
    case 'voucherTwice':
    case 'voucherUndone':
    case 'delivered':
    case 'deliveryRefused':
      return { opens: 'vouchers', ...OF_VOUCHERS[facts.kind] }
    case 'guardianNeeded':
      return {
        opens: 'guardian',
        title: { zh: '要请监护人重新同意', en: 'A guardian has to consent again' },
        text: {
          zh: '原来的同意结束了，新的行程先不记。以前记下的都还是你的。',
          en: 'The consent given for you has ended; new rides are not recorded for now. What is recorded stays yours.',
        },
      }
    case 'ofAge':
      return {
        opens: 'scenes',
        title: { zh: '你满 14 岁了，从今天起自己做主', en: 'You are 14: from today you decide yourself' },
        text: {
          zh: '碳账户照旧，监护人的同意到此为止。看看“场景”里哪些还想开着。',
          en: "Your account goes on; your guardian's consent ends here. See under Scenes what you want to keep on.",
        },
      }
    case 'wardOfAge':
      return {
        opens: 'guardian',
        title: { zh: '孩子满 14 岁了', en: 'The child is 14' },
        text: {
          zh: '从今天起由孩子自己决定，你的同意到此为止，不用做什么。',
          en: 'From today the child decides, and your consent ends here. There is nothing to do.',
        },
      }
    case 'accountSuspended':
    case 'accountResumed':
      return { opens: 'home', ...OF_SUSPENSIONS[facts.kind] }
    case 'creditAnswered':
      return {
        opens: 'credit',
        title: { zh: '你要的更正有答复了', en: 'Your request for correction has an answer' },
        text: {
          zh: '点开看看答复，还有接下来能做什么。',
          en: 'Open it to read the answer and what you can do next.',
        },
      }
    case 'rideWithdrawn':
      return {
        opens: 'rides',
        title: { zh: '有行程被运营公司撤回了', en: 'An operator took back a ride of yours' },
        text: {
          zh: '这趟不能算，减的碳要扣回去。点开这趟看看为什么；觉得不对，可以提异议。',
          en: 'It no longer counts, and what it saved is taken back. Open the ride to see why; object if that is wrong.',
        },
      }
    case 'appealAnswered':
      return {
        opens: 'appeals',
        title: { zh: '你的异议有答复了', en: 'Your objection has an answer' },
        text: {
          zh: '点开看看答复，还有接下来能做什么。',
          en: 'Open it to read the answer and what you can do next.',
        },
      }
  }
}

const isOfApplication = (facts: MessageFacts): facts is OfApplication => facts.kind in OF_APPLICATIONS

const OF_SUSPENSIONS = {
  accountSuspended: {
    title: { zh: '你的碳账户暂停用积分', en: 'Your account is on hold' },
    text: {
      zh: '我们正在核实一件事。乘车照常记，换积分、兑换和用券先停一停。到首页看原因和怎样申诉。',
      en: 'Something is being looked into. Rides go on counting; converting, taking goods and vouchers wait. See why on the home page.',
    },
  },
  accountResumed: {
    title: { zh: '你的碳账户恢复了', en: 'Your account is free again' },
    text: { zh: '换积分、兑换和用券都可以了。', en: 'Converting, taking goods and vouchers work again.' },
  },
} as const satisfies Record<string, Pick<MessageWords, 'title' | 'text'>>

const pointsEnd = (days: ReminderDays): MessageWords => ({
  opens: 'points',
  title: {
    zh: days === 1 ? '有积分明天零点过期' : `有积分 ${days} 天内过期`,
    en:
      days === 1
        ? 'Some of your points expire at midnight'
        : `Some of your points expire within ${days} days`,
  },
  text: {
    zh: '点开看看还有多少、什么时候过期。过期的积分不能再用。',
    en: 'Open to see how many are left and until when. Points that have expired cannot be spent.',
  },
})

const OF_VOUCHERS = {
  voucherTwice: {
    title: { zh: '你的一张券被出示了两次', en: 'A voucher of yours was shown twice' },
    text: {
      zh: '积分只扣一次，你不用做什么。要是只用过一次，看看有没有人拍下过你的券。',
      en: 'It costs you once, and there is nothing to do. If you used it once only, somebody may have a picture of it.',
    },
  },
  voucherUndone: {
    title: { zh: '有一次用券撤销了，积分已退回', en: 'A use of a voucher was undone; its points came back' },
    text: {
      zh: '店家撤销了一次用券。那张券不能再用，积分回到了原来的有效期里，可以再换一张。',
      en: 'A shop took back the use of a voucher. That voucher is dead; its points keep their dates and can buy another.',
    },
  },
  orderSpent: {
    title: { zh: '你同意的积分已经用了', en: 'Points you approved were used' },
    text: {
      zh: '店家刚刚用了你同意的积分。不是你要的，请尽快联系店家退回。',
      en: 'A shop has just used the points you approved. If that is not what you wanted, ask it soon to give them back.',
    },
  },
  orderRefunded: {
    title: { zh: '有积分退回来了', en: 'Points came back' },
    text: {
      zh: '店家退回了你同意过的积分，还在原来的有效期里，不用做什么。',
      en: 'A shop gave back points you had approved. They keep their dates; there is nothing to do.',
    },
  },
  delivered: {
    title: { zh: '你兑换的已经发到了', en: 'What you took has been delivered' },
    text: {
      zh: '已经发到你填的账户，打开看看。',
      en: 'It is in the account you named. Have a look there.',
    },
  },
  deliveryRefused: {
    title: { zh: '有一件没发成，积分已退回', en: 'A delivery failed; its points came back' },
    text: {
      zh: '对方没有收下。积分已经退回，到“我的券”里看看原因，可以再换一次。',
      en: 'The other side would not take it. Your points are back; see why under your vouchers, and try again if you like.',
    },
  },
} as const
