import type { OwnGoods } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { numberText, useLocale, useWords, whenText, type Say } from '../../../i18n'
import { itemWords } from '../../../i18n/institution/goods'
import { goodsKindWords } from '../../../i18n/institution/goods-kind'
import { yuanText } from '../../../i18n/yuan'
import { isCoupon, isTitle, useInstitutionStores } from '../../../stores/institution'
import { Card, Heading, List, Row } from '../../../ui'

/** What was agreed for good: read only. */
export const GoodsTerms = observer(function GoodsTerms({ goods }: { goods: OwnGoods }) {
  const locale = useLocale()
  const say = useWords(itemWords)
  const terms = useTerms(goods)
  return (
    <>
      <Heading>{say('terms')}</Heading>
      <View className="note">{say('termsNote')}</View>
      <Card>
        {terms.map(([name, value]) => (
          <View className="term" key={name}>
            <View className="note">{name}</View>
            <View className="nums">{value}</View>
          </View>
        ))}
      </Card>
      <Heading>{say('detail')}</Heading>
      <View className={goods.detail[locale] === '' ? 'note' : 'para'}>
        {goods.detail[locale] || say('noDetail')}
      </View>
      {!isTitle(goods) && (
        <>
          <Heading>{isCoupon(goods) ? say('shops', { n: goods.shops.length }) : say('deliveredBy')}</Heading>
          <List>
            {goods.shops.map(({ shopId, name }) => (
              <Row key={shopId} title={name[locale]} />
            ))}
          </List>
        </>
      )}
    </>
  )
})

type Term = readonly [name: string, value: string]

function useTerms(goods: OwnGoods): readonly Term[] {
  const { now } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(itemWords)
  const when = (instant: string) => whenText(instant, locale, now())
  const sayKind = useWords(goodsKindWords)
  const from = when(goods.soldFrom)
  const sale: Term = [
    say('sale'),
    goods.soldTo === null ? say('saleOpen', { from }) : say('saleText', { from, to: when(goods.soldTo) }),
  ]
  const isHonour = isTitle(goods)
  return [
    [say('kind'), sayKind(goods.kind)],
    [say(isHonour ? 'giver' : 'sponsor'), goods.sponsor[locale]],
    [say('mallOperator'), goods.mallOperator[locale]],
    ...(isHonour ? ([[say('how'), say('howTitle')], sale] as const) : termsOfVouchers(goods, say, sale)),
    [say('listedAt'), when(goods.listedAt)],
  ]
}

/** What somebody is paid for one, and how a voucher is had, lasts and is taken. */
const termsOfVouchers = (goods: OwnGoods, say: Say<typeof itemWords>, sale: Term): readonly Term[] => [
  [
    say(isCoupon(goods) ? 'payable' : 'payableDelivered'),
    say('payableText', { n: yuanText(goods.payableFen) }),
  ],
  [say('perPerson'), say('perPersonText', { n: numberText(goods.perPersonMax) })],
  sale,
  [say('voucherDays'), say('voucherDaysText', { n: goods.voucherDays })],
  ...(isCoupon(goods) ? [[say('offline'), say(goods.isOffline ? 'offlineYes' : 'offlineNo')] as const] : []),
]
