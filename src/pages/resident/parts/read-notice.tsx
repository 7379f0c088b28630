import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { welcomeWords } from '../../../i18n/resident/welcome'
import { useStores } from '../../../stores'
import { Button, Card, Heading } from '../../../ui'
import { Loaded } from './loaded'
import { useNamed } from './use-named'

/** The notice in force, whole, with its version: what is taken, why, how long, and her rights. */
export const ReadNotice = observer(function ReadNotice({ onRead }: { onRead: () => void }) {
  const { me } = useStores()
  const say = useWords(welcomeWords)
  const named = useNamed()
  return (
    <Loaded remote={me.notice.remote} onRetry={() => me.notice.load()}>
      {(notice) => (
        <>
          <Heading>{named(notice.title)}</Heading>
          <Card>
            {notice.paragraphs.map((paragraph) => (
              <View className="para" key={paragraph.zh}>
                {named(paragraph)}
              </View>
            ))}
            <Text className="note">{say('noticeVersion', { version: notice.version })}</Text>
          </Card>
          <Button onTap={onRead}>{say('read')}</Button>
        </>
      )}
    </Loaded>
  )
})
