import type { Message } from '#contract'
import { massText, milligrams } from '#domain/measure'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords, whenText } from '../../../i18n'
import { messageWords } from '../../../i18n/resident/me'
import { useStores } from '../../../stores'
import { Heading, List, Row, useMassName } from '../../../ui'
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

function MessageRow({ message }: { message: Message }) {
  const { messageId, title, text, at, opens, about } = message
  const { messages, navigation, now } = useStores()
  const locale = useLocale()
  const named = useNamed()
  const open = () => {
    void messages.read(messageId)
    // What a host's own app does not bring along is told and not opened.
    if (!navigation.leadsTo(opens)) return
    // A main place is gone to, not opened over this one.
    const isMain = opens === 'scenes' || opens === 'rides'
    void (isMain ? navigation.replace(opens) : navigation.open(opens, about ? idOf(about) : {}))
  }
  return (
    <Row
      title={named(title)}
      detail={
        <>
          {about && <About about={about} />}
          <View>{named(text)}</View>
          <View className="when">{whenText(at, locale, now())}</View>
        </>
      }
      onTap={open}
    />
  )
}

type About = NonNullable<Message['about']>

/** What she applied with in her own name is opened in it. */
const idOf = (about: About): Record<string, string> =>
  about.kind === 'project'
    ? { as: 'me', projectId: about.projectId }
    : { as: 'me', proposalId: about.proposalId }

/** Which of hers it is, and how much was issued or which version published. */
function About({ about }: { about: About }) {
  const say = useWords(messageWords)
  const named = useNamed()
  const massName = useMassName()
  const facts =
    about.kind === 'project'
      ? [
          about.name,
          about.reductionMilligrams && massName(massText(milligrams(Number(about.reductionMilligrams)))),
        ]
      : [about.name && named(about.name), about.version && say('version', { n: about.version })]
  return <View className="strong">{facts.filter(Boolean).join(' · ')}</View>
}
