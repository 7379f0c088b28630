import type { GoodsDetail } from '#contract'
import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { goodsWords } from '../../../i18n/mall/goods'
import { Heading, LongList } from '../../../ui'
import { useNamed } from '../../resident/parts'

type Shop = GoodsDetail['shops'][number]

/** Where it counts; a chain has a thousand shops. */
export function GoodsShops({ shops }: { shops: readonly Shop[] }) {
  const say = useWords(goodsWords)
  if (shops.length === 0) return <View className="note">{say('noShops')}</View>
  const heading = say('shops', { n: shops.length })
  return (
    <>
      <Heading>{heading}</Heading>
      <View className="shops">
        <LongList
          label={heading}
          items={shops}
          keyOf={({ shopId }) => shopId}
          draw={(shop) => <ShopRow shop={shop} />}
        />
      </View>
    </>
  )
}

function ShopRow({ shop }: { shop: Shop }) {
  const named = useNamed()
  return (
    <View className="row ride">
      <View className="row-b">
        <View className="shop-n">{named(shop.name)}</View>
        <View className="shop-a">{shop.address}</View>
      </View>
    </View>
  )
}
