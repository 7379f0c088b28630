import { View } from '@tarojs/components'

/** A part of a whole as a line. Silent: the figure stands beside it. */
export function Meter({ part, whole }: { part: number; whole: number }) {
  return (
    <View className="meter" aria-hidden="true">
      <View className="meter-f" style={{ width: `${Math.round((part / whole) * 100)}%` }} />
    </View>
  )
}
