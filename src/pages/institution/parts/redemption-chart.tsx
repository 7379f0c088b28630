import type { DayRedemptions, RedemptionFigures } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { dayText, numberText, useLocale, useWords } from '../../../i18n'
import { figuresWords } from '../../../i18n/institution/figures'
import { yuanText } from '../../../i18n/yuan'
import { useInstitutionStores } from '../../../stores/institution'
import { BarChart, Card, Heading } from '../../../ui'
import { useMeasureText, useShopName, type Measured } from './measured'

/** Under so many bars every day has room for its number, under more only each fifth. */
const LABELLED_DAYS_MAX = 10
const LABEL_EVERY = 5

/** In all and day by day, for all shops or the chosen one. */
export const RedemptionChart = observer(function RedemptionChart({
  figures,
  store,
  measure,
}: Measured & { figures: RedemptionFigures }) {
  const { now } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(figuresWords)
  const textOf = useMeasureText(measure)
  const shop = useShopName(figures, store.shopId)
  const chosen = store.chosenOf(figures)
  const nameOf = ({ day }: DayRedemptions) => dayText(`${day}T12:00:00+08:00`, locale, now())
  const most = [...chosen.days].sort((one, other) => other[measure] - one[measure])[0]
  const bars = chosen.days.map((day, index) => ({
    short: isLabelled(index, chosen.days.length) ? String(Number(day.day.slice(8))) : '',
    name: nameOf(day),
    issued: day[measure],
    pending: 0,
  }))
  const summary = say('summary', {
    shop,
    days: chosen.days.length,
    total: textOf(chosen[measure]),
    day: most ? nameOf(most) : '',
    most: textOf(most?.[measure] ?? 0),
  })
  return (
    <>
      <View className="hero">
        <View className="note">{say('redeemed')}</View>
        <View className="qty qty-6">
          <Text className="qty-n">{numberText(chosen.redemptions)}</Text>
          <Text className="qty-u">{say('vouchers')}</Text>
        </View>
        <View className="note nums">
          {`${say('points')} ${numberText(chosen.points)} · ${say('payable')} ${say('yuanText', { n: yuanText(chosen.payableFen) })}`}
        </View>
      </View>
      <Heading>{say('byDay', { shop })}</Heading>
      <Card>
        <BarChart bars={bars} summary={summary} textOf={textOf} />
      </Card>
    </>
  )
})

const isLabelled = (index: number, count: number): boolean =>
  count <= LABELLED_DAYS_MAX || (count - 1 - index) % LABEL_EVERY === 0
