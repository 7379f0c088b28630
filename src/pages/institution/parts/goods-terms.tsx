import type { OwnGoods } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { numberText, useLocale, useWords, whenText } from '../../../i18n'
import { itemWords } from '../../../i18n/institution/goods'
import { goodsKindWords } from '../../../i18n/institution/goods-kind'
import { yuanText } from '../../../i18n/yuan'
import { isCoupon, useInstitutionStores } from '../../../stores/institution'
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
      <Heading>{isCoupon(goods) ? say('shops', { n: goods.shops.length }) : say('deliveredBy')}</Heading>
      <List>
        {goods.shops.map(({ shopId, name }) => (
          <Row key={shopId} title={name[locale]} />
        ))}
      </List>
    </>
  )
})

function useTerms(goods: OwnGoods): readonly (readonly [name: string, value: string])[] {
  const { now } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(itemWords)
  const when = (instant: string) => whenText(instant, locale, now())
  const sayKind = useWords(goodsKindWords)
  const from = when(goods.soldFrom)
  return [
    [say('kind'), sayKind(goods.kind)],
    [say('sponsor'), goods.sponsor[locale]],
    [say('mallOperator'), goods.mallOperator[locale]],
    [
      say(isCoupon(goods) ? 'payable' : 'payableDelivered'),
      say('payableText', { n: yuanText(goods.payableFen) }),
    ],
    [say('perPerson'), say('perPersonText', { n: numberText(goods.perPersonMax) })],
    [
      say('sale'),
      goods.soldTo === null ? say('saleOpen', { from }) : say('saleText', { from, to: when(goods.soldTo) }),
    ],
    [say('voucherDays'), say('voucherDaysText', { n: goods.voucherDays })],
    ...(isCoupon(goods)
      ? [[say('offline'), say(goods.isOffline ? 'offlineYes' : 'offlineNo')] as const]
      : []),
    [say('listedAt'), when(goods.listedAt)],
  ]
}
