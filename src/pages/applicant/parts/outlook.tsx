import type { Project, ProjectOutlook } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { monthText, useLocale, useWords, useRecordDay } from '../../../i18n'
import { projectWords } from '../../../i18n/applicant/project'
import { lastDayOf, refusedIn, useApplicantStores } from '../../../stores/applicant'
import { Heading, LinkButton, List, Row, Tip } from '../../../ui'
import { Loaded } from '../../resident/parts'
import { PeriodSheet } from './period-sheet'
import { PeriodSum } from './period-sum'
import { useMeasured } from './use-measured'
import { useRuleText } from './use-rule-text'

/** What the next period comes to by its readings, and what would be said to it now. */
export const Outlook = observer(function Outlook({ project }: { project: Project }) {
  const { project: store } = useApplicantStores()
  const say = useWords(projectWords)
  const [isChoosing, setChoosing] = useState(false)
  const day = useRecordDay()
  const { period } = store
  if (!period) return <Coming />
  const isFirst = project.state === 'draft' || project.state === 'returned'
  const days = { from: day(period.from), to: day(lastDayOf(period)) }
  return (
    <>
      <Heading>{say(isFirst ? 'firstPeriod' : 'nextPeriod', days)}</Heading>
      <Loaded remote={store.outlook.remote} onRetry={() => store.outlook.load()}>
        {(outlook) => (
          <>
            <PeriodSum outlook={outlook} kind={project.kind} />
            <Verdict outlook={outlook} project={project} isFirst={isFirst} />
            {outlook.months.length > 1 && <Months outlook={outlook} kind={project.kind} />}
          </>
        )}
      </Loaded>
      {!isFirst && <LinkButton onTap={() => setChoosing(true)}>{say('otherPeriod')}</LinkButton>}
      {isChoosing && <PeriodSheet onClose={() => setChoosing(false)} />}
    </>
  )
})

/** From which day on the next period can be reported; before that nothing is asked of the service, which would only refuse. */
const Coming = observer(function Coming() {
  const { project } = useApplicantStores()
  const say = useWords(projectWords)
  const day = useRecordDay()
  const { comingPeriod: coming } = project
  if (!coming) return null
  return (
    <>
      <Heading>{say('comingPeriod', { from: day(coming.from) })}</Heading>
      <Tip kind="wait">{say('comingOpens', { day: day(coming.opensOn) })}</Tip>
    </>
  )
})

interface VerdictProps {
  outlook: ProjectOutlook
  project: Project
  isFirst: boolean
}

/** What would be said to it if it were handed in now: every refusal by its name and figure, with what to do. */
const Verdict = observer(function Verdict({ outlook: { refusal }, project, isFirst }: VerdictProps) {
  const locale = useLocale()
  const say = useWords(projectWords)
  const { methodologyFor } = useMeasured()
  const methodology = methodologyFor(project.kind)
  const ruleText = useRuleText(methodology)
  if (!refusal) return <Tip glyph="done">{say(isFirst ? 'wouldTake' : 'wouldTakeReport')}</Tip>
  const [why, next] = locale === 'zh' ? [refusal.message, refusal.next] : [refusal.messageEn, refusal.nextEn]
  // A later period is another than the one the record speaks of.
  const broken = methodology && isFirst ? refusedIn(project.record, methodology) : []
  const isByRule = broken.some((finding) => finding.refusal === refusal.code)
  const [first = why, ...others] = [...(isByRule ? [] : [why]), ...broken.map(ruleText)]
  return (
    <Tip kind={refusal.code === 'project.nothing-measured' && broken.length === 0 ? 'wait' : 'refuse'}>
      <View>{say('wouldRefuse', { why: first })}</View>
      {!isByRule && <View>{next}</View>}
      {others.map((text) => (
        <View key={text}>{text}</View>
      ))}
    </Tip>
  )
})

export function Months({ outlook: { months }, kind }: { outlook: ProjectOutlook; kind: string }) {
  const locale = useLocale()
  const say = useWords(projectWords)
  if (months.length === 0) return null
  return (
    <List label={say('byMonth')}>
      {months.map(({ month, readings, totals }) => (
        <Row
          key={month}
          title={monthText(month, locale)}
          detail={say('monthRow', { n: readings })}
          end={<MonthTotals kind={kind} totals={totals} />}
        />
      ))}
    </List>
  )
}

/** One figure a measure, in the order the methodology names them. */
const MonthTotals = observer(function MonthTotals({ kind, totals }: { kind: string } & MonthTotalsOf) {
  const { methodologyFor, quantityText } = useMeasured()
  const measures = methodologyFor(kind)?.measures ?? []
  return (
    <>
      {Object.entries(totals).map(([measure, digits]) => (
        <View className="nums" key={measure}>
          {quantityText(
            measures.find((one) => one.measure === measure),
            digits,
          )}
        </View>
      ))}
    </>
  )
})

type MonthTotalsOf = Pick<ProjectOutlook['months'][number], 'totals'>
