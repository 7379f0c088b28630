import type { ProjectReport, StaffProject } from '#contract'
import { addDays, parseCityDay } from '#domain/calendar'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { decimalText, numberText, useLocale, useWords } from '../../../i18n'
import { actWords } from '../../../i18n/console/acts'
import { projectWords } from '../../../i18n/console/projects'
import { runMassText } from '../../../i18n/staff/run-mass'
import { reportActs } from '../../../stores/console'
import { useStaffStores } from '../../../stores/staff'
import { Card, Heading, Stamp, SumSheet, Tip, type StampKind, type SumLine } from '../../../ui'
import { useNamed } from '../../resident/parts'
import { ActButtons } from '../../staff/parts'
import { useDay } from './use-day'
import { useMeasureText } from './use-measure-text'
import { useMethodologyOf } from './use-methodology-of'
import { useReportActs } from './use-report-acts'

const STAMPS: Readonly<Record<ProjectReport['state'], StampKind>> = {
  handedIn: 'wait',
  verified: 'wait',
  issued: 'done',
  returned: 'refused',
}

/** So many periods are drawn, the latest first: the page stays light however long a project runs. */
const SHOWN_MAX = 12

/** Every period with its sum, its state and its serials, the latest first. */
export function ProjectReports({ project }: { project: StaffProject }) {
  const say = useWords(projectWords)
  const sayAct = useWords(actWords)
  const reports = [...project.reports].reverse()
  return (
    <>
      <Heading>{say('reports')}</Heading>
      {reports.slice(0, SHOWN_MAX).map((report) => (
        <Report key={report.reportNo} project={project} report={report} />
      ))}
      {reports.length > SHOWN_MAX && <Text className="note">{sayAct('more', { n: SHOWN_MAX })}</Text>}
    </>
  )
}

const Report = observer(function Report({
  project,
  report,
}: {
  project: StaffProject
  report: ProjectReport
}) {
  const { session } = useStaffStores()
  const say = useWords(projectWords)
  const sayAct = useWords(actWords)
  const { recordDay, when } = useDay()
  const may = reportActs(session.staff, project, report)
  const acts = useReportActs(project, report, may)
  const { reportNo, period, state, issued, returnedReasons } = report
  return (
    <Card>
      <View className="split">
        <View className="row-b strong">
          {say('reportTitle', {
            n: reportNo,
            from: recordDay(period.from),
            to: recordDay(lastDayOf(period.to)),
          })}
        </View>
        <Stamp kind={STAMPS[state]}>{say(state)}</Stamp>
      </View>
      <ReportSum project={project} report={report} />
      {issued && (
        <>
          <Text className="note">
            {say('issuedAt', { when: when(issued.issuedAt), class: issued.methodologyClass })}
          </Text>
          <Text className="digits">
            {say('serials', { from: numberText(issued.serialFrom), to: numberText(issued.serialTo) })}
          </Text>
        </>
      )}
      {returnedReasons !== null && (
        <Tip kind="refuse">{say('returnedBecause', { reasons: returnedReasons })}</Tip>
      )}
      {may.issue?.isWaiting && <Tip kind="wait">{sayAct('waitingOffice')}</Tip>}
      <ActButtons acts={acts} />
    </Card>
  )
})

/** A period is told by its first day and the first that no longer belongs to it; people name the last one that does. */
const lastDayOf = (to: string): string => {
  const end = parseCityDay(to)
  return end === undefined ? to : addDays(end, -1)
}

/** Quantity × factor of each measure, and what it comes to: by the very version it was reckoned by. */
const ReportSum = observer(function ReportSum({
  project,
  report,
}: {
  project: StaffProject
  report: ProjectReport
}) {
  const say = useWords(projectWords)
  const locale = useLocale()
  const named = useNamed()
  const measureText = useMeasureText()
  const rule = useMethodologyOf()(project.kind, report.methodology)
  const { totals, reductionMilligrams, readings, methodology } = report
  const lines = (rule?.measures ?? []).flatMap(
    ({ measure, name, unit, sign, microgramsPerUnit }): readonly SumLine[] => [
      {
        label: named(name),
        sign: sign === 'minus' ? '−' : '',
        amount: measureText(totals[measure] ?? '0', unit),
      },
      {
        label: say('factorOf', { name: named(name) }),
        sign: '×',
        // µg a watt-hour are mg a kilowatt-hour; µg a gram are thousandths of a mg.
        amount: say(unit === 'gram' ? 'perGram' : 'perWattHour', { n: decimalText(microgramsPerUnit, 3) }),
      },
    ],
  )
  return (
    <SumSheet
      lines={lines}
      result={{ label: say('reduction'), amount: runMassText(reductionMilligrams, locale) }}
      note={`${say('exact', { n: numberText(reductionMilligrams) })} · ${say('sumNote', {
        ...methodology,
        n: numberText(readings),
      })}`}
    />
  )
})
