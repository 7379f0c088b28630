import type { Suspension } from '#contract'
import type { CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { decideResumption } from '#domain/supervision'
import type { Queryable } from '#server/platform/index'

import { presentSubject, type Subject } from './subject'

export interface SuspensionRow {
  suspension_id: string
  kind: Subject['kind']
  subject_id: string
  name_zh: string | null
  name_en: string | null
  began_at: Date
  suspended_by: string
  suspended_by_name: string
  reasons: string
  until: CityDay | null
  ended_at: Date | null
  ended_by: string | null
  ended_by_name: string | null
  end_reasons: string | null
}

/** Select list and tables of a SuspensionRow, as `suspension`; `WHERE` and the rest follow. */
export const selectSuspension = (sql: Queryable) => sql`
  SELECT suspension_id, suspension.kind, coalesce(suspension.operator_id, suspension.account_id::text, suspension.institution_id::text) AS subject_id,
    coalesce(operator.name_zh, institution.name_zh) AS name_zh, coalesce(operator.name_en, institution.name_en) AS name_en,
    began_at, suspended_by, reasons, until, ended_at, ended_by, end_reasons,
    (SELECT name FROM staff WHERE staff_id = suspended_by) AS suspended_by_name, (SELECT name FROM staff WHERE staff_id = ended_by) AS ended_by_name
  FROM suspension LEFT JOIN operator USING (operator_id)
  LEFT JOIN institution ON institution.institution_id = suspension.institution_id`

export const subjectOf = ({ kind, subject_id: id }: SuspensionRow): Subject => ({ kind, id })

/** A suspension as this member of staff sees it. */
export const presentSuspension = (row: SuspensionRow, staffId: string): Suspension => ({
  suspensionId: encodeId('sus', row.suspension_id),
  subject: presentSubject(subjectOf(row)),
  name: row.name_zh === null || row.name_en === null ? null : { zh: row.name_zh, en: row.name_en },
  reasons: row.reasons,
  beganAt: row.began_at.toISOString(),
  suspendedBy: row.suspended_by,
  suspendedByName: row.suspended_by_name,
  until: row.until,
  endedAt: row.ended_at?.toISOString() ?? null,
  endedBy: row.ended_by,
  endedByName: row.ended_by_name,
  endReasons: row.end_reasons,
  mayResume:
    decideResumption({ suspendedBy: row.suspended_by, hasEnded: row.ended_at !== null }, staffId) ===
    'resume',
})
