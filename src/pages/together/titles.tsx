import type { Title } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { dayText, numberText, useLocale, useWords } from '../../i18n'
import { titlesWords } from '../../i18n/together/year'
import { useStores } from '../../stores'
import { useTogetherStores } from '../../stores/together'
import { Button, Empty } from '../../ui'
import { Loaded, ResidentPage, useNamed, useShown } from '../resident/parts'
import './together.scss'

/** The titles she holds, each as the sheet it was given on. */
export default observer(function TitlesPage() {
  const { years } = useTogetherStores()
  const { navigation } = useStores()
  const say = useWords(titlesWords)
  useShown(() => years.titles.load())
  return (
    <ResidentPage title={say('title')}>
      <Loaded remote={years.titles.remote} onRetry={() => years.titles.load()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty glyph="done" title={say('none')} detail={say('noneHint')}>
              <Button kind="quiet" onTap={() => void navigation.open('goods')}>
                {say('toMall')}
              </Button>
            </Empty>
          ) : (
            <>
              {items.map((title) => (
                <Award title={title} key={title.voucherId} />
              ))}
              <Text className="note">{say('stays')}</Text>
            </>
          )
        }
      </Loaded>
    </ResidentPage>
  )
})

function Award({ title: { name, detail, givenBy, givenAt, pricePoints } }: { title: Title }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(titlesWords)
  const named = useNamed()
  const when = dayText(givenAt, locale, now())
  return (
    <View className="award" role="group" aria-label={named(name)}>
      <View className="award-n">{named(name)}</View>
      {named(detail) !== '' && <View className="para">{named(detail)}</View>}
      <View className="strong">{say('givenBy', { name: named(givenBy) })}</View>
      <Text className="note">{say('givenAt', { when, n: numberText(pricePoints) })}</Text>
    </View>
  )
}
