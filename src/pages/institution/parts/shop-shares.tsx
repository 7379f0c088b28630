import type { RedemptionFigures, ShopRedemptions } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { numberText, useLocale, useWords } from '../../../i18n'
import { figuresWords } from '../../../i18n/institution/figures'
import { ALL_SHOPS } from '../../../stores/institution'
import { Heading, LongList, Meter } from '../../../ui'
import { useMeasureText, type Measured } from './measured'

interface ShopSharesProps extends Measured {
  figures: RedemptionFigures
}

/** The shops with the most first, as lengths that compare; a tap shows one alone, another tap all of them again. */
export const ShopShares = observer(function ShopShares({ figures, store, measure }: ShopSharesProps) {
  const say = useWords(figuresWords)
  const textOf = useMeasureText(measure)
  const most = Math.max(1, ...figures.shops.map((shop) => shop[measure]))
  const { others } = figures
  return (
    <>
      <Heading>{say('byShop')}</Heading>
      <View className="note">{say('byShopHow')}</View>
      <View className="shop-list">
        <LongList
          label={say('byShop')}
          items={figures.shops}
          keyOf={({ shopId }) => shopId}
          draw={(shop) => <ShopShare shop={shop} store={store} measure={measure} most={most} />}
          onNearEnd={nothing}
        />
      </View>
      {others.shops > 0 && (
        <View className="split note nums">
          <View>{say('others', { n: numberText(others.shops) })}</View>
          <View>{textOf(others[measure])}</View>
        </View>
      )}
    </>
  )
})

/** The list comes whole. */
const nothing = () => {}

const ShopShare = observer(function ShopShare({
  shop,
  store,
  measure,
  most,
}: Measured & { shop: ShopRedemptions; most: number }) {
  const locale = useLocale()
  const say = useWords(figuresWords)
  const textOf = useMeasureText(measure)
  const isChosen = store.shopId === shop.shopId
  return (
    <View
      className={isChosen ? 'own shop-i shop-on' : 'own shop-i'}
      hoverClass="hover"
      role="checkbox"
      aria-checked={isChosen}
      onClick={() => store.chooseShop(isChosen ? ALL_SHOPS : shop.shopId)}
    >
      <View className="shop-h">
        <View className="row-b">
          <View className="ride-t own-n">{shop.name[locale]}</View>
          <View className="ride-d">
            {measure === 'redemptions'
              ? shop.merchant[locale]
              : say('merchant', { merchant: shop.merchant[locale], n: numberText(shop.redemptions) })}
          </View>
        </View>
        <View className="ride-m">{textOf(shop[measure])}</View>
      </View>
      <Meter part={shop[measure]} whole={most} />
    </View>
  )
})
