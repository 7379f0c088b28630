import type { TodayShop } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { todayWords } from '../../../i18n/merchant/today'
import { signedYuanText } from '../../../i18n/yuan'
import { useMerchantStores } from '../../../stores/merchant'
import { Glyph, List, Row, Sheet } from '../../../ui'
import { useNamed } from '../../resident/parts'

/** Of which shop today is shown; where she has several a tap chooses, and says what each came to. */
export const TodayShopChoice = observer(function TodayShopChoice({ shops }: { shops: readonly TodayShop[] }) {
  const { today } = useMerchantStores()
  const say = useWords(todayWords)
  const named = useNamed()
  const [isOpen, setOpen] = useState(false)
  const { shop } = today
  const title = shop ? named(shop.name) : say('allShops', { n: shops.length })
  if (shops.length === 0) return null
  const open = shops.length > 1 ? { end: say('otherShop'), onTap: () => setOpen(true) } : {}
  return (
    <>
      <View className="one-shop">
        <List label={say('shop')}>
          <Row glyph={<Glyph name="shop" />} title={title} {...open} />
        </List>
      </View>
      {isOpen && <ShopSheet shops={shops} onClose={() => setOpen(false)} />}
    </>
  )
})

const ShopSheet = observer(function ShopSheet({
  shops,
  onClose,
}: {
  shops: readonly TodayShop[]
  onClose: () => void
}) {
  const { today } = useMerchantStores()
  const say = useWords(todayWords)
  const named = useNamed()
  const choose = (shopId: string | undefined) => {
    void today.choose(shopId)
    onClose()
  }
  return (
    <Sheet title={say('shopAsk')} onClose={onClose}>
      <List>
        <Row title={say('allShops', { n: shops.length })} onTap={() => choose(undefined)} />
        {shops.map(({ shopId, name, redemptions, payableFen }) => (
          <Row
            key={shopId}
            title={named(name)}
            detail={say('shopRow', { n: redemptions, yuan: signedYuanText(payableFen) })}
            onTap={() => choose(shopId)}
          />
        ))}
      </List>
    </Sheet>
  )
})
