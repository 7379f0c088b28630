import { View } from '@tarojs/components'
import { LongList } from '../../../ui'

/** A long list whose rows have room for the figure below the words. */
export function Queue<T>(props: Parameters<typeof LongList<T>>[0]) {
  return (
    <View className="queue">
      <LongList {...props} />
    </View>
  )
}
