import { decideReport } from '#domain/issuance'
import { refuse, type OperatorRun, type Refusal, type RunReportRequest } from '#contract'
import {
  appendAudit,
  newId,
  principalKey,
  type Dependencies,
  type OperatorPrincipal,
  type Transaction,
} from '#server/platform/index'
import { sealRun } from '#server/settling/index'

import { sealedReport, type SignedReport } from './report-seal'
import { lockRun, presentOperatorRun, type RunRow } from './run-row'

interface ReportedRun {
  runId: string
  report: RunReportRequest
  /** The body as it came. */
  body: string
  requestId: string
}

/**
 * Takes an operator's report 申报 of a run: its count and sum must be ours. A returned run is counted anew first. Repeating the
 * same report changes nothing. What was signed is kept, and the log of actions seals it together with what was reported. Refuses request.not-found (also for another operator's run), run.not-in-state,
 * run.report-differs.
 */
export const reportRun = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  operator: OperatorPrincipal,
  reported: ReportedRun,
): Promise<OperatorRun | Refusal> =>
  sql.begin(async (transaction) => {
    const now = clock.now()
    const run = await lockRun(transaction, reported.runId)
    if (run === undefined || run.operator_no !== operator.operatorNo) return refuse('request.not-found')
    const decision = decideReport(run.state)
    if (decision === 'run.not-in-state') return refuse(decision)
    const counted = run.state === 'returned' ? await countAgain(transaction, run, now) : run
    if (!agrees(counted, reported.report)) return refuse('run.report-differs')
    if (decision === 'alreadyReported') return presentOperatorRun(counted)
    const report = { reportId: newId({ now: () => now }), ...operator.signed, body: reported.body }
    await keepReport(transaction, { ...report, runId: run.run_id, keyId: operator.keyId, now })
    await transaction`
      UPDATE run SET state = 'reported', reported_at = ${now}, report_id = ${report.reportId}, returned_reason = NULL
      WHERE run_id = ${run.run_id}`
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(operator),
      action: 'run.reported',
      subject: reported.runId,
      detail: {
        rides: reported.report.rides,
        reductionMilligrams: reported.report.reductionMilligrams,
        ...sealedReport(report, counted),
      },
      requestId: reported.requestId,
    })
    return presentOperatorRun({ ...counted, state: 'reported', returned_reason: null })
  })

const keepReport = async (
  sql: Transaction,
  report: SignedReport & { runId: string; keyId: string; now: Date },
): Promise<void> => {
  await sql`
    INSERT INTO run_report (report_id, run_id, reported_at, key_id, signature_base, signature, body)
    VALUES (${report.reportId}, ${report.runId}, ${report.now}, ${report.keyId}, ${report.base},
      ${Buffer.from(report.signature)}, ${report.body})`
}

const agrees = (run: RunRow, { rides, reductionMilligrams }: RunReportRequest): boolean =>
  run.rides === BigInt(rides) && run.reduction_milligrams === BigInt(reductionMilligrams)

/** Figures anew from the rides; the run stays returned until a report agrees with them. */
const countAgain = async (sql: Transaction, run: RunRow, now: Date): Promise<RunRow> => {
  await sealRun(sql, run.run_id, now)
  const [counted] = await sql<
    Pick<
      RunRow,
      'rides' | 'accounts' | 'reduction_milligrams' | 'evidence_digest' | 'operator_figures_digest'
    >[]
  >`
    UPDATE run SET state = 'returned' WHERE run_id = ${run.run_id} AND state = 'settled'
    RETURNING rides, accounts, reduction_milligrams, evidence_digest, operator_figures_digest`
  return counted === undefined ? { ...run, rides: 0n, reduction_milligrams: 0n } : { ...run, ...counted }
}
