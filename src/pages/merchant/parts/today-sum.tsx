import type { Today } from '#contract'
import { Text, View } from '@tarojs/components'
import { numberText, useWords } from '../../../i18n'
import { todayWords } from '../../../i18n/merchant/today'
import { signedYuanText, yuanText } from '../../../i18n/yuan'

/** How many vouchers were taken and what the day comes to, and what of that is neither of them. */
export function TodaySum({ day }: { day: Today }) {
  const say = useWords(todayWords)
  const { redemptions, payableFen, afterClash, undoneOfBefore } = day
  return (
    <View className="hero">
      <Text className="note">{say('sum')}</Text>
      <View className="qty qty-6">
        <Text className="qty-n">{numberText(redemptions)}</Text>
        <Text className="qty-u">{say('count', { n: redemptions })}</Text>
      </View>
      <View className="strong">{say('payable', { yuan: signedYuanText(payableFen) })}</View>
      {afterClash.takes > 0 && (
        <View className="note">
          {say('afterClash', { n: afterClash.takes, yuan: yuanText(afterClash.fen) })}
        </View>
      )}
      {undoneOfBefore.takes > 0 && (
        <View className="note">
          {say('undoneOfBefore', { n: undoneOfBefore.takes, yuan: yuanText(undoneOfBefore.fen) })}
        </View>
      )}
    </View>
  )
}
