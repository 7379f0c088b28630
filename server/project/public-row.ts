import type { PublicProjectState, PublicProjectSummary } from '#contract'
import { DISTRICTS } from '#domain/district'
import { encodeId } from '#domain/id'
import type { ProjectMethodology } from '#domain/project'
import type { Queryable } from '#server/platform/index'

export interface PublicRow {
  project_id: string
  kind: string
  name: string
  size: string
  start_day: string
  state: PublicProjectState
  is_own: boolean
  is_entrusted: boolean
  /**
   * Her own, or applied with on a person's entrustment of a site of it: nothing by which she could be known may be told (PIPL Arts 4 and
   * 25). What is entrusted to somebody else, or was never applied with, says nothing of whose the site is.
   */
  is_personal: boolean
  owner: { zh: string; en: string } | null
  district: string | null
  code: string
  version: number
  definition: ProjectMethodology
  issued_milligrams: bigint
}

/**
 * Every project that was approved, as the public may see it; `WHERE` and the rest follow. Only one district an address names is told, and
 * the address itself is not selected.
 */
export const selectPublic = (sql: Queryable) => sql`
  SELECT * FROM (
    SELECT project_id, record ->> 'kind' AS kind, record ->> 'name' AS name, record ->> 'size' AS size,
      record ->> 'startDay' AS start_day, project.state, account_id IS NOT NULL AS is_own,
      jsonb_array_length(record -> 'entrustmentIds') > 0 AS is_entrusted,
      account_id IS NOT NULL OR EXISTS (
        SELECT FROM project_entrustment AS given JOIN project_site AS site USING (key_kind, key_value)
        JOIN project_round AS applied USING (project_id, round)
        WHERE project_id = project.project_id AND given.institution_id = project.institution_id AND given.account_id IS NOT NULL
          AND applied.record -> 'entrustmentIds' ? wire_id('ent', entrustment_id)) AS is_personal,
      (SELECT jsonb_build_object('zh', name_zh, 'en', name_en) FROM institution
        WHERE institution.institution_id = project.institution_id) AS owner,
      (SELECT CASE WHEN count(*) = 1 THEN min(named) END
        FROM unnest(${DISTRICTS.map(({ name }) => name.zh)}::text[]) AS named WHERE position(named IN record ->> 'address') > 0) AS district,
      code, version, definition,
      (SELECT coalesce(sum(reduction_milligrams), 0)::bigint FROM project_issuance
        WHERE project_issuance.project_id = project.project_id) AS issued_milligrams
    FROM project
    JOIN LATERAL (SELECT report_no FROM project_round WHERE project_round.project_id = project.project_id
      ORDER BY round DESC LIMIT 1) AS approved ON true
    JOIN project_report USING (project_id, report_no)
    JOIN project_methodology USING (methodology_no)
    WHERE project.state IN ('crediting', 'tracking', 'suspended', 'ended')
  ) AS public_project`

export const presentPublic = (row: PublicRow): PublicProjectSummary => ({
  projectId: encodeId('prj', row.project_id),
  kind: row.kind,
  kindName: row.definition.name,
  applicant: row.is_own ? 'person' : row.is_entrusted ? 'entrusted' : 'institution',
  name: row.is_personal ? null : row.name,
  owner: row.owner,
  district: row.district,
  methodology: { code: row.code, version: row.version },
  size: {
    value: row.is_personal ? twoDigits(Number(row.size)) : Number(row.size),
    unit: row.definition.size.unit,
    isRounded: row.is_personal,
  },
  startYear: Number(row.start_day.slice(0, 4)),
  state: row.state,
  issuedMilligrams: String(row.issued_milligrams),
})

/** 8,256 → 8,200: an exact size and a district could point at one roof. Rounded down. */
const twoDigits = (size: number): number => {
  const step = 10 ** Math.max(0, String(size).length - 2)
  return Math.floor(size / step) * step
}
