import type { CreditLine, CreditRecord as RecordOnWire } from '#contract'
import type { CreditRecord } from '#domain/credit-record'

/** Sum, level and lines of a record: what a statement says of it too. */
export const presentSum = (
  record: CreditRecord,
): Pick<RecordOnWire, 'sum' | 'level' | 'lines' | 'firstMonth' | 'lastMonth'> => ({
  sum: record.sum,
  level: { no: record.levelNo, name: record.level.name, from: record.level.from },
  lines: record.lines.map(({ rule, lineId, units, part, correctedUnits }): CreditLine => ({
    ...{ lineId, units, part, name: rule.name, per: rule.per, weight: rule.weight, correctedUnits },
  })),
  firstMonth: record.firstMonth,
  lastMonth: record.lastMonth,
})
