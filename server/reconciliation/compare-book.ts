import { STANDINGS, type Standing } from '#domain/reconciliation'
import { refuse, type Refusal } from '#contract'
import type { Transaction } from '#server/platform/index'

import { BREAKS_LISTED_MAX } from './limits'
import type { BookOf } from './load-book'

/** A figure as it is kept. A sum is null where it was not told of every ride, or is of rides that earn nothing. */
export interface FigureRow {
  scene_no: number
  standing: Standing
  their_rides: bigint
  their_distance_meters: bigint | null
  their_reduction_milligrams: bigint | null
  our_rides: bigint
  our_distance_meters: bigint | null
  our_reduction_milligrams: bigint | null
  other_channel_rides: bigint
  other_channel_milligrams: bigint
}

export interface RunFigureRow {
  run_id: string
  state: string
  rides: bigint
  reduction_milligrams: bigint
}

/** A break as it is kept. */
export interface BreakRow {
  kind: 'missingHere' | 'missingThere' | 'differs'
  line: number | null
  ride_key: string | null
  their_scene_no: number | null
  their_standing: Standing | null
  their_revision: number | null
  their_distance_meters: number | null
  their_reduction_milligrams: bigint | null
  our_scene_no: number | null
  our_standing: Standing | null
  our_revision: number | null
  our_distance_meters: number | null
  our_reduction_milligrams: bigint | null
}

export interface Comparison {
  readonly figures: readonly FigureRow[]
  readonly runs: readonly RunFigureRow[]
  readonly counts: Readonly<Record<BreakRow['kind'], number>>
  /** The first of them, in the order they are listed. */
  readonly breaks: readonly BreakRow[]
}

/**
 * Holds the loaded book against our rides of its day; expects a transaction that sees one moment. Everything is set operations of the
 * database, which spills to disk what does not fit; only figures and listed breaks come into memory. Refuses
 * `reconciliation.ride-twice`.
 */
export const compareBook = async (sql: Transaction, book: BookOf): Promise<Comparison | Refusal> => {
  await sql`ANALYZE book`
  const [twice] = await sql<{ line: number }[]>`
    SELECT max(line) AS line FROM book GROUP BY ride_key HAVING count(*) > 1 ORDER BY 1 LIMIT 1`
  if (twice !== undefined) return refuse('reconciliation.ride-twice', `line ${twice.line}`)
  await collectBreaks(sql, book)
  const breaks = await sql<BreakRow[]>`
    SELECT kind, line, ride_key, their_scene_no, ${standingName(sql, 'their')}, their_revision, their_distance_meters,
      their_reduction_milligrams, our_scene_no, ${standingName(sql, 'our')}, our_revision, our_distance_meters, our_reduction_milligrams
    FROM book_break
    ORDER BY array_position(${[...KINDS]}::text[], kind), line NULLS LAST, ride_key LIMIT ${BREAKS_LISTED_MAX}`
  const figures = await readFigures(sql, book)
  return { figures, runs: await readRuns(sql, book), counts: await countBreaks(sql), breaks }
}

const KINDS = ['missingHere', 'missingThere', 'differs'] as const

const standingName = (sql: Transaction, side: 'their' | 'our') => {
  const column = sql(`${side}_standing`)
  return sql`(${[...STANDINGS]}::text[])[${column} + 1] AS ${column}`
}

/** A ride of ours as a book would tell it: taken back or complete. One that another channel told too is complete. */
const ourRides = (sql: Transaction, { operatorDay, operatorNo }: BookOf) => sql`
  SELECT ride_key, scene_no, CASE WHEN state IN (2, 3) THEN 1 ELSE 0 END AS standing, revision, distance_meters,
    reduction_milligrams, state
  FROM ride WHERE operator_day = ${operatorDay} AND operator_no = ${operatorNo}`

/** Of a ride that is not here nothing but its line, scene and standing passes. What a book leaves out is not held against it. */
const collectBreaks = async (sql: Transaction, book: BookOf): Promise<void> => {
  await sql`
    CREATE TEMPORARY TABLE book_break (kind TEXT NOT NULL, line INTEGER, ride_key UUID,
      their_scene_no SMALLINT, their_standing SMALLINT, their_revision SMALLINT, their_distance_meters INTEGER,
      their_reduction_milligrams BIGINT, our_scene_no SMALLINT, our_standing SMALLINT, our_revision SMALLINT,
      our_distance_meters INTEGER, our_reduction_milligrams BIGINT) ON COMMIT DROP`
  await sql`
    INSERT INTO book_break
    SELECT judged.kind, book.line, ours.ride_key, book.scene_no, book.standing,
      CASE WHEN judged.kind <> 'missingHere' THEN book.revision END,
      CASE WHEN judged.kind <> 'missingHere' THEN book.distance_meters END,
      CASE WHEN judged.kind <> 'missingHere' THEN book.reduction_milligrams END,
      ours.scene_no, ours.standing, ours.revision, ours.distance_meters, ours.reduction_milligrams
    FROM book FULL JOIN (${ourRides(sql, book)}) AS ours ON ours.ride_key = book.ride_key
    CROSS JOIN LATERAL (SELECT CASE
      WHEN ours.ride_key IS NULL THEN CASE WHEN book.standing < 2 THEN 'missingHere' END
      WHEN book.ride_key IS NULL THEN
        CASE WHEN ${book.sceneNo}::smallint IS NULL OR ours.scene_no = ${book.sceneNo} THEN 'missingThere' END
      WHEN book.standing = 2 THEN 'missingThere'
      WHEN book.scene_no <> ours.scene_no OR book.standing <> ours.standing OR book.revision <> ours.revision THEN 'differs'
      WHEN book.standing = 0 AND (book.distance_meters <> coalesce(ours.distance_meters, -1)
        OR book.reduction_milligrams <> ours.reduction_milligrams) THEN 'differs'
    END AS kind) AS judged
    WHERE judged.kind IS NOT NULL`
}

