import { createHash } from 'node:crypto'

import { stringify } from 'csv-stringify/sync'

import type { QualityReport, QualityRow } from '#contract'
import { addMonths, firstDayOf, startOfCityDay, type CityMonth } from '#domain/calendar'
import type { Dependencies } from '#server/platform/index'

import { qualityRows, type MonthSpan } from './quality-rows'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

/** [D] What is stamped within a month is written within this after it: a push, a settling or an answer takes minutes. */
const WRITTEN_HOURS_MAX = 6

const spanOf = (month: CityMonth): MonthSpan => ({
  since: startOfCityDay(firstDayOf(month)),
  before: startOfCityDay(firstDayOf(addMonths(month, 1))),
})

/** How good the data of each operator and scene was that came in one month; six hours after its end it is final. */
export const readQualityReport = async ({ sql, clock }: Parts, month: CityMonth): Promise<QualityReport> => {
  const span = spanOf(month)
  const items = await qualityRows(sql, span)
  const [uncounted] = await sql<{ rows: string }[]>`
    SELECT coalesce(sum(row_count), 0)::text AS rows FROM push
    WHERE received_at >= ${span.since} AND received_at < ${span.before}
      AND NOT EXISTS (SELECT FROM push_tally AS tally WHERE (tally.operator_no, tally.push_id) = (push.operator_no, push.push_id))`
  return {
    month,
    isClosed: span.before.getTime() + WRITTEN_HOURS_MAX * 3_600_000 <= clock.now().getTime(),
    uncountedRows: Number(uncounted?.rows ?? 0),
    items,
    digest: createHash('sha256').update(csvOf(month, items)).digest('hex'),
  }
}

/**
 * The same as CSV: UTF-8 with a byte order mark, lines ended by CR LF, for a spreadsheet (RFC 4180). Operators stand in it by their ids: a
 * name may change, and the file of a month that is over does not.
 */
export const readQualityCsv = async (parts: Parts, month: CityMonth): Promise<string> =>
  csvOf(month, await qualityRows(parts.sql, spanOf(month)))

const BYTE_ORDER_MARK = '\uFEFF'

type Cell = string | number

/** Titles in Chinese, as the city reads them, and what stands below each. */
const COLUMNS: readonly (readonly [title: string, cell: (row: QualityRow) => Cell])[] = [
  ['运营单位编号', ({ operatorId }) => operatorId],
  ['场景', ({ sceneId }) => sceneId ?? ''],
  ['总行数', ({ rows }) => rows],
  ['收下', ({ accepted }) => accepted],
  ['重复', ({ duplicate }) => duplicate],
  ['冲突', ({ conflict }) => conflict],
  ['未匹配', ({ unmatched }) => unmatched],
  ['拒收', ({ rejected }) => rejected],
  ['测试', ({ tested }) => tested],
  ['匹配率（万分之）', ({ matchRatePerTenThousand: rate }) => rate ?? ''],
  ['拒收原因', ({ rejectedBy }) => rejectedBy.map(({ code, rows }) => `${code} ${rows}`).join('; ')],
  ['减排量不一致', ({ breaks }) => breaks],
  ['关账行程', ({ settledRides }) => settledRides],
  ['补报行程', ({ lateRides }) => lateRides],
  ['同一趟合并', ({ duplicateTrips }) => duplicateTrips],
  ['异常', ({ anomalies }) => anomalies.map(({ kind, rides }) => `${kind} ${rides}`).join('; ')],
  ['异议', ({ appealsOpened }) => appealsOpened],
  ['异议成立', ({ appealsUpheld }) => appealsUpheld],
  ['异议不成立', ({ appealsDismissed }) => appealsDismissed],
]

const csvOf = (month: CityMonth, items: readonly QualityRow[]): string =>
  BYTE_ORDER_MARK +
  stringify(
    [
      ['月份', ...COLUMNS.map(([title]) => title)],
      ...items.map((row) => [month, ...COLUMNS.map(([, cell]) => cell(row))]),
    ],
    { record_delimiter: 'windows' },
  )
