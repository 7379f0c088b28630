import type { OwnGoods } from '#contract'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { itemWords } from '../../i18n/institution/goods'
import { useInstitutionStores } from '../../stores/institution'
import { Button, Empty } from '../../ui'
import { Loaded } from '../resident/parts'
import { InstitutionPage } from './parts'
import { GoodsActs } from './parts/goods-acts'
import { GoodsFigures } from './parts/goods-figures'
import { GoodsHead } from './parts/goods-head'
import { GoodsTerms } from './parts/goods-terms'
import { PartnersSay } from './parts/partners-say'

/** One item: what is left of it, what became of its vouchers, what can be changed and what never changes. */
export default observer(function ItemPage() {
  const { goods } = useInstitutionStores()
  const { goodsId = '' } = useRouter().params
  const say = useWords(itemWords)
  const load = () => goods.list.load()
  return (
    <InstitutionPage title={say('title')} onShow={load}>
      <Loaded remote={goods.list.remote} onRetry={load}>
        {() => <Found goods={goods.find(goodsId)} />}
      </Loaded>
    </InstitutionPage>
  )
})

function Found({ goods }: { goods: OwnGoods | undefined }) {
  const { navigation } = useInstitutionStores()
  const say = useWords(itemWords)
  if (!goods)
    return (
      <Empty glyph="mall" title={say('gone')} detail={say('goneDetail')}>
        <Button onTap={() => navigation.replace('own-goods')}>{say('toList')}</Button>
      </Empty>
    )
  return (
    <View className="cols">
      <View className="col">
        <GoodsHead goods={goods} />
        <GoodsFigures goods={goods} />
        <GoodsActs goods={goods} />
        <PartnersSay goods={goods} />
      </View>
      <View className="col">
        <GoodsTerms goods={goods} />
      </View>
    </View>
  )
}
