import type { RideState, RideSummary } from '#contract'
import { massText, milligrams } from '#domain/measure'
import { Text, View } from '@tarojs/components'
import { memo } from 'react'
import { distanceText, useLocale, useWords, whenText } from '../../../i18n'
import { rideStateWords } from '../../../i18n/resident/rides'
import { useStores } from '../../../stores'
import { SceneGlyph, Stamp, type StampKind, useMassName } from '../../../ui'
import { useSceneName } from './use-named'

const STAMPS: Record<RideState, StampKind> = {
  quantified: 'wait',
  settled: 'wait',
  reported: 'wait',
  verified: 'wait',
  confirmed: 'wait',
  issued: 'done',
  refused: 'plain',
  withdrawn: 'refused',
}

export const stampOf = (state: RideState): StampKind => STAMPS[state]

/**
 * A ride as one line, of few nodes and one height: a month holds hundreds, and the list reckons with their height. Credited is
 * what every ride becomes: it is said calmly, the others by a stamp. A ride that does not count shows no grams, so that the
 * grams of a list add up.
 */
export const RideRow = memo(function RideRow({ ride }: { ride: RideSummary }) {
  const { navigation, now } = useStores()
  const locale = useLocale()
  const sayState = useWords(rideStateWords)
  const massName = useMassName()
  const scene = useSceneName()(ride.sceneId)
  const when = whenText(ride.boardedAt, locale, now())
  const distance = ride.distanceMeters === null ? '' : ` · ${distanceText(ride.distanceMeters, locale)}`
  const ends = [ride.from, ride.to].filter((end) => end !== null)
  const stamp = stampOf(ride.state)
  const counts = stamp === 'done' || stamp === 'wait'
  return (
    <View
      className="row ride"
      hoverClass="hover"
      role="button"
      onClick={() => void navigation.open('ride', { rideId: ride.rideId })}
    >
      <SceneGlyph scene={ride.sceneId} />
      <View className="row-b">
        <View className="ride-t">
          {/* Each end is cut by itself where it must be, so that neither hides the other. */}
          <Text className="ride-n">{ends[0] ?? scene}</Text>
          {ends.length > 1 && (
            <>
              {' '}
              <Text className="ride-n">→ {ends[1]}</Text>
            </>
          )}
        </View>
        <View className="ride-d">{ends.length > 0 ? when : `${when}${distance}`}</View>
      </View>
      <View className="ride-e">
        {counts && <View className="ride-m">{massName(massText(milligrams(ride.reductionMilligrams)))}</View>}
        {stamp === 'done' ? (
          <View className="ride-ok">{sayState(ride.state)}</View>
        ) : (
          <Stamp kind={stamp}>{sayState(ride.state)}</Stamp>
        )}
      </View>
    </View>
  )
})
