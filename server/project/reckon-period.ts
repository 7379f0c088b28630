import { createHash } from 'node:crypto'

import type { ProjectRecord } from '#contract'
import type { CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { readingLine, reductionOf, type MeasuredTotals, type Period, type Reading } from '#domain/project'
import { canonicalJson, type Queryable } from '#server/platform/index'

import type { KeptMethodology } from './methodologies'

/** What the readings of a period come to. */
export interface Reckoned {
  readonly readings: number
  /** Of each meter, measure and day what counts. */
  readonly latest: readonly Reading[]
  readonly totals: MeasuredTotals
  readonly reductionMilligrams: bigint
  readonly evidenceDigest: Buffer
}

interface ReadingRow {
  meter_no: string
  measure: string
  day: CityDay
  revision: number
  quantity: bigint
}

/**
 * Reckons a period from its readings: of each meter, measure and day the highest revision. The digest is over what was reckoned and every
 * reading behind it, in one order, so that whoever holds the readings comes to the same bytes.
 */
export const reckonPeriod = async (
  sql: Queryable,
  asked: {
    readonly projectId: string
    readonly period: Period
    readonly meters: ProjectRecord['meters']
  } & Pick<KeptMethodology, 'methodology'>,
): Promise<Reckoned> => {
  const { projectId, period, meters, methodology } = asked
  const rows = await sql<ReadingRow[]>`
    SELECT DISTINCT ON (meter_no COLLATE "C", measure COLLATE "C", day) meter_no, measure, day, revision, quantity
    FROM project_reading
    WHERE project_id = ${projectId} AND day >= ${period.from} AND day < ${period.to}
      AND (meter_no, measure) IN (SELECT * FROM unnest(
        ${meters.map(({ meterNo }) => meterNo)}::text[], ${meters.map(({ measure }) => measure)}::text[]))
    ORDER BY meter_no COLLATE "C", measure COLLATE "C", day, revision DESC`
  const totals = totalsOf(rows)
  const reductionMilligrams = reductionOf(methodology, totals)
  const { code, version } = methodology
  const head = {
    projectId: encodeId('prj', projectId),
    period,
    methodology: { code, version },
    totals: textsOf(totals),
    reductionMilligrams: reductionMilligrams.toString(),
  }
  const digest = createHash('sha256').update(`${canonicalJson(head)}\n`)
  const latest = rows.map(readingOf)
  for (const reading of latest) digest.update(readingLine(reading))
  return { readings: rows.length, latest, totals, reductionMilligrams, evidenceDigest: digest.digest() }
}

const totalsOf = (rows: readonly ReadingRow[]): MeasuredTotals => {
  const totals: Record<string, bigint> = {}
  for (const { measure, quantity } of rows) totals[measure] = (totals[measure] ?? 0n) + quantity
  return totals
}

const readingOf = ({ meter_no: meterNo, measure, day, revision, quantity }: ReadingRow): Reading => ({
  meterNo,
  measure,
  day,
  revision,
  quantity: Number(quantity),
})

/** Totals as decimal digits: what is kept and shown. */
export const textsOf = (totals: MeasuredTotals): Record<string, string> =>
  Object.fromEntries(Object.entries(totals).map(([measure, total]) => [measure, total.toString()]))

/** What the two bodies sign in a review: the whole record and the evidence of its first report in one. */
export const reviewDigestOf = (record: ProjectRecord, evidenceDigest: Buffer): Buffer =>
  createHash('sha256')
    .update(canonicalJson({ record, evidenceDigest: evidenceDigest.toString('hex') }))
    .digest()