const countBreaks = async (sql: Transaction): Promise<Comparison['counts']> => {
  const counted = await sql<{ kind: BreakRow['kind']; breaks: number }[]>`
    SELECT kind, count(*)::int AS breaks FROM book_break GROUP BY kind`
  const of = (kind: BreakRow['kind']): number => counted.find((row) => row.kind === kind)?.breaks ?? 0
  return { missingHere: of('missingHere'), missingThere: of('missingThere'), differs: of('differs') }
}

interface SideRow {
  scene_no: number
  standing: number
  rides: bigint
  distance_meters: bigint | null
  reduction_milligrams: bigint | null
}

const readFigures = async (sql: Transaction, book: BookOf): Promise<FigureRow[]> => {
  const theirs = await sql<SideRow[]>`
    SELECT scene_no, standing, count(*) AS rides,
      CASE WHEN standing = 0 AND bool_and(distance_meters IS NOT NULL) THEN sum(distance_meters)::bigint END AS distance_meters,
      CASE WHEN standing = 0 AND bool_and(reduction_milligrams IS NOT NULL) THEN sum(reduction_milligrams)::bigint END
        AS reduction_milligrams
    FROM book GROUP BY scene_no, standing`
  const ours = await sql<(SideRow & { other_rides: bigint; other_milligrams: bigint })[]>`
    SELECT scene_no, standing, count(*) AS rides,
      CASE WHEN standing = 0 AND bool_and(distance_meters IS NOT NULL) THEN sum(distance_meters)::bigint END AS distance_meters,
      CASE WHEN standing = 0 THEN sum(reduction_milligrams)::bigint END AS reduction_milligrams,
      count(*) FILTER (WHERE state = 1) AS other_rides,
      coalesce(sum(reduction_milligrams) FILTER (WHERE state = 1), 0)::bigint AS other_milligrams
    FROM (${ourRides(sql, book)}) AS ours
    WHERE ${book.sceneNo}::smallint IS NULL OR scene_no = ${book.sceneNo}
    GROUP BY scene_no, standing
    UNION ALL
    SELECT scene_no, 2, count(*), NULL, NULL, 0, 0 FROM book
    WHERE standing = 2 AND NOT EXISTS (SELECT FROM (${ourRides(sql, book)}) AS ours WHERE ours.ride_key = book.ride_key)
    GROUP BY scene_no`
  const scenes = [...new Set([...theirs, ...ours].map((side) => side.scene_no))].sort((a, b) => a - b)
  return scenes.flatMap((sceneNo) =>
    STANDINGS.flatMap((standing, at) => {
      const isOf = (side: SideRow): boolean => side.scene_no === sceneNo && side.standing === at
      const [their, our] = [theirs.find(isOf), ours.find(isOf)]
      // Of no ride every sum is told, and is nothing.
      const none = {
        rides: 0n,
        distance_meters: at === 0 ? 0n : null,
        reduction_milligrams: at === 0 ? 0n : null,
      }
      const [side, other] = [their ?? none, our ?? none]
      return their === undefined && our === undefined
        ? []
        : {
            scene_no: sceneNo,
            standing,
            their_rides: side.rides,
            their_distance_meters: side.distance_meters,
            their_reduction_milligrams: side.reduction_milligrams,
            our_rides: other.rides,
            our_distance_meters: other.distance_meters,
            our_reduction_milligrams: other.reduction_milligrams,
            other_channel_rides: our?.other_rides ?? 0n,
            other_channel_milligrams: our?.other_milligrams ?? 0n,
          }
    }),
  )
}

const readRuns = async (sql: Transaction, book: BookOf): Promise<RunFigureRow[]> =>
  sql<RunFigureRow[]>`
    SELECT run_id, state, coalesce(rides, 0)::bigint AS rides, coalesce(reduction_milligrams, 0)::bigint AS reduction_milligrams
    FROM run
    WHERE operator_day = ${book.operatorDay} AND operator_no = ${book.operatorNo} AND state <> 'open'
      AND (${book.sceneNo}::smallint IS NULL OR scene_no = ${book.sceneNo})`
