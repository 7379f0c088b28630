import type { OwnGoods } from '#contract'
import { View } from '@tarojs/components'
import { numberText, useLocale, useWords } from '../../../i18n'
import { budgetWords } from '../../../i18n/institution/figures'
import { yuanText } from '../../../i18n/yuan'
import { budgetOf, sumBudgets, useInstitutionStores } from '../../../stores/institution'
import { Heading, List, Meter } from '../../../ui'

/** The rest stands as one sum: a page of a phone bears no list of hundreds beside the shops below. */
const GOODS_SHOWN_MAX = 20

/** Which goods took how much of what was given, those that were paid most for first; each leads to its page. */
export function BudgetByGoods({ goods }: { goods: readonly OwnGoods[] }) {
  const { navigation } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(budgetWords)
  const budgets = goods
    .map((one) => ({ one, ...budgetOf(one) }))
    .sort((a, b) => b.dueFen - a.dueFen || b.givenFen - a.givenFen)
  const rest = budgets.slice(GOODS_SHOWN_MAX)
  const detail = (sum: { dueFen: number; leftFen: number }) =>
    say('goodsDetail', { due: yuanText(sum.dueFen), left: yuanText(sum.leftFen) })
  return (
    <>
      <Heading>{say('byGoods')}</Heading>
      <List>
        {budgets.slice(0, GOODS_SHOWN_MAX).map(({ one, ...sum }) => (
          <View
            className="share"
            key={one.goodsId}
            hoverClass="hover"
            role="button"
            onClick={() => void navigation.open('item', { goodsId: one.goodsId })}
          >
            <View className="row-t">{one.name[locale]}</View>
            <View className="row-d nums">{detail(sum)}</View>
            <Meter part={sum.dueFen + sum.promisedFen} whole={Math.max(1, sum.givenFen)} />
          </View>
        ))}
        {rest.length > 0 && (
          <View className="share">
            <View className="row-t">{say('moreGoods', { n: numberText(rest.length) })}</View>
            <View className="row-d nums">{detail(sumBudgets(rest))}</View>
          </View>
        )}
      </List>
    </>
  )
}
