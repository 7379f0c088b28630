import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../i18n'
import { goodsWords } from '../../i18n/mall/goods'
import { loadTogether, useStores } from '../../stores'
import { useMallStores } from '../../stores/mall'
import { Empty, LinkButton, LongList } from '../../ui'
import { Loaded, ResidentPage, useShown } from '../resident/parts'
import './mall.scss'
import { GoodsRow } from './parts/goods-row'
import { PointsQuantity } from './parts/points-quantity'

/** The mall: what her points can buy, and whether they are enough now. */
export default observer(function GoodsPage() {
  const { goods, points, vouchers } = useMallStores()
  const locale = useLocale()
  const say = useWords(goodsWords)
  // What is kept for her already is on her list of vouchers.
  const load = () => loadTogether(goods.list, points.balance, vouchers.list)
  useShown(load)
  return (
    <ResidentPage title={say('title')}>
      <Purse />
      <Loaded remote={goods.list.remote} onRetry={load}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty glyph="mall" title={say('empty')} detail={say('emptyHint')} />
          ) : (
            <View className={locale === 'en' ? 'shelf shelf-en' : 'shelf'}>
              <LongList
                label={say('list')}
                items={items}
                keyOf={({ goodsId }) => goodsId}
                draw={(one) => <Priced goods={one} />}
              />
            </View>
          )
        }
      </Loaded>
    </ResidentPage>
  )
})

const Priced = observer(function Priced({ goods }: Pick<Parameters<typeof GoodsRow>[0], 'goods'>) {
  const { points, vouchers } = useMallStores()
  const isKept = vouchers.heldOf(goods.goodsId) !== undefined
  return <GoodsRow goods={goods} points={points.balance.shown?.points} isKept={isKept} />
})

/** What she can spend, and what she got for it before. */
const Purse = observer(function Purse() {
  const { navigation } = useStores()
  const { points } = useMallStores()
  const say = useWords(goodsWords)
  const balance = points.balance.shown
  return (
    <View className="split hero">
      <View>
        {balance && (
          <>
            <View className="note">{say('spendable')}</View>
            <PointsQuantity points={balance.points} size={6} />
          </>
        )}
      </View>
      <LinkButton onTap={() => void navigation.open('vouchers')}>{say('myVouchers')}</LinkButton>
    </View>
  )
})
