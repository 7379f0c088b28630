import type { ProjectReport, StaffProject } from '#contract'
import {
  DECIDING_BODIES,
  decideSigning,
  isProjectStepRefusal,
  stepProject,
  type ProjectState,
  type ProjectStep,
} from '#domain/project'
import type { Staff } from '../staff'

/** What her own name under a text is still worth: it may be put, or it stands there and another body's is missing. */
export interface OwnName {
  readonly maySign: boolean
  readonly isWaiting: boolean
  /** Hers would be the second: it decides. */
  readonly decides: boolean
}

/** What a member of staff may do about a project. The service decides; what it would refuse for her body is not offered. */
export interface ProjectActs {
  readonly accept: boolean
  readonly giveBack: boolean
  readonly decide: OwnName | undefined
  readonly find: boolean
  readonly suspend: boolean
  readonly resume: boolean
  /** She suspended it herself: another person resumes it. */
  readonly isOwnStop: boolean
  readonly end: boolean
}

export interface ReportActs {
  readonly verify: boolean
  readonly giveBack: boolean
  readonly issue: OwnName | undefined
}

export function projectActs(staff: Staff | undefined, project: StaffProject): ProjectActs {
  const isCentre = staff?.role === 'centre'
  const may = (step: ProjectStep): boolean => isCentre && isPossible(project, step)
  const first = project.reports[project.reports.length - 1]
  return {
    accept: may('accept'),
    giveBack: may('return'),
    decide:
      project.state === 'review' && first ? ownName(staff, project, first.reportNo, 'review') : undefined,
    find: isCentre && ['crediting', 'tracking', 'suspended'].includes(project.state),
    suspend: may('suspend'),
    resume: may('resume') && !isOwnStop(staff, project),
    isOwnStop: may('resume') && isOwnStop(staff, project),
    end: may('end'),
  }
}

export function reportActs(
  staff: Staff | undefined,
  project: StaffProject,
  report: ProjectReport,
): ReportActs {
  const isCentre = staff?.role === 'centre'
  const isRunning = isPossible(project, 'issue')
  const isOpen = report.state === 'handedIn' || report.state === 'verified'
  const isUnderReview = project.state === 'applied' || project.state === 'review'
  return {
    verify: isCentre && isRunning && report.state === 'handedIn',
    giveBack: isCentre && isOpen && !isUnderReview,
    issue:
      isRunning && report.state === 'verified'
        ? ownName(staff, project, report.reportNo, 'issue')
        : undefined,
  }
}

/** Whether it was she who suspended what is suspended: then another person resumes it. */
export const isOwnStop = (
  staff: Staff | undefined,
  { suspendedBy }: Pick<StaffProject, 'suspendedBy'>,
): boolean => suspendedBy !== null && suspendedBy.staffId === staff?.staffId

/** Whether one of its periods has an act for her, or her own name under it that waits for another's. */
export const waitsInReports = (staff: Staff | undefined, project: StaffProject): boolean =>
  project.reports.some((report) => {
    const { verify, giveBack, issue } = reportActs(staff, project, report)
    return verify || giveBack || issue !== undefined
  })

const isPossible = ({ state }: StaffProject, step: ProjectStep): boolean =>
  !isProjectStepRefusal(stepProject(stateOf(state), step))

/** Which of the two a suspended project comes back to makes no difference to what may be done. */
const stateOf = (kind: StaffProject['state']): ProjectState =>
  kind === 'suspended' ? { kind, from: 'tracking' } : { kind }

function ownName(
  staff: Staff | undefined,
  { signatures }: StaffProject,
  reportNo: number,
  act: 'review' | 'issue',
): OwnName | undefined {
  const role = DECIDING_BODIES.find((body) => body === staff?.role)
  if (!staff || !role) return undefined
  const names = signatures
    .filter((one) => one.reportNo === reportNo && one.act === act)
    .flatMap(({ role: of, ...one }) => {
      const body = DECIDING_BODIES.find((known) => known === of)
      return body ? [{ ...one, role: body }] : []
    })
  const decision = decideSigning(names, { staffId: staff.staffId, role, verdict: 'approve' })
  const maySign = decision === 'sign' || decision === 'decide'
  return { maySign, isWaiting: !maySign, decides: decision === 'decide' }
}
