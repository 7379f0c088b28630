import type { ProjectOutlook } from '#contract'
import { massText, milligrams } from '#domain/measure'
import { observer } from 'mobx-react-lite'
import { decimalText, useWords } from '../../../i18n'
import { projectWords } from '../../../i18n/applicant/project'
import { SumSheet, useMassName, type SumLine } from '../../../ui'
import { useMeasured } from './use-measured'

const PER_KILOGRAM = 6
const DAY_MS = 86_400_000

interface PeriodSumProps {
  outlook: Pick<ProjectOutlook, 'readings' | 'totals' | 'reductionMilligrams' | 'period'>
  /** The kind of project, which has one methodology in force. */
  kind: string
}

/** What was measured times what a unit of it is worth, as the methodology has it, line by line. */
export const PeriodSum = observer(function PeriodSum({ outlook, kind }: PeriodSumProps) {
  const say = useWords(projectWords)
  const massName = useMassName()
  const { methodologyFor, quantityText, nameOf } = useMeasured()
  const { totals, reductionMilligrams, readings, period } = outlook
  const measures = methodologyFor(kind)?.measures ?? []
  const lines = measures.flatMap((measure): SumLine[] => {
    const name = nameOf(measure)
    // µg a Wh are kg a kWh, six places smaller.
    const factor = decimalText(measure.microgramsPerUnit, PER_KILOGRAM)
    return [
      {
        label: name,
        sign: measure.sign === 'minus' ? '−' : '',
        amount: quantityText(measure, totals[measure.measure] ?? '0'),
      },
      {
        label: measures.length > 1 ? `${say('factorLabel')} · ${name}` : say('factorLabel'),
        sign: '×',
        amount: say(measure.unit === 'gram' ? 'factorGrams' : 'factorPower', { n: factor }),
      },
    ]
  })
  const days = Math.round((Date.parse(period.to) - Date.parse(period.from)) / DAY_MS)
  return (
    <SumSheet
      lines={lines}
      result={{
        label: say('sumResult'),
        amount: massName(massText(milligrams(Number(reductionMilligrams)))),
      }}
      note={say('sumNote', { readings, days })}
    />
  )
})
