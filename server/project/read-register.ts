import {
  refuse,
  type PublicProject,
  type PublicProjectPage,
  type PublicProjectState,
  type Refusal,
} from '#contract'
import { cityDayOf } from '#domain/calendar'
import { decodeId, encodeId } from '#domain/id'
import type { Dependencies, Queryable } from '#server/platform/index'

import { presentPublic, selectPublic, type PublicRow } from './public-row'

type Parts = Pick<Dependencies, 'sql'>

const PAGE = 20

export interface RegisterQuestion {
  readonly kind?: string
  readonly state?: PublicProjectState
  readonly district?: string
  /** Part of what anybody may read of it; what is not told is not searched either. */
  readonly text?: string
  readonly cursor?: string
}

/** Approved projects under a filter, the latest opened first, 20 a page. Refuses request.invalid for a cursor that is not ours. */
export const listPublicProjects = async (
  { sql }: Parts,
  question: RegisterQuestion,
): Promise<PublicProjectPage | Refusal> => {
  const { cursor } = question
  const before = cursor === undefined ? null : decodeId('prj', cursor)
  if (before === undefined) return refuse('request.invalid', '/query/cursor')
  const matching = isAsked(sql, question)
  const rows = await sql<PublicRow[]>`
    ${selectPublic(sql)} WHERE ${matching} AND (${before}::uuid IS NULL OR project_id < ${before}::uuid)
    ORDER BY project_id DESC LIMIT ${PAGE + 1}`
  const [counted] = await sql<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (${selectPublic(sql)} WHERE ${matching}) AS asked`
  const page = rows.slice(0, PAGE)
  const last = page.at(-1)
  return {
    items: page.map(presentPublic),
    total: counted?.total ?? 0,
    nextCursor: last !== undefined && rows.length > PAGE ? encodeId('prj', last.project_id) : null,
  }
}

/** Condition on what `selectPublic` selects. A name that is not told must not be found by it either. */
const isAsked = (sql: Queryable, { kind, state, district, text }: RegisterQuestion) => sql`
  (${kind ?? null}::text IS NULL OR kind = ${kind ?? null})
  AND (${state ?? null}::text IS NULL OR state = ${state ?? null})
  AND (${district ?? null}::text IS NULL OR district = ${district ?? null})
  AND (${text ?? null}::text IS NULL OR position(lower(${text ?? null}) IN lower(concat_ws(' ',
    CASE WHEN NOT is_personal THEN name END, owner ->> 'zh', owner ->> 'en', district, code))) > 0)`

/** One approved project with its history and what was issued. Refuses request.not-found, also for what is not approved yet. */
export const readPublicProject = async ({ sql }: Parts, wireId: string): Promise<PublicProject | Refusal> => {
  const projectId = decodeId('prj', wireId) ?? null
  const [row] = await sql<PublicRow[]>`${selectPublic(sql)} WHERE project_id = ${projectId}`
  if (row === undefined) return refuse('request.not-found')
  const { term } = row.definition
  const summary = presentPublic(row)
  const { startYear } = summary
  return {
    ...summary,
    creditable: { fromYear: startYear, toYear: term === null ? null : startYear + term.years },
    history: await readHistory(sql, row),
    issued: await readIssued(sql, row),
  }
}

type Turn = PublicProject['history'][number]

/** Approved with the second name of its review; then what staff decided. Their words on a person's project are for her alone. */
const readHistory = async (sql: Queryable, row: PublicRow): Promise<Turn[]> => {
  const rows = await sql<{ kind: Turn['kind']; at: Date; reasons: string | null }[]>`
    SELECT 'approved' AS kind, max(signed_at) AS at, NULL AS reasons FROM project_signature
    WHERE project_id = ${row.project_id} AND act = 'review' AND verdict = 'approve' HAVING count(*) > 0
    UNION ALL
    SELECT kind, found_at, words FROM project_finding WHERE project_id = ${row.project_id} AND kind <> 'tracked'
    ORDER BY at`
  return rows.map(({ kind, at, reasons }) => ({
    kind,
    on: cityDayOf(at),
    reasons: row.is_personal ? null : reasons,
  }))
}

const readIssued = async (sql: Queryable, row: PublicRow): Promise<PublicProject['issued']> => {
  const rows = await sql<
    {
      report_no: number
      period: PublicProject['issued'][number]['period']
      months: PublicProject['issued'][number]['months']
      code: string
      version: number
      methodology_class: string
      city_month: string
      reduction_milligrams: bigint
      serial_from: bigint
      serial_to: bigint
      issued_at: Date
    }[]
  >`
    SELECT report_no, jsonb_build_object('from', period_from, 'to', period_to) AS period,
      jsonb_build_object('from', to_char(period_from, 'YYYY-MM'), 'to', to_char(period_to - 1, 'YYYY-MM')) AS months, code, version, methodology_class, city_month::text,
      issued.reduction_milligrams, serial_from, serial_to, issued_at
    FROM project_issuance AS issued JOIN project_report USING (project_id, report_no)
    JOIN project_methodology USING (methodology_no) WHERE project_id = ${row.project_id} ORDER BY report_no DESC`
  return rows.map((one) => ({
    reportNo: one.report_no,
    period: row.is_personal ? null : one.period,
    months: one.months,
    methodology: { code: one.code, version: one.version },
    methodologyClass: one.methodology_class,
    cityMonth: one.city_month.slice(0, 7),
    reductionMilligrams: String(one.reduction_milligrams),
    serialFrom: String(one.serial_from),
    serialTo: String(one.serial_to),
    issuedOn: cityDayOf(one.issued_at),
  }))
}
