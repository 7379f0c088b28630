import type { SearchHit } from '#contract'
import type { CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import type { Queryable } from '#server/platform/index'

type SerialHit = Extract<SearchHit, { kind: 'serial' }>

const HITS_MAX = 100
const SERIAL_MAX = 9_223_372_036_854_775_806n

export interface SerialsAsked {
  readonly from: bigint
  readonly to: bigint
}

/** One serial, or two with a hyphen between; blanks and commas inside are allowed. Undefined for anything else. */
export const readSerials = (text: string): SerialsAsked | undefined => {
  const [, from, to = from] = /^(\d{1,19})(?:[-–](\d{1,19}))?$/.exec(text.replace(/[\s,]/g, '')) ?? []
  if (from === undefined || to === undefined) return undefined
  const asked = { from: BigInt(from), to: BigInt(to) }
  return asked.from >= 1n && asked.from <= asked.to && asked.to <= SERIAL_MAX ? asked : undefined
}

interface SerialRow {
  serial_from: bigint
  serial_to: bigint
  run_id: string | null
  operator_day: CityDay | null
  scene_id: string | null
  run_no: number | null
  project_id: string | null
  book: string
  holder: SerialHit['holder']
  institution_id: string | null
  name_zh: string | null
  name_en: string | null
  moved_at: Date | null
}

/**
 * Where serials are now, in their order, at most 100 pieces: blocks they were moved in, and between them what lies with the accounts it was
 * issued to. A serial nobody issued is in none.
 */
export const findSerials = async (sql: Queryable, { from, to }: SerialsAsked): Promise<SerialHit[]> => {
  const rows = await sql<SerialRow[]>`
    WITH made AS MATERIALIZED (
      SELECT run_id AS maker_id, run_id, NULL::uuid AS project_id, serial_from, serial_to FROM run
      WHERE state = 'issued' AND serial_from <= ${to} AND serial_to >= ${from}
      UNION ALL
      SELECT issuance_id, NULL, project_id, serial_from, serial_to FROM project_issuance
      WHERE int8range(serial_from, serial_to, '[]') && int8range(${from}::bigint, ${to}::bigint, '[]')
      ORDER BY serial_from LIMIT ${HITS_MAX}
    ), moved AS MATERIALIZED (
      SELECT * FROM serial_block
      WHERE int8range(serial_from, serial_to, '[]') && int8range(${from}::bigint, ${to}::bigint, '[]')
      ORDER BY serial_from LIMIT ${HITS_MAX}
    ), seen AS (
      -- Behind the last block that was read nothing is said to have stayed.
      SELECT CASE count(*) WHEN ${HITS_MAX} THEN max(serial_to) ELSE ${to}::bigint END AS last FROM moved
    ), pieces AS (
      SELECT run_id AS maker_id, greatest(serial_from, ${from}::bigint) AS serial_from, least(serial_to, ${to}::bigint) AS serial_to, owner_id,
        book, moved_at FROM moved
      UNION ALL
      SELECT maker_id, lower(part), upper(part) - 1, NULL, 'holding', NULL
      FROM made CROSS JOIN seen CROSS JOIN LATERAL unnest(
        int8multirange(int8range(greatest(serial_from, ${from}::bigint), greatest(serial_from, ${from}::bigint, least(serial_to, last)), '[]'))
          - coalesce((SELECT range_agg(int8range(moved.serial_from, moved.serial_to, '[]')) FROM moved), '{}')) AS part
    )
    SELECT pieces.serial_from, pieces.serial_to, made.run_id, run.operator_day, scene_id, run_no, made.project_id, pieces.book, moved_at,
      CASE WHEN owner_id IS NULL THEN 'asIssued' WHEN owner_id = scheme_owner() THEN 'scheme'
        WHEN institution_id IS NOT NULL THEN 'institution' ELSE 'account' END AS holder,
      institution_id, institution.name_zh, institution.name_en
    FROM pieces JOIN made USING (maker_id) LEFT JOIN run ON run.run_id = made.run_id LEFT JOIN scene USING (scene_no)
    LEFT JOIN institution ON institution_id = owner_id
    ORDER BY pieces.serial_from LIMIT ${HITS_MAX}`
  return rows.map(presentSerials)
}

const presentSerials = (row: SerialRow): SerialHit => ({
  kind: 'serial',
  serials: { from: String(row.serial_from), to: String(row.serial_to) },
  milligrams: String(row.serial_to - row.serial_from + 1n),
  run:
    row.run_id === null || row.operator_day === null || row.scene_id === null || row.run_no === null
      ? null
      : {
          runId: encodeId('run', row.run_id),
          operatorDay: row.operator_day,
          sceneId: row.scene_id,
          runNo: row.run_no,
        },
  projectId: row.project_id === null ? null : encodeId('prj', row.project_id),
  book: row.book,
  holder: row.holder,
  institution:
    row.institution_id === null
      ? null
      : {
          institutionId: encodeId('org', row.institution_id),
          name: { zh: row.name_zh ?? '', en: row.name_en ?? '' },
        },
  movedAt: row.moved_at?.toISOString() ?? null,
})
