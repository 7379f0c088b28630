import { createHash } from 'node:crypto'

import { stringify } from 'csv-stringify/sync'

import { encodeId } from '#domain/id'
import type { Queryable } from '#server/platform/index'

import { pageOfBreaks } from './breaks'
import type { BreakRow } from './compare-book'
import type { ReconciliationKey } from './find-reconciliation'
import { figuresOf, runsOf, type NamedFigure, type NamedRun } from './read-reconciliation'

export interface BookFile extends ReconciliationKey {
  readonly operatorDay: string
  readonly counts: Readonly<Record<BreakRow['kind'], number>>
  readonly listed: number
}

/** So that a spreadsheet reads UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'
const BREAKS_A_PAGE = 1_000
const TITLES = ['日期', '类别', '场景', '状态', '批次', '行号', '行程键', '项目', '运营方', '平台']

type Cell = string | number | null

/**
 * A reconciliation as CSV (RFC 4180), piece by piece: UTF-8 with a byte order mark, rows ended by CR LF, titles first; sums of both
 * sides, runs, one row for each field of a break, counts of breaks last. The same reconciliation gives the same bytes as long as its
 * breaks are kept: they are what its digest is of. Every text in it is one of ours.
 */
export async function* csvOf(sql: Queryable, file: BookFile): AsyncGenerator<string> {
  const day = file.operatorDay
  const csv = (rows: readonly Cell[][]): string =>
    stringify(
      rows.map((row) => [day, ...row]),
      { record_delimiter: 'windows' },
    )
  yield BYTE_ORDER_MARK + stringify([TITLES], { record_delimiter: 'windows' })
  yield csv((await figuresOf(sql, file)).flatMap(figureRows))
  yield csv((await runsOf(sql, file)).flatMap(runRows))
  for (let after: number | null = 0; after !== null;) {
    const page: Awaited<ReturnType<typeof pageOfBreaks>> = await pageOfBreaks(sql, file, {
      after,
      limit: BREAKS_A_PAGE,
    })
    yield csv(page.items.flatMap(breakRows))
    after = page.next
  }
  yield csv(Object.entries(file.counts).map(([kind, count]) => totalRow(kind, count)))
  yield csv([totalRow('listed', file.listed)])
}

/** SHA-256 of the CSV file. */
export const digestOfCsv = async (sql: Queryable, file: BookFile): Promise<Buffer> => {
  const hash = createHash('sha256')
  for await (const piece of csvOf(sql, file)) hash.update(piece)
  return hash.digest()
}

const figureRows = (row: NamedFigure): Cell[][] => {
  const line = (item: string, theirs: bigint | null, ours: bigint | null): Cell[] => [
    'figure',
    row.scene_id,
    row.standing,
    null,
    null,
    null,
    item,
    digits(theirs),
    digits(ours),
  ]
  return [
    line('rides', row.their_rides, row.our_rides),
    line('distanceMeters', row.their_distance_meters, row.our_distance_meters),
    line('reductionMilligrams', row.their_reduction_milligrams, row.our_reduction_milligrams),
    line('otherChannelRides', null, row.other_channel_rides),
    line('otherChannelMilligrams', null, row.other_channel_milligrams),
  ]
}

const digits = (sum: bigint | null): string | null => (sum === null ? null : String(sum))

const runRows = ({ run_id, scene_id, state, rides, reduction_milligrams }: NamedRun): Cell[][] => {
  const line = (item: string, ours: bigint): Cell[] => [
    'run',
    scene_id,
    state,
    encodeId('run', run_id),
    null,
    null,
    item,
    null,
    String(ours),
  ]
  return [line('rides', rides), line('reductionMilligrams', reduction_milligrams)]
}

type Break = Awaited<ReturnType<typeof pageOfBreaks>>['items'][number]

const breakRows = ({ kind, sceneId, status, line, rideKey, fields }: Break): Cell[][] => {
  const head = [kind, sceneId, status, null, line, rideKey]
  if (fields.length === 0) return [[...head, 'ride', 1, 0]]
  return fields.map(({ field, theirs, ours }) => [...head, field, theirs, ours])
}

const totalRow = (kind: string, count: number): Cell[] => [
  'breaks',
  null,
  kind,
  null,
  null,
  null,
  'count',
  null,
  count,
]
