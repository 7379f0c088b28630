import type { GroupKind, OpenedGroup } from '#contract'
import { encodeId } from '#domain/id'
import type { Queryable } from '#server/platform/index'

export interface GroupRow {
  group_id: string
  kind: GroupKind
  name_zh: string
  name_en: string
  code: string
  opened_at: Date
  closed_at: Date | null
  people: number
  people_min: number
}

/** Names of the offices that open groups. */
const OFFICES = {
  centre: { zh: '上海市减污降碳管理运行技术中心', en: 'Shanghai pollution and carbon reduction centre' },
  bureau: { zh: '上海市生态环境局', en: 'Shanghai ecology and environment bureau' },
} as const

export interface OpenerRow {
  institution_zh: string | null
  institution_en: string | null
  office: keyof typeof OFFICES | null
}

/** Select list for an OpenerRow; `resident_group` with its institution left-joined is in scope. */
export const openerColumns = (sql: Queryable) => sql`
  institution.name_zh AS institution_zh, institution.name_en AS institution_en, resident_group.office`

/** Who opened a group, as people read it. */
export const openerOf = ({
  institution_zh: zh,
  institution_en: en,
  office,
}: OpenerRow): OpenedGroup['name'] => {
  if (office !== null) return OFFICES[office]
  if (zh === null || en === null) throw new Error('a group was opened by nobody')
  return { zh, en }
}

/** Groups as those see them who opened them; a condition on `resident_group` follows. `peopleMin`: fewer are not told. */
export const selectOpened = (sql: Queryable, peopleMin: number) => sql<GroupRow[]>`
  SELECT group_id, kind, name_zh, name_en, code, opened_at, closed_at, ${peopleMin}::int AS people_min,
    (SELECT count(*)::int FROM group_membership AS living WHERE living.group_id = resident_group.group_id AND left_at IS NULL) AS people
  FROM resident_group`

export const presentOpened = (row: GroupRow): OpenedGroup => ({
  groupId: encodeId('grp', row.group_id),
  kind: row.kind,
  name: { zh: row.name_zh, en: row.name_en },
  code: row.code,
  people: row.people < row.people_min ? null : row.people,
  openedAt: row.opened_at.toISOString(),
  closedAt: row.closed_at?.toISOString() ?? null,
})
