import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import type { HostRefusal } from '../../host'
import { useLocale, useWords, whenText } from '../../i18n'
import { dataWords } from '../../i18n/resident/account'
import { useStores } from '../../stores'
import { Button, Empty, Heading, List, Row } from '../../ui'
import { Loaded, ResidentPage, useFailureNotice, useNamed, useShown } from '../resident/parts'

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
  const give = useGiving(setReady)
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

/** Here no second try would give her a file. */
const HOPELESS: readonly HostRefusal[] = ['unsupported', 'bridgeMissing', 'notPermitted']

/** Gives her the text by the best way this host has, and says which it was; `wait` keeps it for another tap. */
function useGiving(wait: (text: string | undefined) => void): (text: string) => Promise<void> {
  const { me, ui } = useStores()
  const say = useWords(dataWords)
  const sayFailure = useFailureNotice()
  return async (text) => {
    const n = kilobytesOf(text)
    const given = await me.handOver(text)
    if (given.ok) {
      wait(undefined)
      return ui.say(say(given.value, { n }))
    }
    if (HOPELESS.includes(given.refusal)) {
      const isCopied = await copy(text)
      return ui.say(isCopied ? say('copied', { n }) : say('copyFailed'))
    }
    wait(text)
    if (given.refusal !== 'needsTap') sayFailure(given)
  }
}

const kilobytesOf = (text: string): number => Math.ceil(text.length / 1_000)

async function copy(text: string): Promise<boolean> {
  try {
    await Taro.setClipboardData({ data: text })
    return true
  } catch {
    return false
  }
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
