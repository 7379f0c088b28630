import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { methodologyWords } from '../../i18n/resident/methodology'
import { useStores } from '../../stores'
import { Empty, Glyph, List, Row, SceneGlyph, Stamp } from '../../ui'
import { Loaded, ResidentPage, useNamed, useShown } from './parts'
import { MethodologySheet, useRate } from './parts/methodology-sheet'
import { RegisterDoor } from './parts/register-door'

/** The rules in plain words: all of them, or the one version that a ride was worked out by. */
export default observer(function MethodologyPage() {
  const { methodology } = useStores()
  const { code, version } = useRouter().params
  const say = useWords(methodologyWords)
  const load = () => methodology.list.load()
  useShown(load)
  return (
    <ResidentPage title={say('title')} isPublic>
      <Loaded remote={methodology.list.remote} onRetry={load}>
        {() => (code === undefined ? <Overview /> : <One code={code} version={version} />)}
      </Loaded>
    </ResidentPage>
  )
})

const One = observer(function One({ code, version }: { code: string; version: string | undefined }) {
  const { methodology } = useStores()
  const say = useWords(methodologyWords)
  const found = methodology.find(code, version === undefined ? undefined : Number(version))
  return found ? <MethodologySheet methodology={found} /> : <Empty glyph="ask" title={say('unknown')} />
})

const Overview = observer(function Overview() {
  const { methodology, navigation } = useStores()
  const say = useWords(methodologyWords)
  const named = useNamed()
  const rate = useRate()
  const items = methodology.list.shown?.items ?? []
  if (items.length === 0) return <Empty glyph="ask" title={say('empty')} />
  return (
    <View>
      <Text className="note">{say('intro')}</Text>
      <List>
        {items.map((item) => (
          <Row
            key={`${item.code} ${item.version}`}
            glyph={item.sceneId ? <SceneGlyph scene={item.sceneId} /> : <Glyph name="scenes" />}
            title={named(item.name)}
            detail={rate(item)}
            end={item.status !== 'published' && <Stamp kind="wait">{say(item.status)}</Stamp>}
            onTap={() => void navigation.open('methodology', { code: item.code, version: item.version })}
          />
        ))}
        <RegisterDoor />
      </List>
    </View>
  )
})
