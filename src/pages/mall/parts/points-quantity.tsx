import { Text, View } from '@tarojs/components'
import { numberText, useWords } from '../../../i18n'
import { pointsWords } from '../../../i18n/mall/points'

/** Whole points: large digits, small unit. */
export function PointsQuantity({ points, size = 4 }: { points: number; size?: 3 | 4 | 5 | 6 }) {
  const say = useWords(pointsWords)
  return (
    <View className={`qty qty-${size}`}>
      <Text className="qty-n">{numberText(points)}</Text>
      <Text className="qty-u">{say('unit')}</Text>
    </View>
  )
}
