import type { Message } from '#contract'

type Words = Message['title']

/** What a message says and where it leads. */
export type MessageWords = Pick<Message, 'title' | 'text' | 'opens'>

/** A message as it is kept, with what its words need. */
export type MessageFacts =
  { readonly kind: 'sceneOpened'; readonly scene: Words } | { readonly kind: 'appealAnswered' }

/** Words that may stand on a locked screen: no place, no amount, no name, no number. */
export const wordsOf = (facts: MessageFacts): MessageWords => {
  switch (facts.kind) {
    case 'sceneOpened':
      return {
        opens: 'scenes',
        title: { zh: `${facts.scene.zh}可以记了`, en: `${facts.scene.en}: rides can count now` },
        text: {
          zh: `你要我们告诉你的：${facts.scene.zh}怎么算已经公布。想记的话，到“场景”里打开。`,
          en: `As you asked: how ${facts.scene.en} counts has been published. Switch it on under Scenes if you like.`,
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
