import { isRefusal, refuse, type Refusal } from '#contract'
import type { CityDay } from '#domain/calendar'
import { STANDINGS, standingOf } from '#domain/reconciliation'
import { createRideKeyWriter, RIDE_KEY_BYTES, type LineReader } from '#server/intake/index'
import type { Transaction } from '#server/platform/index'

import { parseBookRow } from './parse-book-row'

/** More rides in one statement save nothing and hold more memory on both sides. */
const RIDES_A_STATEMENT = 10_000

export interface BookOf {
  readonly operatorId: string
  readonly operatorNo: number
  readonly operatorDay: CityDay
  /** The one scene the book is of; null when it is of all. */
  readonly sceneNo: number | null
  readonly sceneNos: ReadonlyMap<string, number>
}

export interface BookLoader {
  readonly read: LineReader
  /** Hands on what has been read once it is a statement's worth; refuses what a line was refused for. */
  readonly handOn: () => Promise<Refusal | undefined>
  /** Hands on the rest and waits until all is in the table; refuses as `handOn` does. */
  readonly finish: () => Promise<Refusal | undefined>
  readonly rows: () => number
}

interface Pending {
  keys: string[]
  lines: number[]
  sceneNos: number[]
  standings: number[]
  revisions: number[]
  distances: (number | null)[]
  milligrams: (number | null)[]
}

/**
 * The table a book is held in while it is compared. It is of one connection and one transaction: with its end, however it ends,
 * every ride of the book is gone.
 */
export const createBookTable = async (sql: Transaction): Promise<void> => {
  await sql`
    CREATE TEMPORARY TABLE book (ride_key UUID NOT NULL, line INTEGER NOT NULL, scene_no SMALLINT NOT NULL,
      standing SMALLINT NOT NULL, revision SMALLINT NOT NULL, distance_meters INTEGER, reduction_milligrams BIGINT) ON COMMIT DROP`
}

/** Reads lines and hands them to the table; holds no more than the lines of a statement and of one chunk of the body, twice. */
export const createBookLoader = (sql: Transaction, book: BookOf): BookLoader => {
  const writeKey = createRideKeyWriter(book.operatorId)
  const key = Buffer.alloc(RIDE_KEY_BYTES)
  let pending = nothingPending()
  let rows = 0
  let refusal: Refusal | undefined
  let underWay: Promise<void> = Promise.resolve()
  /** The next lines are read while the last are written; who waits next meets a fault of theirs. */
  const insertPending = async (): Promise<void> => {
    await underWay
    underWay = insertAll(sql, pending)
    underWay.catch(() => undefined)
    pending = nothingPending()
  }
  return {
    rows: () => rows,
    read(bytes, from, to) {
      rows += 1
      if (refusal !== undefined) return
      const row = parseBookRow(bytes, from, to, rows)
      const sceneNo = isRefusal(row) ? undefined : book.sceneNos.get(row.scene)
      const isOther = book.sceneNo !== null && sceneNo !== book.sceneNo
      if (isRefusal(row)) refusal = row
      else if (sceneNo === undefined || isOther)
        refusal = refuse('reconciliation.line-invalid', `line ${rows} /scene`)
      else {
        writeKey(key, 0, { operatorDay: book.operatorDay, rideNo: row.rideNo })
        pending.keys.push(key.toString('hex'))
        pending.lines.push(rows)
        pending.sceneNos.push(sceneNo)
        pending.standings.push(STANDINGS.indexOf(standingOf(row)))
        pending.revisions.push(row.revision ?? 0)
        pending.distances.push(row.distanceMeters ?? null)
        pending.milligrams.push(row.operatorMilligrams ?? null)
      }
    },
    async handOn() {
      if (refusal === undefined && pending.keys.length >= RIDES_A_STATEMENT) await insertPending()
      return refusal
    },
    async finish() {
      if (refusal === undefined) await insertPending()
      await underWay
      return refusal
    },
  }
}

const nothingPending = (): Pending => ({
  keys: [],
  lines: [],
  sceneNos: [],
  standings: [],
  revisions: [],
  distances: [],
  milligrams: [],
})

/** Elements that need no quoting, as one array literal: a parameter a column. */
const arrayOf = (values: readonly (string | number | null)[], from: number): string =>
  `{${values
    .slice(from, from + RIDES_A_STATEMENT)
    .map((value) => value ?? 'NULL')
    .join(',')}}`

const insertAll = async (sql: Transaction, read: Pending): Promise<void> => {
  for (let from = 0; from < read.keys.length; from += RIDES_A_STATEMENT) await insert(sql, read, from)
}

const insert = async (sql: Transaction, read: Pending, from: number): Promise<void> => {
  await sql`
    INSERT INTO book (ride_key, line, scene_no, standing, revision, distance_meters, reduction_milligrams)
    SELECT * FROM unnest(${arrayOf(read.keys, from)}::uuid[], ${arrayOf(read.lines, from)}::int[],
      ${arrayOf(read.sceneNos, from)}::smallint[], ${arrayOf(read.standings, from)}::smallint[],
      ${arrayOf(read.revisions, from)}::smallint[], ${arrayOf(read.distances, from)}::int[],
      ${arrayOf(read.milligrams, from)}::bigint[])`
}
