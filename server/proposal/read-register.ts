import type { Methodology, MethodologyRegister } from '#contract'
import { cityDayOf, type CityDay } from '#domain/calendar'
import { stateOfVersion } from '#domain/methodology'
import { CITY_SCHEME_ID } from '#server/city/index'
import type { Dependencies, Queryable } from '#server/platform/index'

import { readOpinions } from './proposal-row'

interface RegisterRow {
  code: string
  version: number
  status: 'published' | 'disabled' | 'retired'
  definition: Methodology
  published_at: Date
  revision_open: boolean
  is_replaced: boolean
  proposal_id: string | null
}

type Entry = MethodologyRegister['items'][number]

/** The city's methodologies by code with their versions, the newest first, where each stands today and what experts said of it; and what each class is good for. */
export const readRegister = async ({
  sql,
  clock,
}: Pick<Dependencies, 'sql' | 'clock'>): Promise<MethodologyRegister> => {
  const today = cityDayOf(clock.now())
  const rows = await sql<RegisterRow[]>`
    SELECT kept.code, kept.version, kept.status, definition, published_at, proposal_id, EXISTS (
        SELECT FROM methodology_proposal AS next
        WHERE next.code = kept.code AND next.version > kept.version AND next.state IN ('review', 'returned')) AS revision_open, EXISTS (
        SELECT FROM methodology AS other
        WHERE other.scheme_id = kept.scheme_id AND other.scene_id = kept.scene_id AND other.status = 'published'
          AND other.valid_from <= ${today}) AS is_replaced
    FROM methodology AS kept LEFT JOIN scene USING (scene_id)
    LEFT JOIN methodology_proposal AS proposal
      ON proposal.code = kept.code AND proposal.version = kept.version AND proposal.state = 'published'
    WHERE scheme_id = ${CITY_SCHEME_ID} ORDER BY scene_no, kept.code, kept.version DESC`
  const items: Entry[] = []
  for (const row of rows) {
    const version = {
      version: row.version,
      state: stateOfRow(row, today),
      validFrom: row.definition.validFrom,
      validTo: row.definition.validTo,
      // What came with the city's data was loaded that day, not published.
      publishedAt: row.proposal_id === null ? null : row.published_at.toISOString(),
      author: row.definition.outline?.author.name ?? null,
      opinions: row.proposal_id === null ? [] : await readOpinions(sql, row.proposal_id),
    }
    const { sceneId, name } = row.definition
    const entry = items.find(({ code }) => code === row.code)
    if (entry === undefined) items.push({ code: row.code, sceneId, name, versions: [version] })
    else entry.versions.push(version)
  }
  return { classes: await readClasses(sql, today), items }
}

/** Uses by class, as the dated table has them on a city day. */
const readClasses = async (sql: Queryable, today: CityDay): Promise<MethodologyRegister['classes']> =>
  sql<MethodologyRegister['classes']>`
    SELECT class, array_agg(use ORDER BY array_position(${USES}::text[], use)) AS uses FROM class_use
    WHERE scheme_id = ${CITY_SCHEME_ID} AND valid_from <= ${today} AND (valid_to IS NULL OR ${today} < valid_to)
    GROUP BY class ORDER BY class`

/** In the order people read them. */
const USES = ['points', 'sale', 'offset', 'donation', 'surrender']

const stateOfRow = (row: RegisterRow, today: string): Entry['versions'][number]['state'] => {
  // What only said why its scene does not count has nothing to say once a version counts there.
  if (row.status === 'disabled') return row.is_replaced ? 'retired' : 'disabled'
  if (row.status === 'retired') return row.status
  const { version, definition, revision_open: revisionOpen } = row
  const state = stateOfVersion({ version, validTo: definition.validTo, revisionOpen }, today).kind
  return state === 'underRevision' || state === 'retired' ? state : 'published'
}
