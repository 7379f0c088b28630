import type { MyAppeal } from '#contract'
import { View } from '@tarojs/components'
import { useLocale, whenText } from '../../../i18n'
import { useStores } from '../../../stores'
import { SceneGlyph } from '../../../ui'
import { useSceneName } from '../../resident/parts'

/** Which ride an objection is about. */
export function AppealedRide({ appeal: { ride } }: { appeal: MyAppeal }) {
  const { now } = useStores()
  const locale = useLocale()
  const scene = useSceneName()(ride.sceneId)
  return (
    <View className="scene-h">
      <SceneGlyph scene={ride.sceneId} />
      <View>
        <View className="strong">{ride.from && ride.to ? `${ride.from} → ${ride.to}` : scene}</View>
        <View className="note">{whenText(ride.boardedAt, locale, now())}</View>
      </View>
    </View>
  )
}
