import type { TodayTake } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { timeText, useWords } from '../../../i18n'
import { todayWords } from '../../../i18n/merchant/today'
import { yuanText } from '../../../i18n/yuan'
import { useMerchantStores } from '../../../stores/merchant'
import { Stamp } from '../../../ui'
import { useNamed } from '../../resident/parts'
import { useTakenBy } from './use-taken-by'

interface TakeRowProps {
  take: TodayTake
  /** Takes of several shops stand together. */
  isShopNamed: boolean
  onUndo: () => void
}

/** One voucher that was taken, when, by whom or which system; taken back from here while that is possible. */
export const TakeRow = observer(function TakeRow({ take, isShopNamed, onUndo }: TakeRowProps) {
  const { today } = useMerchantStores()
  const say = useWords(todayWords)
  const named = useNamed()
  const by = useTakenBy()
  const { goods, redeemedAt, payableFen, shop, undoneAt } = take
  const time = timeText(redeemedAt)
  return (
    <View className="row">
      <View className="row-b">
        <View className="row-t">{named(goods)}</View>
        <View className="row-d nums">{say('row', { time, by: by(take), yuan: yuanText(payableFen) })}</View>
        {isShopNamed && <View className="row-d">{named(shop)}</View>}
      </View>
      {undoneAt !== null && <Stamp kind="plain">{say('undone')}</Stamp>}
      {today.mayUndo(take) && (
        <View
          className="link"
          hoverClass="hover"
          role="button"
          aria-label={say('undoLabel', { time, goods: named(goods) })}
          onClick={onUndo}
        >
          {say('undo')}
        </View>
      )}
    </View>
  )
})
