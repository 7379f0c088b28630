import type { StatementLine } from '#contract'
import { View } from '@tarojs/components'
import { memo } from 'react'
import { timeText, useWords } from '../../../i18n'
import { statementWords } from '../../../i18n/merchant/statements'
import { signedYuanText } from '../../../i18n/yuan'
import { Stamp } from '../../../ui'
import { useNamed } from '../../resident/parts'

/** One line of a statement, all of one height: what, when, where, which voucher, and what it comes to. */
export const StatementLineRow = memo(function StatementLineRow({ line }: { line: StatementLine }) {
  const say = useWords(statementWords)
  const named = useNamed()
  const { fen, goods, kind, recordedAt, shop, voucherNo } = line
  // Its last four digits: the others stand on nobody's screen.
  const voucher = voucherNo.slice(-4)
  return (
    <View className="row stm">
      <View className="row-b">
        <View className="ride-t stm-n">{named(goods)}</View>
        <View className="ride-d">
          {say('line', { time: timeText(recordedAt), shop: named(shop), voucher })}
        </View>
      </View>
      <View className="ride-e">
        <View className="ride-m">{signedYuanText(fen)}</View>
        {kind !== 'redemption' && <Stamp kind="plain">{say(kind)}</Stamp>}
      </View>
    </View>
  )
})
