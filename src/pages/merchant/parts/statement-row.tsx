import type { StatementSummary } from '#contract'
import { View } from '@tarojs/components'
import { memo } from 'react'
import { dayText, useLocale, useWords } from '../../../i18n'
import { statementsWords } from '../../../i18n/merchant/statements'
import { signedYuanText } from '../../../i18n/yuan'
import { useStores } from '../../../stores'
import { StatementStamp } from './statement-stamp'

/** A day in the list, all of one height. A day of nothing needs nobody's word. */
export const StatementRow = memo(function StatementRow({ statement }: { statement: StatementSummary }) {
  const { navigation, now } = useStores()
  const locale = useLocale()
  const say = useWords(statementsWords)
  const { statementId, day, dueOn, isPaid, lines, payableFen, state } = statement
  const paid = isPaid ? say('paid') : say('due', { day: dayText(dueOn, locale, now()) })
  return (
    <View
      className="row stm"
      hoverClass="hover"
      role="button"
      onClick={() => void navigation.open('statement', { statementId })}
    >
      <View className="row-b">
        <View className="ride-t">{dayText(day, locale, now())}</View>
        <View className="ride-d">{lines === 0 ? say('rowNone') : say('row', { n: lines, paid })}</View>
      </View>
      {lines > 0 && (
        <View className="ride-e">
          <View className="ride-m">{say('rowYuan', { yuan: signedYuanText(payableFen) })}</View>
          <StatementStamp state={state} />
        </View>
      )}
    </View>
  )
})
