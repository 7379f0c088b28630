import type { CreditLine, CreditReading } from '#contract'
import { Text, View } from '@tarojs/components'
import { dayText, numberText, useLocale, useWords, whenText } from '../../../i18n'
import { givenWords } from '../../../i18n/institution/given'
import { useStores } from '../../../stores'
import { Button, Card, Heading, SumSheet, Tip, type SumLine } from '../../../ui'

/** What a statement says, as of when, and what alone it may be used for. */
export function GivenReading({ reading, onClose }: { reading: CreditReading; onClose: () => void }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(givenWords)
  const slip = useSlip()
  const { holder, level, sum, madeAt, lines, purpose, to } = reading
  const terms = [
    [say('holder'), `${holder.name[locale]} · ${holder.creditCode ?? say(holder.kind)}`],
    [say('level'), level.name[locale]],
    [say('sum'), numberText(sum)],
  ] as const
  return (
    <>
      <Tip glyph="shield">
        {say('onlyFor', { purpose: purpose[locale], when: dayText(to, locale, now()) })}
      </Tip>
      <Card>
        {terms.map(([title, value]) => (
          <View className="term" key={title}>
            <View className="note">{title}</View>
            <View className="nums strong">{value}</View>
          </View>
        ))}
        <Text className="note">{say('madeAt', { when: whenText(madeAt, locale, now()) })}</Text>
      </Card>
      <Heading>{say('how')}</Heading>
      <SumSheet lines={lines.flatMap(slip)} result={{ label: say('sum'), amount: numberText(sum) }} />
      <Button kind="quiet" onTap={onClose}>
        {say('close')}
      </Button>
    </>
  )
}

/** Units × weight; what a correction brought or took stands under its line. */
function useSlip(): (line: CreditLine) => SumLine[] {
  const locale = useLocale()
  const say = useWords(givenWords)
  const times = (units: number, weight: number, plus = '') =>
    say('parts', { units: signed(units, plus), weight, part: signed(units * weight, plus) })
  return ({ name, per, units, weight, correctedUnits = 0 }) => [
    {
      label: say('line', { name: name[locale], per: per[locale], n: weight }),
      sign: '',
      amount: times(units - correctedUnits, weight),
    },
    ...(correctedUnits === 0
      ? []
      : [
          {
            label: say('corrected', { name: name[locale] }),
            sign: '' as const,
            amount: times(correctedUnits, weight, '+'),
          },
        ]),
  ]
}

const signed = (value: number, plus: string): string => (value < 0 ? '−' : plus) + numberText(Math.abs(value))
