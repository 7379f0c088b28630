import type { OwnGoods } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { numberText, useWords } from '../../../i18n'
import { itemWords } from '../../../i18n/institution/goods'
import { yuanText } from '../../../i18n/yuan'
import { isTitle, leftOf, useInstitutionStores, type GoodsState } from '../../../stores/institution'
import { Card, Meter } from '../../../ui'

/** The figures this page is about: how many can still be taken, of which stock and which budget, and where the vouchers are. */
export const GoodsFigures = observer(function GoodsFigures({ goods }: { goods: OwnGoods }) {
  const { goods: store } = useInstitutionStores()
  const state = store.stateOf(goods)
  const say = useWords(itemWords)
  // Nobody can take any before all have agreed, whatever stock and budget there are.
  const isAgreed = state !== 'notAgreed'
  const left = leftOf(goods)
  const { stockLeft, stockTotal, budgetLeftFen, budgetFen, payableFen } = goods
  return (
    <Card>
      <View className="note">{say(LEFT[state] ?? 'left')}</View>
      <View className="qty qty-6">
        <Text className="qty-n">{numberText(isAgreed ? left : 0)}</Text>
        <Text className="qty-u">{say('leftUnit')}</Text>
      </View>
      {LEFT[state] !== 'leftOver' && (
        <View className="note">
          {!isAgreed ? say('leftNobody') : !isTitle(goods) && say('leftBy')}
          {!isAgreed && left > 0 && say('leftAgreed', { n: numberText(left) })}
        </View>
      )}
      <View className="pair own-pair">
        <Part
          label={say('stock')}
          figure={numberText(stockLeft)}
          of={say('ofStock', { n: numberText(stockTotal) })}
          part={stockLeft}
          whole={stockTotal}
        />
        {(payableFen > 0 || budgetFen > 0) && (
          <Part
            label={say('budget')}
            figure={yuanText(budgetLeftFen)}
            unit={say('yuan')}
            of={say('ofBudget', { n: yuanText(budgetFen) })}
            part={budgetLeftFen}
            whole={budgetFen}
          />
        )}
      </View>
      <View className="hair" />
      <Outside goods={goods} />
    </Card>
  )
})

/** Where those are that were taken: vouchers by their state; a title is given with the taking, but to an account that is stopped. */
function Outside({ goods }: { goods: OwnGoods }) {
  const say = useWords(itemWords)
  const { held, issued, redeemed } = goods
  const isHonour = isTitle(goods)
  return (
    <>
      <View className="trio">
        <Count label={say('held')} count={held} />
        {(!isHonour || issued > 0) && <Count label={say(isHonour ? 'notGiven' : 'issued')} count={issued} />}
        <Count label={say(isHonour ? 'given' : 'redeemed')} count={redeemed} />
      </View>
      <View className="note">{say(isHonour ? 'givenNote' : 'vouchersNote')}</View>
    </>
  )
}

/** What the figure says of goods nobody can take now. */
const LEFT: Partial<Record<GoodsState, 'leftLater' | 'leftOver'>> = {
  notYet: 'leftLater',
  ended: 'leftOver',
  withdrawn: 'leftOver',
}

interface PartProps {
  label: string
  figure: string
  unit?: string
  of: string
  part: number
  whole: number
}

function Part({ label, figure, unit, of, part, whole }: PartProps) {
  return (
    <View className="pair-i">
      <View className="note">{label}</View>
      <View className="qty qty-4">
        <Text className="qty-n">{figure}</Text>
        {unit !== undefined && <Text className="qty-u">{unit}</Text>}
      </View>
      <Meter part={part} whole={Math.max(1, whole)} />
      <View className="note nums">{of}</View>
    </View>
  )
}

function Count({ label, count }: { label: string; count: number }) {
  return (
    <View className="trio-i">
      <View className="qty qty-4">
        <Text className="qty-n">{numberText(count)}</Text>
      </View>
      <View className="note">{label}</View>
    </View>
  )
}
