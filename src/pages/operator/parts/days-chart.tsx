import type { IntakeDay } from '#contract'
import { dayText, numberText, useLocale, useWords } from '../../../i18n'
import { intakeWords } from '../../../i18n/operator/intake'
import { useOperatorStores } from '../../../stores/operator'
import { BarChart, Card, Heading } from '../../../ui'

/** Only each fifth of thirty days has room for its number. */
const LABEL_EVERY = 5

/** Rows received by day. */
export function DaysChart({ days }: { days: readonly IntakeDay[] }) {
  const { now } = useOperatorStores()
  const locale = useLocale()
  const say = useWords(intakeWords)
  const textOf = (rows: number) => say('countText', { n: numberText(rows) })
  const nameOf = ({ day }: IntakeDay) => dayText(`${day}T12:00:00+08:00`, locale, now())
  const most = [...days].sort((one, other) => other.rows - one.rows)[0]
  const total = days.reduce((sum, { rows }) => sum + rows, 0)
  const bars = days.map((day, index) => ({
    short: (days.length - 1 - index) % LABEL_EVERY === 0 ? String(Number(day.day.slice(8))) : '',
    name: nameOf(day),
    issued: day.rows,
    pending: 0,
  }))
  const summary = say('summary', {
    total: textOf(total),
    day: most ? nameOf(most) : '',
    most: textOf(most?.rows ?? 0),
  })
  return (
    <>
      <Heading>{say('lastDays')}</Heading>
      <Card>
        <BarChart bars={bars} summary={summary} textOf={textOf} />
      </Card>
    </>
  )
}
