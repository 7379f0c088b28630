import { refuse, type ProjectVerdictRequest, type Refusal } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { dueAfter } from '#domain/methodology'
import { decideSigning, isProjectStepRefusal, projectTermsOn, stepProject } from '#domain/project'
import { tellApplicant } from '#server/message/index'
import {
  principalKey,
  type Dependencies,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import { releaseProject } from './apply'
import { refusalOfClaim } from './claim'
import { asStaff } from './hand-in-report'
import { bodyOf, keepSignature, readSigned } from './project-signatures'
import { stateOf, type ProjectRow } from './project-row'
import { holdReport, markVerified, reckonedAlike, type HeldReport } from './held-report'
import { holdProject, logOf, moveProject, takeStep, undone, type Act } from './step-project'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

/** The centre accepts an application: it goes to the review. Refuses request.not-found, project.not-applied. */
export const acceptProject = (parts: Parts, staff: StaffPrincipal, act: Act): Promise<Refusal | null> => {
  const now = parts.clock.now()
  const dueAt = dueAfter(now, projectTermsOn(cityDayOf(now)).reviewDays)
  const step = {
    ...act,
    reach: null,
    actor: principalKey(staff),
    action: 'project.accepted' as const,
    step: 'accept' as const,
  }
  return asStaff(parts, (transaction) =>
    takeStep(transaction, { ...step, now }, async () => ({ columns: { due_at: dueAt } })),
  ).catch(undone)
}

/** The centre sends an application back with reasons; its site is free and its period open again. Refuses request.not-found, project.not-returnable. */
export const returnProject = (
  parts: Parts,
  staff: StaffPrincipal,
  act: Act & { words: string },
): Promise<Refusal | null> => {
  const now = parts.clock.now()
  const step = {
    ...act,
    reach: null,
    actor: principalKey(staff),
    action: 'project.returned' as const,
    step: 'return' as const,
  }
  return asStaff(parts, (transaction) =>
    takeStep(transaction, { ...step, now }, async (row) => {
      const { report_no: reportNo } = await roundOf(transaction, row)
      await transaction`
        INSERT INTO project_return (project_id, report_no, reasons, returned_by, returned_at)
        VALUES (${row.project_id}, ${reportNo}, ${act.words}, ${staff.staffId}, ${now})`
      await releaseProject(transaction, row.project_id, now)
      const told = { kind: 'projectReturned' as const, projectId: row.project_id, reportNo }
      return { detail: { reportNo }, told }
    }),
  ).catch(undone)
}

interface RoundRow {
  report_no: number
  review_digest: Buffer
}

const roundOf = async (transaction: Transaction, row: ProjectRow): Promise<RoundRow> => {
  const [round] = await transaction<RoundRow[]>`
    SELECT report_no, review_digest FROM project_round WHERE project_id = ${row.project_id} AND round = ${row.round}`
  if (round === undefined) throw new Error('an application has no round')
  return round
}

/**
 * Puts a person's verdict under a project and its first reduction, both in one text (双审合一). The second of another body with the same
 * verdict decides: approved, the reduction may be issued; refused, the project is over. Refuses request.not-found,
 * project.not-under-review, project.text-changed, project.second-person-needed, project.second-body-needed and, to an approval, what
 * `refusalOfClaim` says by now, and project.readings-differ.
 */
export const signReview = (
  parts: Parts,
  staff: StaffPrincipal,
  act: Act & ProjectVerdictRequest,
): Promise<Refusal | null> =>
  asStaff(parts, async (transaction) => {
    const row = await holdProject(transaction, act.projectId, null)
    if (row === undefined) return refuse('request.not-found')
    const next = stepProject(stateOf(row), act.verdict)
    if (isProjectStepRefusal(next)) return refuse(next)
    const round = await roundOf(transaction, row)
    if (round.review_digest.toString('hex') !== act.digest) return refuse('project.text-changed')
    const report = await holdReport(transaction, row.project_id, round.report_no)
    if (report === undefined) throw new Error('a round has no report')
    const refused = act.verdict === 'approve' ? await refusalOfApproval(transaction, row, report) : undefined
    if (refused !== undefined) return refused
    const { staffId } = staff
    const signing = { staffId, role: bodyOf(staff), verdict: act.verdict }
    const signed = await readSigned(transaction, { ...report, act: 'review', digest: round.review_digest })
    const decision = decideSigning(signed, signing)
    if (decision !== 'sign' && decision !== 'decide') return refuse(decision)
    const now = parts.clock.now()
    const of = { projectId: row.project_id, reportNo: report.reportNo, act: 'review' as const }
    await keepSignature(transaction, {
      ...of,
      ...signing,
      words: act.words,
      digest: round.review_digest,
      now,
    })
    if (decision === 'decide') {
      const closed = act.verdict === 'refuse' ? { closed_reasons: act.words } : {}
      await moveProject(transaction, row, next, closed)
      if (act.verdict === 'approve') await markVerified(transaction, report, { staffId, now })
      else await releaseProject(transaction, row.project_id, now)
      const { projectId, reportNo } = of
      await tellApplicant(transaction, row.account_id, { kind: TOLD[act.verdict], projectId, reportNo }, now)
    }
    const action = decision === 'sign' ? ('project.signed' as const) : DECIDED[act.verdict]
    const entry = { actor: principalKey(staff), action, now, requestId: act.requestId }
    const { verdict, digest } = act
    await logOf(transaction, row, entry, {
      reportNo: report.reportNo,
      act: 'review',
      verdict,
      role: staff.role,
      digest,
    })
    return null
  })

const TOLD = { approve: 'projectApproved', refuse: 'projectRefused' } as const
const DECIDED = { approve: 'project.approved', refuse: 'project.refused' } as const

const refusalOfApproval = async (
  transaction: Transaction,
  row: ProjectRow,
  report: HeldReport,
): Promise<Refusal | undefined> => {
  const refused = await refusalOfClaim(transaction, row, report.methodology, report.period)
  if (refused !== undefined) return refused
  return (await reckonedAlike(transaction, row, report)) ? undefined : refuse('project.readings-differ')
}
