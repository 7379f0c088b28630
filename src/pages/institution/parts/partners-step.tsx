import type { GoodsPartners } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { numberText, useLocale, useWords } from '../../../i18n'
import { newGoodsWords } from '../../../i18n/institution/new-goods'
import { isCoupon, isTitle, useInstitutionStores } from '../../../stores/institution'
import { Chips, Empty, Field, Heading, List, Row, SwitchRow } from '../../../ui'
import { useFault } from './draft-field'

/** Rows a phone's page bears; the rest is found by writing. */
const SHOPS_SHOWN_MAX = 30

/** Who pays, and the shops where it counts; of a title who gives it. */
export const PartnersStep = observer(function PartnersStep() {
  const { newGoods } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(newGoodsWords)
  const fault = useFault('sponsorId')
  const partners = newGoods.partners.shown
  const isForShops = isCoupon(newGoods.draft)
  const isHonour = isTitle(newGoods.draft)
  const isNobody = !partners || partners.sponsors.length === 0 || (isForShops && partners.shops.length === 0)
  if (isNobody)
    return (
      <Empty
        glyph="mall"
        title={say('noPartners')}
        detail={say(isHonour ? 'noGivers' : 'noPartnersDetail')}
      />
    )
  const who = say(isHonour ? 'giver' : 'sponsorId')
  return (
    <>
      <Heading>{who}</Heading>
      <View className="note">{say(isHonour ? 'giverHint' : 'sponsorHint')}</View>
      <Chips
        label={who}
        options={partners.sponsors.map(({ institutionId, name }) => ({
          value: institutionId,
          name: name[locale],
        }))}
        chosen={newGoods.draft.sponsorId}
        onChoose={(sponsorId) => newGoods.change({ sponsorId })}
      />
      <View role="alert">{fault && <Text className="row-d refuse">{fault}</Text>}</View>
      {isForShops ? <Shops shops={partners.shops} /> : !isHonour && <Deliverer />}
    </>
  )
})

/** Goods of a kind have one who delivers them: there is nothing to choose. */
const Deliverer = observer(function Deliverer() {
  const { newGoods } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(newGoodsWords)
  return (
    <>
      <Heading>{say('delivered')}</Heading>
      <List>
        <Row
          title={newGoods.deliveryOf(newGoods.draft.kind)?.deliveredBy[locale] ?? ''}
          detail={say('deliveredHow')}
        />
      </List>
    </>
  )
})

const Shops = observer(function Shops({ shops }: Pick<GoodsPartners, 'shops'>) {
  const { newGoods } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(newGoodsWords)
  const fault = useFault('shopIds')
  const [search, setSearch] = useState('')
  const { shopIds } = newGoods.draft
  const found = shops.filter(
    ({ name, merchant }) => name[locale].includes(search.trim()) || merchant[locale].includes(search.trim()),
  )
  return (
    <>
      <Heading>{say('shopIds', { n: numberText(shopIds.length) })}</Heading>
      {shops.length > SHOPS_SHOWN_MAX && (
        <Field label={say('shopSearch')} value={search} onChange={setSearch} lengthMax={40} />
      )}
      <List label={say('shopIds', { n: numberText(shopIds.length) })}>
        {found.slice(0, SHOPS_SHOWN_MAX).map(({ shopId, name, merchant }) => (
          <SwitchRow
            key={shopId}
            title={name[locale]}
            detail={merchant[locale]}
            isOn={shopIds.includes(shopId)}
            onTurn={() => newGoods.toggleShop(shopId)}
          />
        ))}
      </List>
      {found.length > SHOPS_SHOWN_MAX && (
        <View className="note">{say('shopsMore', { n: numberText(found.length - SHOPS_SHOWN_MAX) })}</View>
      )}
      <View role="alert">{fault && <Text className="row-d refuse">{fault}</Text>}</View>
    </>
  )
})
