import type { RideDetail } from '#contract'
import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { rideWords } from '../../../i18n/resident/ride'
import { Tip } from '../../../ui'
import { useNamed } from './use-named'

/** Why the ride does not count and what she can do; nothing for one that does. */
export function RideRefusal({ detail: { refusal } }: { detail: RideDetail }) {
  const say = useWords(rideWords)
  const named = useNamed()
  if (!refusal) return null
  return (
    <Tip kind="refuse">
      <View className="strong">{say('why', { reason: named(refusal.message) })}</View>
      <View>{named(refusal.next)}</View>
    </Tip>
  )
}
