import { Text } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords, whenText } from '../../i18n'
import { dataWords } from '../../i18n/resident/me'
import { useStores } from '../../stores'
import { Button, Empty, Heading, List, Row } from '../../ui'
import { Loaded, ResidentPage, useFailureNotice, useNamed, useShown } from './parts'

/** Her rights over what is held about her: a copy of all of it, and who read it. */
export default observer(function MyData() {
  const { me } = useStores()
  const say = useWords(dataWords)
  useShown(() => me.reads.load())
  return (
    <ResidentPage title={say('title')}>
      <Export />
      <Heading>{say('reads')}</Heading>
      <Loaded remote={me.reads.remote} onRetry={() => me.reads.load()}>
        {() => <Reads />}
      </Loaded>
    </ResidentPage>
  )
})

function Export() {
  const { me, ui } = useStores()
  const say = useWords(dataWords)
  const sayFailure = useFailureNotice()
  const copy = async () => {
    const result = await me.export()
    if (!result.ok) return sayFailure(result)
    try {
      await Taro.setClipboardData({ data: result.value })
      ui.say(say('copied', { n: Math.ceil(result.value.length / 1_000) }))
    } catch {
      ui.say(say('copyFailed'))
    }
  }
  return (
    <>
      <Text className="para">{say('exportHint')}</Text>
      <Button onTap={copy}>{say('export')}</Button>
    </>
  )
}

const Reads = observer(function Reads() {
  const { me, now } = useStores()
  const locale = useLocale()
  const say = useWords(dataWords)
  const named = useNamed()
  const items = me.reads.shown?.items ?? []
  if (items.length === 0)
    return <Empty glyph="shield" title={say('readsEmpty')} detail={say('readsEmptyDetail')} />
  return (
    <List label={say('reads')}>
      {items.map(({ at, reader, purpose }) => (
        <Row
          key={`${at} ${reader.zh}`}
          title={named(reader)}
          detail={named(purpose)}
          end={whenText(at, locale, now())}
        />
      ))}
    </List>
  )
})
