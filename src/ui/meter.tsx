import { View } from '@tarojs/components'

/** A part of a whole as a line; nothing at all while there is none of it. Silent: the figure stands beside it. */
export function Meter({ part, whole }: { part: number; whole: number }) {
  return (
    <View className="meter" aria-hidden="true">
      {part > 0 && <View className="meter-f" style={{ width: `${Math.round((part / whole) * 100)}%` }} />}
    </View>
  )
}
