import type { OwnGoods } from '#contract'
import { View } from '@tarojs/components'
import { dayText, numberText, useLocale, useWords } from '../../../i18n'
import { itemWords } from '../../../i18n/institution/goods'
import { isTitle, useInstitutionStores } from '../../../stores/institution'
import { Card, Tip } from '../../../ui'
import { GoodsPicture } from './goods-picture'
import { GoodsStamp } from './goods-stamp'
import { PartnersMissing } from './partners-say'

/** What it is, for how many points, where it stands, and what would change that. */
export function GoodsHead({ goods }: { goods: OwnGoods }) {
  const { goods: store } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(itemWords)
  const state = store.stateOf(goods)
  return (
    <Card>
      <GoodsPicture digest={goods.pictureDigest} name={goods.name[locale]} />
      <View className="split">
        <View className="row-b lead strong">{goods.name[locale]}</View>
        <GoodsStamp state={state} />
      </View>
      <View className="note nums">{say('price', { n: numberText(goods.pricePoints) })}</View>
      <Next goods={goods} />
    </Card>
  )
}

/** Why it is not sold now and who can do something about it. */
function Next({ goods }: { goods: OwnGoods }) {
  const { goods: store, session, now } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(itemWords)
  const when = (instant: string | null) => (instant === null ? '' : dayText(instant, locale, now()))
  const isSponsor = session.membership?.institutionId === goods.sponsorId
  switch (store.stateOf(goods)) {
    case 'onSale':
      return null
    case 'notYet':
      return <Tip kind="wait">{say('notYetSince', { when: when(goods.soldFrom) })}</Tip>
    case 'notAgreed':
      return <PartnersMissing goods={goods} />
    case 'noBudget':
      return (
        <Tip kind="wait">
          {isSponsor ? say('noBudgetSponsor') : say('noBudgetMall', { sponsor: goods.sponsor[locale] })}
        </Tip>
      )
    case 'budgetShort':
      return (
        <Tip kind="refuse">
          {isSponsor ? say('budgetShortSponsor') : say('budgetShortMall', { sponsor: goods.sponsor[locale] })}
        </Tip>
      )
    case 'soldOut':
    case 'budgetUsedUp':
      return <Tip kind="refuse">{say(store.stateOf(goods) === 'soldOut' ? 'soldOut' : 'budgetUsedUp')}</Tip>
    case 'ended':
      return <Tip>{say(isTitle(goods) ? 'endedGiven' : 'endedSince', { when: when(goods.soldTo) })}</Tip>
    case 'withdrawn':
      return (
        <Tip>
          {say(isTitle(goods) ? 'withdrawnGiven' : 'withdrawnSince', { when: when(goods.withdrawnAt) })}
        </Tip>
      )
  }
}
