import type { TodayTake } from '#contract'
import { View } from '@tarojs/components'
import { timeText, useWords } from '../../../i18n'
import { todayWords } from '../../../i18n/merchant/today'
import { yuanText } from '../../../i18n/yuan'
import { useStores } from '../../../stores'
import { useMerchantStores } from '../../../stores/merchant'
import { Button, Sheet, Tip } from '../../../ui'
import { useNamed } from '../../resident/parts'
import { useAct } from '../../resident/parts/use-act'
import { useTakenBy } from './use-taken-by'

/** Asks once more before a redemption is taken back, and says what becomes of points, money and voucher. */
export function UndoSheet({ take, onClose }: { take: TodayTake; onClose: () => void }) {
  const { ui } = useStores()
  const { today } = useMerchantStores()
  const say = useWords(todayWords)
  const named = useNamed()
  const by = useTakenBy()
  const { goods, redeemedAt, payableFen, undoTo } = take
  const { perform, fault } = useAct(
    () => today.undo(take),
    () => {
      ui.say(say('undoneNow'))
      onClose()
    },
  )
  const line = say('row', { time: timeText(redeemedAt), by: by(take), yuan: yuanText(payableFen) })
  return (
    <Sheet title={say('undoAsk')} onClose={onClose}>
      <View className="para strong">{named(goods)}</View>
      <View className="para nums">{line}</View>
      <View className="para">{say('undoEffect')}</View>
      {undoTo && <View className="note">{say('undoTo', { time: timeText(undoTo) })}</View>}
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button kind="danger" onTap={perform}>
        {say('undoYes')}
      </Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
}
