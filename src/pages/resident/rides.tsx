import type { RidePage } from '#contract'
import { milligrams } from '#domain/measure'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useCallback } from 'react'
import { monthText, useLocale, useWords } from '../../i18n'
import { ridesWords } from '../../i18n/resident/rides'
import { useStores } from '../../stores'
import { Card, Chips, Empty, IconButton, LinkButton, LongList, Quantity } from '../../ui'
import { Loaded, More, ResidentPage, RideRow, useSceneName, useShown } from './parts'

/** Her rides, a month at a time, of every way of travel or of one. */
export default observer(function Rides() {
  const { rides, scenes, session, navigation } = useStores()
  const say = useWords(ridesWords)
  const loadMore = useCallback(() => void rides.pages.loadMore(), [rides])
  useShown(() => {
    // What was recorded stays hers when nobody consents for her any more.
    return session.accountId !== null && rides.load(scenes.scenes)
  })
  return (
    <ResidentPage title={say('title')} place="rides">
      <MonthTurner />
      <SceneFilter />
      <Loaded remote={rides.pages.first.remote} onRetry={() => rides.load()}>
        {(page) => (
          <>
            <MonthTotals page={page} />
            {page.totalRides === 0 ? (
              <Empty title={say('emptyTitle')} detail={say('emptyDetail')} />
            ) : (
              <LongList
                label={say('list')}
                items={rides.pages.items}
                keyOf={(ride) => ride.rideId}
                draw={(ride) => <RideRow ride={ride} />}
                onNearEnd={loadMore}
              />
            )}
            <More pages={rides.pages} isScrolled />
            <LinkButton onTap={() => void navigation.open('instruments')}>{say('missing')}</LinkButton>
          </>
        )}
      </Loaded>
    </ResidentPage>
  )
})

const MonthTurner = observer(function MonthTurner() {
  const { rides } = useStores()
  const locale = useLocale()
  const say = useWords(ridesWords)
  return (
    <View className="split">
      <IconButton glyph="back" label={say('earlier')} onTap={() => void rides.turnMonth(-1)} />
      <Text className="strong" aria-live="polite">
        {monthText(rides.month, locale)}
      </Text>
      <IconButton
        glyph="go"
        label={say('later')}
        disabled={rides.isNewestMonth}
        onTap={() => void rides.turnMonth(1)}
      />
    </View>
  )
})

const SceneFilter = observer(function SceneFilter() {
  const { rides, scenes } = useStores()
  const say = useWords(ridesWords)
  const sceneName = useSceneName()
  const live = scenes.scenes.shown?.items.filter((scene) => scene.state === 'live') ?? []
  const options = [
    { value: '', name: say('all') },
    ...live.map(({ sceneId }) => ({ value: sceneId, name: sceneName(sceneId) })),
  ]
  return (
    <Chips
      label={say('filter')}
      options={options}
      chosen={rides.scene}
      onChoose={(scene) => void rides.choose({ scene })}
    />
  )
})

function MonthTotals({ page }: { page: RidePage }) {
  const say = useWords(ridesWords)
  return (
    <Card>
      <Text className="note">{say('total', { n: page.totalRides })}</Text>
      <View className="pair">
        <View className="pair-i">
          <Text className="small">{say('issued')}</Text>
          <View>
            <Quantity mass={milligrams(page.issuedMilligrams)} />
          </View>
        </View>
        <View className="pair-i">
          <Text className="small">{say('pending')}</Text>
          <View>
            <Quantity mass={milligrams(page.pendingMilligrams)} />
          </View>
        </View>
      </View>
    </Card>
  )
}
