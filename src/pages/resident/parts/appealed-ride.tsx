import type { MyAppeal } from '#contract'
import { whenText, useLocale } from '../../../i18n'
import { useStores } from '../../../stores'
import { Row, SceneGlyph } from '../../../ui'
import { useSceneName } from './use-named'

/** Which ride an objection is about, and the way to it. */
export function AppealedRide({ appeal: { ride, rideId } }: { appeal: MyAppeal }) {
  const { navigation, now } = useStores()
  const locale = useLocale()
  const scene = useSceneName()(ride.sceneId)
  const route = ride.from && ride.to ? `${ride.from} → ${ride.to}` : scene
  return (
    <Row
      glyph={<SceneGlyph scene={ride.sceneId} />}
      title={route}
      detail={whenText(ride.boardedAt, locale, now())}
      onTap={() => void navigation.open('ride', { rideId })}
    />
  )
}
