import type { Goods } from '#contract'
import { Text, View } from '@tarojs/components'
import { memo } from 'react'
import { numberText, useWords } from '../../../i18n'
import { goodsWords } from '../../../i18n/mall/goods'
import { useStores } from '../../../stores'
import { Stamp } from '../../../ui'
import { useNamed } from '../../resident/parts'
import { Picture } from './picture'
import { PointsQuantity } from './points-quantity'

interface GoodsRowProps {
  goods: Goods
  /** What she can spend, once it is known. */
  points: number | undefined
  /** One is kept for her while she decides. */
  isKept: boolean
}

/** Goods as one line of one height: what it is, what it takes, and whether she can have it now. */
export const GoodsRow = memo(function GoodsRow({ goods, points, isKept }: GoodsRowProps) {
  const { navigation } = useStores()
  const say = useWords(goodsWords)
  const named = useNamed()
  const { goodsId, name, sponsor, pictureDigest, pricePoints, left } = goods
  return (
    <View
      className="row goods"
      hoverClass="hover"
      role="button"
      onClick={() => void navigation.open('goods-detail', { goodsId })}
    >
      <Picture digest={pictureDigest} />
      <View className="row-b">
        <View className="goods-n">{named(name)}</View>
        <View className="ride-d">{named(sponsor)}</View>
        {left > 0 && <View className="ride-d">{say('left', { n: numberText(left) })}</View>}
      </View>
      <View className="ride-e">
        <PointsQuantity points={pricePoints} />
        {isKept ? (
          <View className="ride-ok">{say('kept')}</View>
        ) : left === 0 ? (
          <Stamp kind="plain">{say('soldOut')}</Stamp>
        ) : points === undefined ? null : points >= pricePoints ? (
          <View className="ride-ok">{say('enough')}</View>
        ) : (
          <Text className="small">{say('short', { n: numberText(pricePoints - points) })}</Text>
        )}
      </View>
    </View>
  )
})
