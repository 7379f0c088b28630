import type { BookBreak, BookBreakPage } from '#contract'
import { differencesOf, type RideAccount, type Standing } from '#domain/reconciliation'
import type { Queryable } from '#server/platform/index'

import type { BreakRow } from './compare-book'
import type { ReconciliationKey } from './find-reconciliation'

type StoredBreak = BreakRow & { break_no: number; their_scene: string | null; our_scene: string | null }

/** Breaks of a reconciliation after number `after`, in their order, at most `limit`. */
export const pageOfBreaks = async (
  sql: Queryable,
  { operatorNo, reconciliationId }: ReconciliationKey,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<BookBreakPage> => {
  const rows = await sql<StoredBreak[]>`
    SELECT found.*, their.scene_id AS their_scene, our.scene_id AS our_scene
    FROM reconciliation_break AS found
    LEFT JOIN scene AS their ON their.scene_no = found.their_scene_no
    LEFT JOIN scene AS our ON our.scene_no = found.our_scene_no
    WHERE operator_no = ${operatorNo} AND reconciliation_id = ${reconciliationId} AND break_no > ${after}
    ORDER BY break_no LIMIT ${limit + 1}`
  const items = rows.slice(0, limit).map(presentBreak)
  return { items, next: rows.length > limit ? (items.at(-1)?.breakNo ?? null) : null }
}

const presentBreak = (row: StoredBreak): BookBreak => {
  const { break_no: breakNo, kind, line } = row
  const own = kind === 'missingHere' ? null : ours(row)
  const sceneId = row.their_scene ?? row.our_scene
  const status = row.their_standing ?? row.our_standing
  if (sceneId === null || status === null) throw new Error(`break ${breakNo} names no scene`)
  const rideKey = row.ride_key?.replaceAll('-', '') ?? null
  return { breakNo, kind, line, rideKey, sceneId, status, fields: fieldsOf(row, own) }
}

const fieldsOf = (row: StoredBreak, own: RideAccount | null): BookBreak['fields'] => {
  if (own === null) return []
  if (row.kind === 'differs') return differencesOf(theirs(row), own)
  return FIELDS_HELD.map((field) => ({ field, theirs: null, ours: own[field] }))
}

const FIELDS_HELD = ['scene', 'status', 'revision', 'distanceMeters', 'reductionMilligrams'] as const

const theirs = (row: StoredBreak): RideAccount => ({
  scene: row.their_scene ?? '',
  status: row.their_standing as Standing,
  revision: row.their_revision,
  distanceMeters: row.their_distance_meters,
  reductionMilligrams: wholeOf(row.their_reduction_milligrams),
})

const ours = (row: StoredBreak): RideAccount => ({
  scene: row.our_scene ?? '',
  status: row.our_standing as Standing,
  revision: row.our_revision,
  distanceMeters: row.our_distance_meters,
  reductionMilligrams: wholeOf(row.our_reduction_milligrams),
})

/** A ride's milligrams are a safe integer on both sides. */
const wholeOf = (milligrams: bigint | null): number | null =>
  milligrams === null ? null : Number(milligrams)
