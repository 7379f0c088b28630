import type { OwnGoods } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { numberText, useLocale, useWords } from '../../../i18n'
import { ownGoodsWords } from '../../../i18n/institution/goods'
import { goodsKindWords } from '../../../i18n/institution/goods-kind'
import { yuanText } from '../../../i18n/yuan'
import { isTitle, useInstitutionStores } from '../../../stores/institution'
import { GoodsPicture } from './goods-picture'
import { GoodsStamp } from './goods-stamp'

/** Goods in the list, all of one height: what is left of stock and budget, or that it is a title, what was redeemed, and where they stand. */
export const GoodsRow = observer(function GoodsRow({ goods }: { goods: OwnGoods }) {
  const { goods: store, navigation } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(ownGoodsWords)
  const { goodsId, name, stockLeft, budgetLeftFen, payableFen, redeemed } = goods
  const sayKind = useWords(goodsKindWords)
  const isHonour = isTitle(goods)
  const budget = payableFen === 0 ? say('rowNever') : say('rowBudget', { n: yuanText(budgetLeftFen) })
  return (
    <View
      className="row own"
      hoverClass="hover"
      role="button"
      onClick={() => void navigation.open('item', { goodsId })}
    >
      <GoodsPicture digest={goods.pictureDigest} />
      <View className="row-b">
        <View className="ride-t own-n">{name[locale]}</View>
        <View className="ride-d">{say('rowLeft', { n: numberText(stockLeft) })}</View>
        <View className="ride-d">{isHonour ? sayKind('title') : budget}</View>
      </View>
      <View className="own-e">
        <GoodsStamp state={store.stateOf(goods)} />
        <View className="ride-ok">
          {say(isHonour ? 'rowGiven' : 'rowRedeemed', { n: numberText(redeemed) })}
        </View>
      </View>
    </View>
  )
})
