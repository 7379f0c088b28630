import type { Project, ProjectRecord, ProjectReport, ProjectSummary } from '#contract'
import { encodeId } from '#domain/id'
import type { ProjectState } from '#domain/project'
import type { Queryable } from '#server/platform/index'

export interface ProjectRow {
  project_id: string
  account_id: string | null
  institution_id: string | null
  state: ProjectSummary['state']
  suspended_from: 'crediting' | 'tracking' | null
  round: number
  record: ProjectRecord
  opened_at: Date
  due_at: Date | null
  closed_reasons: string | null
}

/** Select list and table of a ProjectRow; `WHERE` and the rest follow. */
export const selectProject = (sql: Queryable) => sql`
  SELECT project_id, account_id, institution_id, state, suspended_from, round, record, opened_at, due_at, closed_reasons
  FROM project`

/** The row as the steps know it. */
export const stateOf = ({ state: kind, suspended_from: from }: ProjectRow): ProjectState =>
  kind === 'suspended' ? { kind, from: from ?? 'crediting' } : { kind }

/** The columns of a state, for an UPDATE. */
export const columnsOf = (state: ProjectState) => ({
  state: state.kind,
  suspended_from: state.kind === 'suspended' ? state.from : null,
})

export const presentSummary = (row: ProjectRow): ProjectSummary => ({
  projectId: encodeId('prj', row.project_id),
  kind: row.record.kind,
  name: row.record.name,
  applicant: applicantOf(row),
  state: row.state,
  openedAt: row.opened_at.toISOString(),
  dueAt: row.due_at?.toISOString() ?? null,
})

const applicantOf = ({ account_id: accountId, record }: ProjectRow): ProjectSummary['applicant'] => {
  if (accountId !== null) return 'person'
  return record.entrustmentIds.length > 0 ? 'entrusted' : 'institution'
}

/** A project with its reports and what staff found. */
export const presentProject = async (sql: Queryable, row: ProjectRow): Promise<Project> => {
  const findings = await sql<{ kind: Project['findings'][number]['kind']; words: string; found_at: Date }[]>`
    SELECT kind, words, found_at FROM project_finding WHERE project_id = ${row.project_id} ORDER BY finding_no`
  return {
    ...presentSummary(row),
    round: row.round,
    record: row.record,
    reports: await readReports(sql, row.project_id),
    findings: findings.map(({ kind, words, found_at: at }) => ({ kind, words, at: at.toISOString() })),
    closedReasons: row.closed_reasons,
  }
}

interface ReportRow {
  report_no: number
  period_from: string
  period_to: string
  code: string
  version: number
  readings: number
  totals: Record<string, string>
  reduction_milligrams: bigint
  digest: string
  state: ProjectReport['state']
  handed_in_at: Date
  due_at: Date | null
  reasons: string | null
  issued_at: Date | null
  city_month: string | null
  methodology_class: string | null
  serial_from: bigint | null
  serial_to: bigint | null
}

const readReports = async (sql: Queryable, projectId: string): Promise<ProjectReport[]> => {
  const rows = await sql<ReportRow[]>`
    SELECT report_no, period_from::text, period_to::text, code, version, readings, totals, report.reduction_milligrams,
      encode(evidence_digest, 'hex') AS digest, state, handed_in_at, due_at, returned.reasons, issued_at, city_month::text,
      methodology_class, serial_from, serial_to
    FROM project_report AS report JOIN project_methodology USING (methodology_no)
    LEFT JOIN project_return AS returned USING (project_id, report_no)
    LEFT JOIN project_issuance USING (project_id, report_no)
    WHERE project_id = ${projectId} ORDER BY report_no`
  return rows.map((row) => ({
    reportNo: row.report_no,
    period: { from: row.period_from, to: row.period_to },
    methodology: { code: row.code, version: row.version },
    readings: row.readings,
    totals: row.totals,
    reductionMilligrams: row.reduction_milligrams.toString(),
    evidenceDigest: row.digest,
    state: row.state,
    handedInAt: row.handed_in_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    returnedReasons: row.reasons,
    issued: issuedOf(row),
  }))
}

const issuedOf = (row: ReportRow): ProjectReport['issued'] => {
  const { issued_at: issuedAt, city_month: month, methodology_class: methodologyClass } = row
  if (issuedAt === null || month === null || methodologyClass === null) return null
  return {
    issuedAt: issuedAt.toISOString(),
    cityMonth: month.slice(0, 7),
    methodologyClass,
    serialFrom: String(row.serial_from),
    serialTo: String(row.serial_to),
  }
}
