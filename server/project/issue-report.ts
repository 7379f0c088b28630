import { refuse, type ProjectIssueRequest, type Refusal } from '#contract'
import { addDays, firstDayOf, monthOfDay } from '#domain/calendar'
import { decodeId } from '#domain/id'
import { decideSigning, isProjectStepRefusal, stepProject } from '#domain/project'
import { moveSerials, postTransfers } from '#server/ledger/index'
import { tellApplicant } from '#server/message/index'
import {
  newId,
  principalKey,
  type Dependencies,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import { refusalOfClaim } from './claim'
import { asStaff } from './hand-in-report'
import { holdReport, reckonedAlike, type HeldReport } from './held-report'
import { stateOf, type ProjectRow } from './project-row'
import { bodyOf, keepSignature, readSigned } from './project-signatures'
import { holdProject, logOf, moveProject, type Act } from './step-project'

type Parts = Pick<Dependencies, 'sql' | 'clock'>
type IssueAct = Act & ProjectIssueRequest & { readonly reportNo: number }

/** What stands under a signature that has no words of its own. */
const WORDS = '同意签发'

/**
 * Puts a person's name under the issuing of a verified report; the second, of another body, issues it 签发: milligrams to its owner's
 * holding, one serial each. All in one transaction; whoever signed and asks again finds it issued. Refuses request.not-found,
 * project.not-crediting, project.report-not-verified, project.report-not-open, project.text-changed, project.applicant-gone,
 * project.readings-differ, project.second-person-needed, project.second-body-needed and what `refusalOfClaim` says by now.
 */
export const signIssue = (parts: Parts, staff: StaffPrincipal, act: IssueAct): Promise<Refusal | null> =>
  asStaff(parts, async (transaction) => {
    const isThere = await holdOwner(transaction, act.projectId)
    const row = await holdProject(transaction, act.projectId, null)
    const report = row && (await holdReport(transaction, row.project_id, act.reportNo))
    if (row === undefined || report === undefined) return refuse('request.not-found')
    const { staffId } = staff
    const signed = await readSigned(transaction, { ...report, act: 'issue', digest: report.evidenceDigest })
    const isHers = signed.some((one) => one.staffId === staffId)
    // A retry whose first answer was lost.
    if (report.state === 'issued' && isHers && act.digest === report.evidenceDigest.toString('hex'))
      return null
    const refused =
      refusalOfState(row, report, act) ?? (isThere ? undefined : refuse('project.applicant-gone'))
    if (refused !== undefined) return refused
    const outdated = await refusalOfClaim(transaction, row, report.methodology, report.period)
    if (outdated !== undefined) return outdated
    if (!(await reckonedAlike(transaction, row, report))) return refuse('project.readings-differ')
    const signing = { staffId, role: bodyOf(staff), verdict: 'approve' as const }
    const decision = decideSigning(signed, signing)
    if (decision !== 'sign' && decision !== 'decide') return refuse(decision)
    const now = parts.clock.now()
    const of = { projectId: row.project_id, reportNo: act.reportNo, act: 'issue' as const }
    await keepSignature(transaction, { ...of, ...signing, words: WORDS, digest: report.evidenceDigest, now })
    const serials = decision === 'decide' ? await issue(transaction, row, report, { parts, now }) : {}
    if (decision === 'decide') {
      const told = { kind: 'projectIssued' as const, projectId: row.project_id, reportNo: act.reportNo }
      await tellApplicant(transaction, row.account_id, told, now)
    }
    const action = decision === 'sign' ? ('project.signed' as const) : ('project.issued' as const)
    const entry = { actor: principalKey(staff), action, now, requestId: act.requestId }
    const { reportNo, digest } = act
    await logOf(transaction, row, entry, { reportNo, act: 'issue', role: staff.role, digest, ...serials })
    return null
  })

/**
 * Keeps the account open, or the institution unsuspended, until the transaction ends, before the project itself is held. False when it is
 * closed or suspended. Whose project it is never changes.
 */
const holdOwner = async (transaction: Transaction, wireId: string): Promise<boolean> => {
  const projectId = decodeId('prj', wireId) ?? null
  const institution = await transaction`
    SELECT FROM institution WHERE suspended_at IS NULL
      AND institution_id = (SELECT institution_id FROM project WHERE project_id = ${projectId}) FOR SHARE`
  const account = await transaction`
    SELECT FROM account WHERE closed_at IS NULL
      AND account_id = (SELECT account_id FROM project WHERE project_id = ${projectId}) FOR SHARE`
  return institution.length + account.length > 0
}

const refusalOfState = (row: ProjectRow, report: HeldReport, { digest }: IssueAct): Refusal | undefined => {
  if (report.state === 'issued' || report.state === 'returned') return refuse('project.report-not-open')
  const next = stepProject(stateOf(row), 'issue')
  if (isProjectStepRefusal(next)) return refuse(next)
  if (report.state !== 'verified') return refuse('project.report-not-verified')
  return report.evidenceDigest.toString('hex') === digest ? undefined : refuse('project.text-changed')
}

interface Books {
  transfer: string
  scheme: string
  source: string
  holding: string
}

/**
 * One range of the registry's counter, whose row is the lock that lets everything that issues go one after the other; one transfer; one
 * block. The month is that of the period's last day.
 */
const issue = async (
  transaction: Transaction,
  row: ProjectRow,
  report: HeldReport,
  { parts, now }: { parts: Parts; now: Date },
): Promise<{ serialFrom: string; reductionMilligrams: string }> => {
  const { reductionMilligrams: amount, methodology, period } = report
  const ownerId = row.account_id ?? row.institution_id
  if (ownerId === null) throw new Error('a project has no owner')
  const month = firstDayOf(monthOfDay(addDays(period.to, -1)))
  const issuanceId = newId(parts.clock)
  const [counter] = await transaction<{ first: bigint }[]>`
    UPDATE serial_counter SET next_serial = next_serial + ${amount} RETURNING next_serial - ${amount}::bigint AS first`
  if (counter === undefined) throw new Error('the registry has no serial counter')
  const serials = { from: counter.first, to: counter.first + amount - 1n }
  await transaction`
    INSERT INTO project_issuance (issuance_id, project_id, report_no, owner_id, city_month, methodology_class, reduction_milligrams,
      serial_from, serial_to, issued_at)
    VALUES (${issuanceId}, ${row.project_id}, ${report.reportNo}, ${ownerId}, ${month}, ${methodology.class}, ${amount},
      ${serials.from}, ${serials.to}, ${now})`
  await transaction`
    UPDATE project_report SET state = 'issued', due_at = NULL
    WHERE project_id = ${row.project_id} AND report_no = ${report.reportNo}`
  await moveProject(transaction, row, { kind: 'tracking' })
  const [books] = await transaction<Books[]>`
    SELECT derived_uuid(${issuanceId}::uuid, 'project-issuance') AS transfer, scheme_owner() AS scheme,
      ledger_account_key(scheme_owner(), 'issuance', 'mgCO2e', NULL, NULL) AS source,
      ledger_open(${ownerId}::uuid, 'holding', ${row.account_id === null ? 'institution' : 'resident'}, 'mgCO2e', ${month}::date,
        ${methodology.class}) AS holding`
  if (books === undefined) throw new Error('a query without a table returned no row')
  const transfer = {
    transferId: books.transfer,
    from: books.source,
    to: books.holding,
    unit: 'mgCO2e' as const,
    amount,
  }
  await postTransfers(transaction, [
    { ...transfer, kind: 'project-issuance', causeId: issuanceId, occurredAt: now },
  ])
  await moveSerials(transaction, {
    transferId: books.transfer,
    from: { ownerId: books.scheme, book: 'issuance' },
    to: { ownerId, book: 'holding' },
    serials: [{ runId: issuanceId, ...serials }],
    movedAt: now,
  })
  return { serialFrom: String(serials.from), reductionMilligrams: String(amount) }
}
