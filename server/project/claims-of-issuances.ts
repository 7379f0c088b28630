import type { ProjectRecord } from '#contract'
import { parseCityDay, type CityDay } from '#domain/calendar'
import type { SiteKey } from '#domain/exclusion'
import type { Period, ProjectMethodology } from '#domain/project'
import type { Queryable, Transaction } from '#server/platform/index'

import { exclusionKeysOf } from './site-keys'

/** What an issuing of a project was made for. */
export interface IssuedClaim {
  readonly projectId: string
  readonly reportNo: number
  /** By what it is held against the exclusion list. */
  readonly siteKeys: readonly SiteKey[]
  readonly period: Period
  readonly excludedSchemes: ProjectMethodology['excludedSchemes']
  readonly isSuspended: boolean
}

interface Row {
  issuance_id: string
  project_id: string
  institution_id: string | null
  report_no: number
  record: ProjectRecord
  period_from: string
  period_to: string
  definition: ProjectMethodology
  state: string
}

/** Projects whose serials an owner holds stay as they are until the transaction ends: a suspension waits, or comes first. */
export const holdProjectsBehind = async (sql: Transaction, ownerId: string): Promise<void> => {
  await sql`
    SELECT FROM project WHERE project_id IN (
      SELECT project_id FROM project_issuance JOIN serial_block ON serial_block.run_id = issuance_id
      WHERE serial_block.owner_id = ${ownerId} AND book = 'holding')
    ORDER BY project_id FOR SHARE`
}

/** The claims behind issuings, by issuing. What is no issuing of a project has none. */
export const issuedClaims = async (
  sql: Queryable,
  issuanceIds: readonly string[],
): Promise<ReadonlyMap<string, IssuedClaim>> => {
  const rows = await sql<Row[]>`
    SELECT issuance_id, issued.project_id, institution_id, issued.report_no, record, period_from::text, period_to::text, definition, project.state
    FROM project_issuance AS issued JOIN project USING (project_id) JOIN project_report USING (project_id, report_no)
    JOIN project_methodology USING (methodology_no)
    WHERE issuance_id = ANY (${[...issuanceIds]}::text[]::uuid[])`
  const keysOf = await exclusionKeysOf(sql, rows)
  return new Map(
    rows.map((row) => [
      row.issuance_id,
      {
        projectId: row.project_id,
        reportNo: row.report_no,
        siteKeys: keysOf(row),
        period: { from: dayOf(row.period_from), to: dayOf(row.period_to) },
        excludedSchemes: row.definition.excludedSchemes,
        isSuspended: row.state === 'suspended',
      },
    ]),
  )
}

const dayOf = (text: string): CityDay => {
  const day = parseCityDay(text)
  if (day === undefined) throw new Error(`a report was kept with ${text}`)
  return day
}
