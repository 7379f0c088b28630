import { refuse, type Refusal } from '#contract'
import { isProjectStepRefusal, stepProject } from '#domain/project'
import { tellApplicant } from '#server/message/index'
import { principalKey, type Dependencies, type StaffPrincipal } from '#server/platform/index'

import { asStaff } from './hand-in-report'
import { holdReport, markVerified, reckonedAlike } from './held-report'
import { stateOf } from './project-row'
import { holdProject, logOf, type Act } from './step-project'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

interface ReportAct extends Act {
  readonly reportNo: number
}

/**
 * The centre verifies the report of a later period by reckoning its readings again. Refuses request.not-found, project.report-not-open,
 * project.not-crediting, project.readings-differ.
 */
export const verifyReport = (parts: Parts, staff: StaffPrincipal, act: ReportAct): Promise<Refusal | null> =>
  asStaff(parts, async (transaction) => {
    const row = await holdProject(transaction, act.projectId, null)
    const report = row && (await holdReport(transaction, row.project_id, act.reportNo))
    if (row === undefined || report === undefined) return refuse('request.not-found')
    const next = stepProject(stateOf(row), 'issue')
    if (isProjectStepRefusal(next)) return refuse(next)
    if (report.state !== 'handedIn') return refuse('project.report-not-open')
    if (!(await reckonedAlike(transaction, row, report))) return refuse('project.readings-differ')
    const now = parts.clock.now()
    await markVerified(transaction, report, { staffId: staff.staffId, now })
    const told = { kind: 'projectReportVerified' as const, projectId: row.project_id, reportNo: act.reportNo }
    await tellApplicant(transaction, row.account_id, told, now)
    const entry = {
      actor: principalKey(staff),
      action: 'project.report-verified' as const,
      now,
      requestId: act.requestId,
    }
    const digest = report.evidenceDigest.toString('hex')
    await logOf(transaction, row, entry, { reportNo: act.reportNo, evidenceDigest: digest })
    return null
  })

/**
 * The centre sends the report of a later period back with reasons, before it is issued; its days may be measured and reported again.
 * Refuses request.not-found, project.report-not-open.
 */
export const returnReport = (
  parts: Parts,
  staff: StaffPrincipal,
  act: ReportAct & { words: string },
): Promise<Refusal | null> =>
  asStaff(parts, async (transaction) => {
    const row = await holdProject(transaction, act.projectId, null)
    const report = row && (await holdReport(transaction, row.project_id, act.reportNo))
    if (row === undefined || report === undefined) return refuse('request.not-found')
    const isDecided = stateOf(row).kind === 'applied' || stateOf(row).kind === 'review'
    const isOpen = report.state === 'handedIn' || report.state === 'verified'
    if (!isOpen || isDecided) return refuse('project.report-not-open')
    const now = parts.clock.now()
    await transaction`
      INSERT INTO project_return (project_id, report_no, reasons, returned_by, returned_at)
      VALUES (${row.project_id}, ${act.reportNo}, ${act.words}, ${staff.staffId}, ${now})`
    await transaction`
      UPDATE project_report SET state = 'returned', due_at = NULL WHERE project_id = ${row.project_id} AND report_no = ${act.reportNo}`
    const told = { kind: 'projectReportReturned' as const, projectId: row.project_id, reportNo: act.reportNo }
    await tellApplicant(transaction, row.account_id, told, now)
    const entry = {
      actor: principalKey(staff),
      action: 'project.report-returned' as const,
      now,
      requestId: act.requestId,
    }
    await logOf(transaction, row, entry, { reportNo: act.reportNo })
    return null
  })
