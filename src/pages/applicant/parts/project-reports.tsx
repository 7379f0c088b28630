import type { Project, ProjectReport } from '#contract'
import { View } from '@tarojs/components'
import { numberText, useWords, useRecordDay } from '../../../i18n'
import { projectWayWords, projectWords, reportStateWords } from '../../../i18n/applicant/project'
import { lastDayOf } from '../../../stores/applicant'
import { Card, Heading, Stamp, type StampKind } from '../../../ui'
import { PeriodSum } from './period-sum'
import { useDay } from './use-day'

/** A phone's page bears no more nodes; the latest come first. */
const SHOWN_MAX = 12

/** Periods that were handed in, the latest first, each with its sum and, once issued, its serials. */
export function ProjectReports({ project: { reports, kind } }: { project: Project }) {
  const say = useWords(projectWords)
  if (reports.length === 0) return null
  return (
    <>
      <Heading>{say('reports')}</Heading>
      {[...reports]
        .reverse()
        .slice(0, SHOWN_MAX)
        .map((report) => (
          <ReportCard key={report.reportNo} report={report} kind={kind} />
        ))}
    </>
  )
}

const KIND: Readonly<Record<ProjectReport['state'], StampKind>> = {
  handedIn: 'wait',
  verified: 'wait',
  issued: 'done',
  returned: 'refused',
}

function ReportCard({ report, kind }: { report: ProjectReport; kind: string }) {
  const say = useWords(projectWords)
  const sayState = useWords(reportStateWords)
  const sayWay = useWords(projectWayWords)
  const day = useDay()
  const recordDay = useRecordDay()
  const { period, state, issued, dueAt, returnedReasons } = report
  return (
    <Card>
      <View className="split">
        <View className="row-b strong">
          {say('reportTitle', { from: recordDay(period.from), to: recordDay(lastDayOf(period)) })}
        </View>
        <Stamp kind={KIND[state]}>{sayState(state)}</Stamp>
      </View>
      <PeriodSum outlook={report} kind={kind} />
      {dueAt && <View className="note">{sayWay('dueBy', { when: day(dueAt) })}</View>}
      {issued && (
        <View className="note nums">
          {say('serials', { from: numberText(issued.serialFrom), to: numberText(issued.serialTo) })}
        </View>
      )}
      {returnedReasons && (
        <View className="row-d refuse words">{say('returnedFor', { words: returnedReasons })}</View>
      )}
    </Card>
  )
}
