import type { OwnGoods } from '#contract'
import { View } from '@tarojs/components'
import { numberText, useLocale, useWords } from '../../../i18n'
import { changeWords } from '../../../i18n/institution/goods'
import { useStores } from '../../../stores'
import { isTitle, useInstitutionStores } from '../../../stores/institution'
import { Button, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

/** Asks once more, with what it means for vouchers that are out, or for those who hold the title. */
export function WithdrawSheet({ goods, onClose }: { goods: OwnGoods; onClose: () => void }) {
  const { ui } = useStores()
  const { goods: store } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(changeWords)
  const { perform, fault } = useAct(
    () => store.withdraw(goods.goodsId),
    () => {
      ui.say(say('withdrawDone'))
      onClose()
    },
  )
  const { issued, held, redeemed } = goods
  const outside = issued > 0 ? say('withdrawIssued', { n: numberText(issued) }) : say('withdrawNone')
  return (
    <Sheet title={say('withdrawTitle', { name: goods.name[locale] })} onClose={onClose}>
      <View className="para">{say('withdrawShelf')}</View>
      <View className="para">
        {isTitle(goods) ? say('withdrawGiven', { n: numberText(redeemed) }) : outside}
      </View>
      {held > 0 && <View className="para">{say('withdrawHeld', { n: numberText(held) })}</View>}
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button kind="danger" onTap={perform}>
        {say('withdrawYes')}
      </Button>
      <Button kind="quiet" onTap={onClose}>
        {say('withdrawNo')}
      </Button>
    </Sheet>
  )
}
