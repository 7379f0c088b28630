import type { RankedMonth } from '#contract'
import { Text, View } from '@tarojs/components'
import { milligrams } from '#domain/measure'
import { dayText, monthText, numberText, useLocale, useWords } from '../../../i18n'
import { monthWords } from '../../../i18n/together/together'
import { useStores } from '../../../stores'
import { CityQuantity, Quantity, Stamp } from '../../../ui'

interface MonthFiguresProps {
  month: RankedMonth & { readonly ownMilligrams?: number }
  /** Below so many people nothing is told. */
  peopleMin: number
}

/** One month of a district or group: its place, what it came to, and what she brought herself. */
export function MonthFigures({ month, peopleMin }: MonthFiguresProps) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(monthWords)
  const { averagePlace, placed, isProvisional, reckonedAt } = month
  return (
    <>
      <View className="rank-h">
        <View>
          <Text className="note">{monthText(month.month, locale)}</Text>
          {averagePlace !== null && <View className="rank-p">{say('place', { n: averagePlace })}</View>}
        </View>
        <Stamp kind={isProvisional ? 'wait' : 'plain'}>{say(isProvisional ? 'provisional' : 'final')}</Stamp>
      </View>
      {averagePlace === null ? (
        <View className="para">{say('withheld', { n: peopleMin })}</View>
      ) : (
        <Text className="note">{say('of', { n: numberText(placed) })}</Text>
      )}
      <Figures month={month} />
      {isProvisional && (
        <Text className="note">{say('asOf', { when: dayText(reckonedAt, locale, now()) })}</Text>
      )}
    </>
  )
}

function Figures({ month }: Pick<MonthFiguresProps, 'month'>) {
  const say = useWords(monthWords)
  const { averageMilligrams, sumMilligrams, people, ownMilligrams } = month
  return (
    <View className="figs">
      {averageMilligrams !== null && (
        <View className="fig">
          <Text className="note">{say('average')}</Text>
          <Quantity mass={milligrams(averageMilligrams)} size={5} />
        </View>
      )}
      {sumMilligrams !== null && people !== null && (
        <View className="fig">
          <Text className="note">
            {say('sum')} · {say('people', { n: numberText(people) })}
          </Text>
          <CityQuantity milligramsText={sumMilligrams} />
        </View>
      )}
      {ownMilligrams !== undefined && (
        <View className="fig">
          <Text className="note">{say('own')}</Text>
          <Quantity mass={milligrams(ownMilligrams)} size={5} />
        </View>
      )}
    </View>
  )
}
