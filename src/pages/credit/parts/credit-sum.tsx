import type { CreditLine } from '#contract'
import { numberText, useWords } from '../../../i18n'
import { creditWords } from '../../../i18n/credit/record'
import { SumSheet } from '../../../ui'
import { useNamed } from '../../resident/parts'

/** The sum as on a till slip: units × weight, line by line. */
export function CreditSum({ lines, sum, note }: { lines: readonly CreditLine[]; sum: number; note: string }) {
  const say = useWords(creditWords)
  const named = useNamed()
  return (
    <SumSheet
      lines={lines.map(({ name, per, units, weight, part }) => ({
        label: say('line', { name: named(name), per: named(per), n: weight }),
        sign: '',
        amount: say('parts', { units: numberText(units), weight, part: numberText(part) }),
      }))}
      result={{ label: say('sum'), amount: numberText(sum) }}
      note={note}
    />
  )
}
