import type { CreditLine } from '#contract'
import { numberText, useWords } from '../../../i18n'
import { creditWords } from '../../../i18n/credit/record'
import { SumSheet, type SumLine } from '../../../ui'
import { useNamed } from '../../resident/parts'

/** The sum as on a till slip: units × weight, line by line; what a correction brought or took stands under its line. */
export function CreditSum({ lines, sum, note }: { lines: readonly CreditLine[]; sum: number; note: string }) {
  const say = useWords(creditWords)
  const named = useNamed()
  const times = (units: number, weight: number, plus = '') =>
    say('parts', { units: signed(units, plus), weight, part: signed(units * weight, plus) })
  const slip = lines.flatMap(({ name, per, units, weight, correctedUnits = 0 }): SumLine[] => [
    {
      label: say('line', { name: named(name), per: named(per), n: weight }),
      sign: '',
      amount: times(units - correctedUnits, weight),
    },
    ...(correctedUnits === 0
      ? []
      : [
          {
            label: say('corrected', { name: named(name) }),
            sign: '' as const,
            amount: times(correctedUnits, weight, '+'),
          },
        ]),
  ])
  return <SumSheet lines={slip} result={{ label: say('sum'), amount: numberText(sum) }} note={note} />
}

const signed = (value: number, plus: string): string => (value < 0 ? '−' : plus) + numberText(Math.abs(value))
