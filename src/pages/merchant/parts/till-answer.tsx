import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { failureText, useLocale, useWords } from '../../../i18n'
import { tillReplyNextWords, tillReplyWords, tillWords } from '../../../i18n/merchant/till'
import { yuanText } from '../../../i18n/yuan'
import { useMerchantStores, type TillReply } from '../../../stores/merchant'
import { Button, Glyph } from '../../../ui'
import { useNamed } from '../../resident/parts'

const SIGNS = { done: 'done', recorded: 'wait', ask: 'ask', refused: 'refuse' } as const

/**
 * The one answer, over the whole screen: by colour, sign and sentence alike. The region stands before it has anything to say: one that
 * arrives with its words is not read. An alert is live by itself, and atomic it is spoken once.
 */
export const TillAnswer = observer(function TillAnswer() {
  const { till } = useMerchantStores()
  const say = useWords(tillWords)
  const text = useReplyText()
  const { reply } = till
  const { sentence, detail } = reply ? text(reply) : { sentence: '', detail: '' }
  const mayAskAgain = reply?.kind === 'own' && reply.word === 'noAnswer'
  return (
    <View className={reply ? `answer answer-${reply.look}` : ''}>
      <View className="answer-b" role="alert" aria-atomic="true">
        {reply && (
          <>
            <Glyph name={signOf(reply)} />
            <View className={isOfShortParts(sentence) ? 'answer-s answer-k' : 'answer-s'}>{sentence}</View>
            {detail && <Text className="answer-d">{detail}</Text>}
          </>
        )}
      </View>
      {reply && (
        <View className="answer-e">
          {mayAskAgain && <Button onTap={() => till.askAgain()}>{say('again')}</Button>}
          <Button kind="quiet" onTap={() => till.next()}>
            {say('next')}
          </Button>
        </View>
      )}
    </View>
  )
})

/** As many characters as the largest type has room for beside each other. */
const PART_MAX = 6
const isOfShortParts = (sentence: string): boolean =>
  sentence.split('，').every((part) => part.length <= PART_MAX)

/** Without network the crossed-out waves say why; a clock is for what was recorded and nothing else. */
const signOf = (reply: TillReply) =>
  reply.kind === 'own' && reply.word === 'needsForm' ? 'offline' : SIGNS[reply.look]

/** What is read out, and what helps to act on it. */
function useReplyText(): (reply: TillReply) => { sentence: string; detail: string } {
  const locale = useLocale()
  const named = useNamed()
  const say = useWords(tillWords)
  const sayOwn = useWords(tillReplyWords)
  const sayNext = useWords(tillReplyNextWords)
  return (reply) => {
    switch (reply.kind) {
      case 'said': {
        const fen = reply.tone === 'done' ? reply.redemption?.payableFen : undefined
        const next = reply.next ? sayNext(reply.next) : ''
        return {
          sentence: named(reply.say),
          detail: fen === undefined ? next : say('worth', { yuan: yuanText(fen) }),
        }
      }
      case 'own': {
        const { word } = reply
        const detail = word in tillReplyNextWords ? sayNext(word as keyof typeof tillReplyNextWords) : ''
        return { sentence: sayOwn(word), detail }
      }
      case 'failed': {
        const { message, next } = failureText(reply.failure, locale)
        return { sentence: message, detail: next }
      }
    }
  }
}
