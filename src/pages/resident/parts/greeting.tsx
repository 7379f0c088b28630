import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { numberText, useWords } from '../../../i18n'
import { welcomeWords } from '../../../i18n/resident/welcome'
import { useStores } from '../../../stores'
import { Button, CityQuantity, Glyph, type GlyphName } from '../../../ui'
import { EntryButton, EntryTip } from './entry'

const TRUST: readonly (readonly [GlyphName, 'trust1' | 'trust2' | 'trust3'])[] = [
  ['ask', 'trust1'],
  ['done', 'trust2'],
  ['shield', 'trust3'],
]

/** The first screen: one line of what it is, three of why to trust it, and what the city has saved together. */
export const Greeting = observer(function Greeting({ onBegin }: { onBegin: () => void }) {
  const say = useWords(welcomeWords)
  return (
    <>
      <View className="hello">
        <View className="hello-g">
          <Glyph name="home" />
        </View>
        <View className="h1">{say('line')}</View>
      </View>
      {TRUST.map(([glyph, line]) => (
        <View className="promise" key={line}>
          <Glyph name={glyph} />
          <View className="row-b">{say(line)}</View>
        </View>
      ))}
      <Together />
      <Entry onBegin={onBegin} />
    </>
  )
})

/** What the city has saved; before the first gram a beginning, not a zero, and nothing while nobody is here. */
const Together = observer(function Together() {
  const { me } = useStores()
  const say = useWords(welcomeWords)
  const totals = me.totals.shown
  if (!totals || totals.accounts === 0) return null
  const accounts = numberText(totals.accounts)
  if (totals.issuedMilligrams === '0')
    return (
      <View className="hero">
        <View className="lead strong">{say('togetherBegins')}</View>
        <Text className="note">{say('togetherJoined', { accounts })}</Text>
      </View>
    )
  return (
    <View className="hero">
      <Text className="note">{say('together')}</Text>
      <View>
        <CityQuantity milligramsText={totals.issuedMilligrams} />
      </View>
      <Text className="note">{say('togetherNote', { accounts, rides: numberText(totals.rides) })}</Text>
    </View>
  )
})

/** Where she can go from here depends on who the host says she is. */
const Entry = observer(function Entry({ onBegin }: { onBegin: () => void }) {
  const { session, navigation } = useStores()
  const say = useWords(welcomeWords)
  if (session.standing === 'open')
    return <Button onTap={() => navigation.replace('home')}>{say('begin')}</Button>
  return (
    <>
      <EntryTip />
      {session.missing === 'account' ? (
        <Button onTap={onBegin}>{say('begin')}</Button>
      ) : (
        <EntryButton onEntered={() => void navigation.replace('home')} />
      )}
      <Button kind="quiet" onTap={() => navigation.replace('scenes')}>
        {say('look')}
      </Button>
    </>
  )
})
