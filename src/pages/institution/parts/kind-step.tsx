import type { GoodsKind } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../../i18n'
import { goodsKindHowWords, goodsKindWords } from '../../../i18n/institution/goods-kind'
import { newGoodsWords } from '../../../i18n/institution/new-goods'
import { isCoupon, isTitle, useInstitutionStores } from '../../../stores/institution'
import { ChoiceList, type DescribedOption } from '../../../ui'
import { useFault } from './draft-field'

const KINDS: readonly GoodsKind[] = ['coupon', 'redPacket', 'transportDiscount', 'title']

/** How residents get it: in a shop, from somebody's system, or at once as an honour. What nobody delivers cannot be chosen, and says so. */
export const KindStep = observer(function KindStep() {
  const { newGoods } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(newGoodsWords)
  const sayKind = useWords(goodsKindWords)
  const sayHow = useWords(goodsKindHowWords)
  const fault = useFault('kind')
  const options = KINDS.map((kind): DescribedOption<GoodsKind> => {
    const isDelivered = !isCoupon({ kind }) && !isTitle({ kind })
    const by = newGoods.deliveryOf(kind)?.deliveredBy[locale]
    if (isDelivered && by === undefined)
      return { value: kind, name: sayKind(kind), detail: sayHow('nobodyDelivers'), isOff: true }
    return { value: kind, name: sayKind(kind), detail: sayHow(kind, { by: by ?? '' }) }
  })
  return (
    <>
      <View className="note draft-n">{say('kindNote')}</View>
      <ChoiceList
        label={say('kind')}
        options={options}
        chosen={newGoods.draft.kind}
        onChoose={(kind) => newGoods.change({ kind })}
      />
      <View role="alert">{fault && <Text className="row-d refuse">{fault}</Text>}</View>
    </>
  )
})
