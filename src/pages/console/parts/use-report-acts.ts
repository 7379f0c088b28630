import type { ProjectReport, StaffProject } from '#contract'
import { numberText, useLocale, useWords } from '../../../i18n'
import { projectActWords } from '../../../i18n/console/projects'
import { runMassText } from '../../../i18n/staff/run-mass'
import { useConsoleStores, type ReportActs } from '../../../stores/console'
import { useAsked, type StaffAct } from '../../staff/parts'

/** What may be done about one period: verified and returned by the centre, issued by two bodies. */
export function useReportActs(
  project: StaffProject,
  report: ProjectReport,
  may: ReportActs,
): readonly StaffAct[] {
  const { project: store, projectApi: api } = useConsoleStores()
  const say = useWords(projectActWords)
  const locale = useLocale()
  const { reasons } = useAsked()
  const { reportNo, evidenceDigest: digest, reductionMilligrams } = report
  const about = say('aboutReport', {
    ...{ name: project.name, n: reportNo },
    mass: runMassText(reductionMilligrams, locale),
    exact: numberText(reductionMilligrams),
  })
  const number = String(reportNo)
  const issue: StaffAct = {
    ...{ id: `issue ${number}`, name: say('issue'), title: say('issueAsk'), about, digest },
    effect: say(may.issue?.decides ? 'issueSecond' : 'issueFirst'),
    yes: say('issueYes'),
    done: say('issueDone'),
    perform: () =>
      store.carryOut(['issue', number, digest], (id, options) =>
        api.signIssue(id, reportNo, digest, options),
      ),
  }
  const verify: StaffAct = {
    ...{ id: `verify ${number}`, name: say('verify'), title: say('verifyAsk'), about, digest },
    effect: say('verifyEffect'),
    yes: say('verifyYes'),
    done: say('verifyDone'),
    perform: () =>
      store.carryOut(['verify', number], (id, options) => api.verifyReport(id, reportNo, options)),
  }
  const giveBack: StaffAct = {
    ...{ id: `return ${number}`, name: say('returnReport'), title: say('returnReportAsk'), about },
    kind: 'danger',
    effect: say('returnReportEffect'),
    yes: say('returnReportYes'),
    done: say('returnReportDone'),
    asks: [reasons()],
    perform: ({ reasons: said = '' }) =>
      store.carryOut(['return-report', number, said], (id, options) =>
        api.returnReport(id, reportNo, said, options),
      ),
  }
  return [
    ...(may.issue?.maySign ? [issue] : []),
    ...(may.verify ? [verify] : []),
    ...(may.giveBack ? [giveBack] : []),
  ]
}
