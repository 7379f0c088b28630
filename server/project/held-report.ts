import type { CityDay } from '#domain/calendar'
import type { Period, ProjectMethodology } from '#domain/project'
import type { Transaction } from '#server/platform/index'

import { readMethodologyRow } from './methodologies'
import type { ProjectRow } from './project-row'
import { reckonPeriod } from './reckon-period'

/** A report, held until the transaction ends, with the version it was reckoned by. */
export interface HeldReport {
  readonly projectId: string
  readonly reportNo: number
  readonly period: Period
  readonly methodology: ProjectMethodology
  readonly reductionMilligrams: bigint
  readonly evidenceDigest: Buffer
  readonly state: 'handedIn' | 'verified' | 'issued' | 'returned'
}

interface ReportRow {
  period_from: CityDay
  period_to: CityDay
  methodology_no: number
  reduction_milligrams: bigint
  evidence_digest: Buffer
  state: HeldReport['state']
}

export const holdReport = async (
  transaction: Transaction,
  projectId: string,
  reportNo: number,
): Promise<HeldReport | undefined> => {
  const [row] = await transaction<ReportRow[]>`
    SELECT period_from, period_to, methodology_no, reduction_milligrams, evidence_digest, state FROM project_report
    WHERE project_id = ${projectId} AND report_no = ${reportNo} FOR UPDATE`
  if (row === undefined) return undefined
  const { methodology } = await readMethodologyRow(transaction, row.methodology_no)
  return {
    projectId,
    reportNo,
    period: { from: row.period_from, to: row.period_to },
    methodology,
    reductionMilligrams: row.reduction_milligrams,
    evidenceDigest: row.evidence_digest,
    state: row.state,
  }
}

/** Whether the readings, reckoned again, come to the very digest that was handed in. */
export const reckonedAlike = async (
  transaction: Transaction,
  { record }: Pick<ProjectRow, 'record'>,
  { projectId, period, methodology, evidenceDigest }: HeldReport,
): Promise<boolean> => {
  const again = await reckonPeriod(transaction, { projectId, period, methodology, meters: record.meters })
  return again.evidenceDigest.equals(evidenceDigest)
}

/** Verified: what was handed in is what its readings come to, and somebody stands for that. */
export const markVerified = async (
  transaction: Transaction,
  { projectId, reportNo }: HeldReport,
  { staffId, now }: { staffId: string; now: Date },
): Promise<void> => {
  await transaction`
    UPDATE project_report SET state = 'verified', verified_by = ${staffId}, verified_at = ${now}, due_at = NULL
    WHERE project_id = ${projectId} AND report_no = ${reportNo}`
}
