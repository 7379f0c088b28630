import type { Collected } from '#contract'
import { massText, milligrams } from '#domain/measure'
import { Text, View } from '@tarojs/components'
import { monthText, useLocale, useWords } from '../../../i18n'
import { collectedWords } from '../../../i18n/institution/figures'
import { Card, CityQuantity, Heading, useMassName } from '../../../ui'

/** Months on show; what is older is in the sum. */
const MONTHS_SHOWN = 6

/** Reductions a mall operator holds by now, and the months of the rides they came from. */
export function Holding({ holding: { milligrams: all, months } }: Pick<Collected, 'holding'>) {
  const locale = useLocale()
  const say = useWords(collectedWords)
  const massName = useMassName()
  return (
    <>
      <Heading>{say('holding')}</Heading>
      <Card>
        <CityQuantity milligramsText={all} />
        <View className="note">{say(months.length === 0 ? 'holdingNone' : 'holdingHow')}</View>
        {months.slice(0, MONTHS_SHOWN).map((one) => (
          <View className="term" key={one.month}>
            <Text className="note">{say('ofMonth', { month: monthText(one.month, locale) })}</Text>
            <Text className="term-m">{massName(massText(milligrams(Number(one.milligrams))))}</Text>
          </View>
        ))}
      </Card>
    </>
  )
}
