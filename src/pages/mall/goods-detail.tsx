import type { GoodsDetail } from '#contract'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { numberText, useWords } from '../../i18n'
import { goodsWords } from '../../i18n/mall/goods'
import { useMallStores } from '../../stores/mall'
import { Loaded, ResidentPage, useNamed, useShown } from '../resident/parts'
import './mall.scss'
import { GoodsShops } from './parts/goods-shops'
import { GoodsTerms } from './parts/goods-terms'
import { Picture } from './parts/picture'
import { PointsQuantity } from './parts/points-quantity'
import { TakeGoods } from './parts/take-goods'

/** One thing her points can buy: what it is, what it takes, where it counts. */
export default observer(function GoodsDetailPage() {
  const { goods, points, vouchers } = useMallStores()
  const { goodsId = '' } = useRouter().params
  const say = useWords(goodsWords)
  const { one } = goods
  useShown(
    // Whether one is kept for her already is on her list of vouchers.
    () => Promise.all([one.watch(goodsId), points.balance.load(), vouchers.list.load()]),
    () => one.unwatch(goodsId),
  )
  return (
    <ResidentPage title={say('goods')}>
      {/* Another one may still be the shown one while this page opens. */}
      {(one.id === goodsId || one.id === '') && (
        <Loaded remote={one.value.remote} onRetry={() => one.value.load()}>
          {(detail) => (
            <>
              <Face goods={detail} />
              <TakeGoods goods={detail} />
              <GoodsTerms goods={detail} />
              {detail.kind === 'coupon' && <GoodsShops shops={detail.shops} />}
            </>
          )}
        </Loaded>
      )}
    </ResidentPage>
  )
})

function Face({ goods }: { goods: GoodsDetail }) {
  const say = useWords(goodsWords)
  const named = useNamed()
  const { name, detail, sponsor, pictureDigest, pricePoints, left, isOnSale } = goods
  const text = named(detail)
  return (
    <>
      <Picture digest={pictureDigest} isLarge />
      <View className="h1">{named(name)}</View>
      <Text className="note">{say('sponsor', { name: named(sponsor) })}</Text>
      <View className="split goods-p">
        <PointsQuantity points={pricePoints} size={6} />
        {isOnSale && left > 0 && <Text className="note">{say('left', { n: numberText(left) })}</Text>}
      </View>
      {text !== '' && <View className="para">{text}</View>}
    </>
  )
}
