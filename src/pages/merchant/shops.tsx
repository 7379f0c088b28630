import type { Shop } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { dayText, useLocale, useWords } from '../../i18n'
import { shopsWords } from '../../i18n/merchant/shops'
import { useStores } from '../../stores'
import { useMerchantStores } from '../../stores/merchant'
import { Button, Empty, Heading, LinkButton, List, Row } from '../../ui'
import { Loaded, useNamed } from '../resident/parts'
import { CloseShopSheet } from './parts/close-shop-sheet'
import { MerchantPage } from './parts/merchant-page'
import { OpenShopSheet } from './parts/open-shop-sheet'
import { useMerchantShown } from './parts/use-merchant-shown'

/** Where vouchers may be taken: shops open and close here. */
export default observer(function Shops() {
  const { navigation } = useStores()
  const { shops } = useMerchantStores()
  const say = useWords(shopsWords)
  const [isOpening, setOpening] = useState(false)
  useMerchantShown(() => shops.list.load())
  return (
    <MerchantPage title={say('title')} place="shops">
      <Button onTap={() => setOpening(true)}>{say('open')}</Button>
      <LinkButton onTap={() => void navigation.open('consents')}>{say('consents')}</LinkButton>
      <LinkButton onTap={() => void navigation.open('credit', { as: 'institution' })}>
        {say('credit')}
      </LinkButton>
      <LinkButton onTap={() => void navigation.open('groups')}>{say('groups')}</LinkButton>
      <LinkButton onTap={() => void navigation.open('given')}>{say('given')}</LinkButton>
      <Loaded remote={shops.list.remote} onRetry={() => shops.list.load()}>
        {({ items }) => <ShopLists items={items} />}
      </Loaded>
      {isOpening && <OpenShopSheet onClose={() => setOpening(false)} />}
    </MerchantPage>
  )
})

function ShopLists({ items }: { items: readonly Shop[] }) {
  const say = useWords(shopsWords)
  const [closing, setClosing] = useState<Shop>()
  const open = items.filter(({ closedAt }) => closedAt === null)
  if (items.length === 0) return <Empty glyph="shop" title={say('empty')} detail={say('emptyDetail')} />
  return (
    <>
      {open.length > 0 && (
        <>
          <Heading>{say('openList')}</Heading>
          <List>
            {open.map((shop) => (
              <OpenShop key={shop.shopId} shop={shop} onClose={() => setClosing(shop)} />
            ))}
          </List>
        </>
      )}
      {open.length < items.length && <ClosedShops items={items} />}
      {closing && <CloseShopSheet shop={closing} onClose={() => setClosing(undefined)} />}
    </>
  )
}

function ClosedShops({ items }: { items: readonly Shop[] }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(shopsWords)
  const named = useNamed()
  return (
    <>
      <Heading>{say('closedList')}</Heading>
      <List>
        {items.map(
          ({ shopId, name, address, closedAt }) =>
            closedAt !== null && (
              <Row
                key={shopId}
                title={named(name)}
                detail={say('closedOn', { address, when: dayText(closedAt, locale, now()) })}
              />
            ),
        )}
      </List>
    </>
  )
}

function OpenShop({ shop: { name, address }, onClose }: { shop: Shop; onClose: () => void }) {
  const say = useWords(shopsWords)
  const named = useNamed()
  return (
    <View className="row">
      <View className="row-b">
        <View className="row-t">{named(name)}</View>
        <View className="row-d">{address}</View>
      </View>
      <View
        className="link"
        hoverClass="hover"
        role="button"
        aria-label={say('closeLabel', { name: named(name) })}
        onClick={onClose}
      >
        {say('close')}
      </View>
    </View>
  )
}
