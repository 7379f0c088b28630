import type { RideState, RideSummary } from '#contract'
import { massText, milligrams } from '#domain/measure'
import { View } from '@tarojs/components'
import { memo } from 'react'
import { distanceText, useLocale, useWords, whenText } from '../../../i18n'
import { rideStateWords } from '../../../i18n/resident/rides'
import { useStores } from '../../../stores'
import { SceneGlyph, Stamp, type StampKind, useMassName } from '../../../ui'
import { useSceneName } from './use-named'

export const stampOf = (state: RideState): StampKind =>
  state === 'issued' ? 'done' : state === 'refused' || state === 'withdrawn' ? 'refused' : 'wait'

/**
 * A ride as one line, of few nodes and one height: a month holds hundreds, and the list reckons with their height.
 * Credited is what every ride becomes, so only the others carry a stamp.
 */
export const RideRow = memo(function RideRow({ ride }: { ride: RideSummary }) {
  const { navigation, now } = useStores()
  const locale = useLocale()
  const sayState = useWords(rideStateWords)
  const massName = useMassName()
  const scene = useSceneName()(ride.sceneId)
  const when = whenText(ride.boardedAt, locale, now())
  const distance = ride.distanceMeters === null ? '' : distanceText(ride.distanceMeters, locale)
  const route = ride.from && ride.to ? `${ride.from} → ${ride.to}` : (ride.from ?? ride.to ?? '')
  const mass = massName(massText(milligrams(ride.reductionMilligrams)))
  const state = sayState(ride.state)
  return (
    <View
      className="row ride"
      hoverClass="hover"
      role="button"
      onClick={() => void navigation.open('ride', { rideId: ride.rideId })}
    >
      <SceneGlyph scene={ride.sceneId} />
      <View className="row-b">
        <View className="ride-t">{route || scene}</View>
        <View className="ride-d">{route ? when : `${when} ${distance}`}</View>
      </View>
      <View className="ride-e">
        <View className="ride-m">{mass}</View>
        {ride.state !== 'issued' && <Stamp kind={stampOf(ride.state)}>{state}</Stamp>}
      </View>
    </View>
  )
})
