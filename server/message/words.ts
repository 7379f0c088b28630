import type { Message } from '#contract'
import { REMINDER_DAYS, type ReminderDays } from '#domain/points'

type Words = Message['title']

/** What a message says and where it leads. */
export type MessageWords = Pick<Message, 'title' | 'text' | 'opens'>

/** A message as it is kept, with what its words need. */
export type MessageFacts =
  | { readonly kind: 'sceneOpened'; readonly scene: Words }
  | { readonly kind: 'appealAnswered' | 'guardianNeeded' | 'ofAge' | 'wardOfAge' | 'voucherTwice' }
  | { readonly kind: `pointsEnd${ReminderDays}` }

/** Words that may stand on a locked screen: no place, no amount, no name, no number. */
export const wordsOf = (facts: MessageFacts): MessageWords => {
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
    case 'voucherTwice':
      return {
        opens: 'points',
        title: { zh: '你的一张券被出示了两次', en: 'A voucher of yours was shown twice' },
        text: {
          zh: '积分只扣一次，你不用做什么。要是只用过一次，看看有没有人拍下过你的券。',
          en: 'It costs you once, and there is nothing to do. If you used it once only, somebody may have a picture of it.',
        },
      }
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

const pointsEnd = (days: ReminderDays): MessageWords => ({
  opens: 'points',
  title: {
    zh: days === 1 ? '有积分明天零点过期' : `有积分 ${days} 天后过期`,
    en: days === 1 ? 'Some of your points expire at midnight' : `Some of your points expire in ${days} days`,
  },
  text: {
    zh: '点开看看还有多少、什么时候过期。过期的积分不能再用。',
    en: 'Open to see how many are left and until when. Points that have expired cannot be spent.',
  },
})
