import type { Message } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords, whenText } from '../../../i18n'
import { messageWords } from '../../../i18n/resident/me'
import { useStores } from '../../../stores'
import { Heading, List, Row } from '../../../ui'
import { Loaded } from './loaded'
import { useNamed } from './use-named'

/** What she is told and has not read yet; each leads to where she can act on it. */
export const Messages = observer(function Messages() {
  const { messages } = useStores()
  const say = useWords(messageWords)
  return (
    <>
      <Heading>{say('title')}</Heading>
      <Loaded remote={messages.list.remote} onRetry={() => messages.list.load()}>
        {({ items, unread }) =>
          items.length === 0 ? (
            <View className="note">{say('empty')}</View>
          ) : (
            <List label={say('title')}>
              {items.map((message) => (
                <MessageRow message={message} key={message.messageId} />
              ))}
              {unread > items.length && (
                <View className="note">{say('more', { n: unread - items.length })}</View>
              )}
            </List>
          )
        }
      </Loaded>
    </>
  )
})

function MessageRow({ message: { messageId, title, text, at, opens } }: { message: Message }) {
  const { messages, navigation, now } = useStores()
  const locale = useLocale()
  const named = useNamed()
  const open = () => {
    void messages.read(messageId)
    // A main place is gone to, not opened over this one.
    void (opens === 'scenes' ? navigation.replace(opens) : navigation.open(opens))
  }
  return (
    <Row
      title={named(title)}
      detail={
        <>
          <View>{named(text)}</View>
          <View className="when">{whenText(at, locale, now())}</View>
        </>
      }
      onTap={open}
    />
  )
}
