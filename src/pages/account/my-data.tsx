import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useLocale, useWords, whenText } from '../../i18n'
import { dataWords } from '../../i18n/resident/account'
import { useStores } from '../../stores'
import { Button, Empty, Heading, List, Row } from '../../ui'
import { Loaded, ResidentPage, useFailureNotice, useNamed, useShown } from '../resident/parts'
import { useGiving } from '../resident/parts/use-giving'

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

/** The copy as a file. Where the host wants a tap of its own for that, the same button asks for it; the clipboard is the last resort. */
function Export() {
  const { me } = useStores()
  const say = useWords(dataWords)
  const sayFailure = useFailureNotice()
  const [ready, setReady] = useState<string>()
  const give = useGiving({
    handOver: (text: string) => me.handOver(text),
    textOf: (text) => text,
    say: (way, text) => say(way, { n: kilobytesOf(text) }),
    wait: setReady,
  })
  const make = async () => {
    const result = await me.export()
    if (!result.ok) return sayFailure(result)
    await give(result.value)
  }
  return (
    <>
      <View className="para" role="status" aria-live="polite">
        {ready === undefined ? say('exportHint') : say('exportReady', { n: kilobytesOf(ready) })}
      </View>
      <Button onTap={() => (ready === undefined ? make() : give(ready))}>
        {say(ready === undefined ? 'export' : 'handOver')}
      </Button>
    </>
  )
}

const kilobytesOf = (text: string): number => Math.ceil(text.length / 1_000)

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
