import type { CreditFall, CreditRecord as RecordOnWire } from '#contract'
import {
  comingFalls,
  fallsOf,
  medalsOf,
  neverCountsOf,
  reckonRecord,
  type CreditRecord,
  type Fall,
  type HolderKind,
} from '#domain/credit-record'
import type { Dependencies } from '#server/platform/index'

import { readFacts } from './facts'
import { sayFall } from './fall-words'
import { kindOf, type HolderIds } from './holder'
import { presentSum } from './present-sum'

/** A holder's record as it stands now, with what it rests on, how it fell and how it will fall. */
export const readCreditRecord = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  ids: HolderIds,
): Promise<RecordOnWire> => {
  const now = clock.now()
  const kind = kindOf(ids)
  const facts = await readFacts(sql, ids)
  const record = reckonRecord(facts, kind, now)
  const say = (fall: Fall): CreditFall => ({
    ...fall,
    lines: [...fall.lines],
    reason: sayFall(fall, record.rules.windowMonths),
  })
  return {
    ...{ holder: kind, asOf: now.toISOString(), ...presentSum(record) },
    next: record.next === null ? null : { ...record.next, no: record.levelNo + 1 },
    levels: levelsOnWire(record, kind),
    windowMonths: record.rules.windowMonths,
    months: record.months.map((month) => ({ ...month, lines: [...month.lines] })),
    falls: fallsOf(facts, kind, now).map(say),
    comingFalls: comingFalls(facts, kind, now).map(say),
    medals: medalsOf(facts, kind).map(({ rule, ...medal }) => ({ ...medal, min: rule.min })),
    neverCounts: [...neverCountsOf(record.rules, kind)],
    source: record.rules.source,
  }
}

const levelsOnWire = ({ rules }: CreditRecord, holder: HolderKind): RecordOnWire['levels'] =>
  rules.levels
    .filter((level) => level.holder === holder)
    .map(({ name, from }, index) => ({ no: index + 1, name, from }))
