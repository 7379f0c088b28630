import type { OwnGoods } from '#contract'
import { Text, View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { budgetWords } from '../../../i18n/institution/figures'
import { yuanText } from '../../../i18n/yuan'
import { budgetOf, sumBudgets } from '../../../stores/institution'
import { Card, SumSheet } from '../../../ui'

/** What is left, and the sum it comes from. */
export function BudgetTotal({ goods }: { goods: readonly OwnGoods[] }) {
  const say = useWords(budgetWords)
  const { givenFen, dueFen, promisedFen, leftFen } = sumBudgets(goods.map(budgetOf))
  const amount = (fen: number) => `${yuanText(fen)} ${say('yuan')}`
  return (
    <Card>
      <View className="note">{say('left')}</View>
      <View className="qty qty-6">
        <Text className="qty-n">{yuanText(leftFen)}</Text>
        <Text className="qty-u">{say('yuan')}</Text>
      </View>
      <SumSheet
        lines={[
          { label: say('given'), sign: '', amount: amount(givenFen) },
          { label: say('due'), sign: '−', amount: amount(dueFen) },
          { label: say('promised'), sign: '−', amount: amount(promisedFen) },
        ]}
        result={{ label: say('leftLine'), amount: amount(leftFen) }}
        note={say('sumNote')}
      />
    </Card>
  )
}
