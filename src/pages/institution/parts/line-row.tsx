import type { StatementLine } from '#contract'
import { View } from '@tarojs/components'
import { memo } from 'react'
import { timeText, useWords } from '../../../i18n'
import { lineWords } from '../../../i18n/institution/line'
import { signedYuanText } from '../../../i18n/yuan'
import { Stamp } from '../../../ui'
import { useNamed } from '../../resident/parts'

interface LineRowProps {
  line: StatementLine
  /** In a long list every row is of one height, and a long name is cut. */
  isCut?: boolean
}

/** One line of a statement: what, when and where, which voucher, and what it comes to. */
export const LineRow = memo(function LineRow({ line, isCut = false }: LineRowProps) {
  const say = useWords(lineWords)
  const named = useNamed()
  const { fen, goods, kind, recordedAt, shop, voucherNo } = line
  // Its last four digits: the others stand on nobody's screen.
  const voucher = voucherNo.slice(-4)
  return (
    <View className={isCut ? 'row own' : 'row line'}>
      <View className="row-b">
        <View className={isCut ? 'ride-t own-n' : 'row-t'}>{named(goods)}</View>
        <View className={isCut ? 'ride-d own-n' : 'row-d'}>
          {say('where', { time: timeText(recordedAt), shop: named(shop) })}
        </View>
        <View className={isCut ? 'ride-d' : 'row-d'}>{say('voucher', { n: voucher })}</View>
      </View>
      <View className="own-e">
        <View className="ride-m">{say('amount', { n: signedYuanText(fen) })}</View>
        {kind !== 'redemption' && <Stamp kind="plain">{say(kind)}</Stamp>}
      </View>
    </View>
  )
})
