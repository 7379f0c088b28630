import { addMonths, cityDayOf, cityMonthOf, type CityMonth } from '#domain/calendar'

import { factsAt, type CreditFacts, type Gain } from './facts'
import {
  creditRulesOn,
  levelsOf,
  linesOf,
  type CreditRules,
  type HolderKind,
  type LevelRule,
  type LineId,
  type LineRule,
} from './rules'

/** What one line comes to: whole units and what they count. */
export interface LinePart {
  readonly lineId: LineId
  readonly units: number
  readonly part: number
}

/** What one month brings. A month's part never depends on another month, so what leaves with it is exactly what it brought. */
export interface MonthPart {
  readonly month: CityMonth
  readonly lines: readonly LinePart[]
  readonly part: number
}

/** One line of the whole window. Of its units so many came by corrections, less where they took some. */
export interface RecordLine extends LinePart {
  readonly rule: LineRule
  readonly correctedUnits: number
}

export interface CreditRecord {
  readonly rules: CreditRules
  readonly sum: number
  readonly level: LevelRule
  /** Counted from 1. */
  readonly levelNo: number
  readonly next: LevelRule | null
  readonly lines: readonly RecordLine[]
  readonly firstMonth: CityMonth
  readonly lastMonth: CityMonth
  /** Months of the window that bring anything, the latest first. */
  readonly months: readonly MonthPart[]
}

/**
 * The record as it stands at a moment: for every line and city month of the window whole units × weight, summed. Units are floored month
 * by month, so nobody is credited with a gram that was not saved.
 */
export const reckonRecord = (
  facts: CreditFacts,
  holder: HolderKind,
  now: Date,
  rules: CreditRules = creditRulesOn(cityDayOf(now)),
): CreditRecord => {
  const lastMonth = cityMonthOf(now)
  const firstMonth = addMonths(lastMonth, 1 - rules.windowMonths)
  const known = factsAt(facts, now)
  const months = monthsOf(known)
    .filter((month) => firstMonth <= month && month <= lastMonth)
    .map((month) => reckonMonth(known, rules, holder, month))
    .filter(({ lines }) => lines.some(({ units }) => units !== 0))
  const lines = linesOf(rules, holder).map((rule): RecordLine => {
    const line = sumOf(months, rule)
    return {
      ...line,
      rule,
      correctedUnits: line.units - uncorrectedIn(known, rule, { firstMonth, lastMonth }),
    }
  })
  const sum = lines.reduce((total, { part }) => total + part, 0)
  const levels = levelsOf(rules, holder)
  const levelNo = levels.filter(({ from }) => from <= sum).length
  const level = levels[levelNo - 1]
  if (level === undefined)
    throw new RangeError('rules of the credit record have no level for an empty record')
  return {
    ...{ rules, sum, level, levelNo, next: levels[levelNo] ?? null, lines },
    ...{ firstMonth, lastMonth, months: months.reverse() },
  }
}

/** Every month anything is known of, the earliest first. */
const monthsOf = ({ gains, adjustments }: CreditFacts): CityMonth[] =>
  [...new Set([...gains, ...adjustments].map(({ month }) => month))].sort()

/** What one month brings by these rules. */
export const reckonMonth = (
  facts: CreditFacts,
  rules: CreditRules,
  holder: HolderKind,
  month: CityMonth,
): MonthPart => {
  const lines = linesOf(rules, holder).map((rule): LinePart => {
    const units = unitsIn(facts, rule, month)
    return { lineId: rule.lineId, units, part: units * rule.weight }
  })
  return { month, lines, part: lines.reduce((sum, { part }) => sum + part, 0) }
}

/** Whole units one line has in one month, corrections included. */
export const unitsIn = (
  facts: CreditFacts,
  { lineId, source, unitAmount }: LineRule,
  month: CityMonth,
): number => {
  const amount = source === 'months' ? monthCount(facts, month) : amountOf(facts, source, month)
  const corrected = facts.adjustments
    .filter((one) => one.lineId === lineId && one.month === month)
    .reduce((sum, { units }) => sum + units, 0)
  return Math.max(0, Math.floor(amount / unitAmount) + corrected)
}

/** Whole units one line has in a span of months before any correction. */
const uncorrectedIn = (
  facts: CreditFacts,
  rule: LineRule,
  { firstMonth, lastMonth }: Pick<CreditRecord, 'firstMonth' | 'lastMonth'>,
): number =>
  monthsOf(facts)
    .filter((month) => firstMonth <= month && month <= lastMonth)
    .reduce((sum, month) => sum + unitsIn({ ...facts, adjustments: [] }, rule, month), 0)

const monthCount = (facts: CreditFacts, month: CityMonth): number =>
  amountOf(facts, 'rides', month) + amountOf(facts, 'projects', month) > 0 ? 1 : 0

/** Gained in a month and not taken back, never below nothing. */
export const amountOf = (
  { gains, losses }: Pick<CreditFacts, 'gains' | 'losses'>,
  source: CreditFacts['gains'][number]['source'],
  month: CityMonth,
): number => {
  const sum = (parts: readonly { source: string; month: CityMonth; amount: number }[]): number =>
    parts
      .filter((one) => one.source === source && one.month === month)
      .reduce((total, { amount }) => total + amount, 0)
  return Math.max(0, sum(gains) - sum(losses))
}

const sumOf = (months: readonly MonthPart[], { lineId, weight }: LineRule): LinePart => {
  const units = months.reduce(
    (sum, { lines }) => sum + (lines.find((line) => line.lineId === lineId)?.units ?? 0),
    0,
  )
  return { lineId, units, part: units * weight }
}

interface Amount {
  readonly source: Gain['source']
  readonly sceneId: string | null
  readonly amount: number
  readonly rides: number | null
}

/** What stands behind one line in one month: rides scene by scene, all else gain by gain; negative where something was taken back. */
export const amountsOf = (facts: CreditFacts, { source }: LineRule, month: CityMonth): Amount[] => {
  const isOf = (one: { source: string; month: CityMonth }): boolean =>
    one.month === month && (source === 'months' ? ISSUED.has(one.source) : one.source === source)
  const gains = facts.gains.filter(isOf)
  const scenes = [...new Set(gains.map(({ sceneId }) => sceneId))].filter((sceneId) => sceneId !== undefined)
  const other = [
    ...gains.filter(({ sceneId }) => sceneId === undefined),
    ...facts.losses.filter(isOf).map((loss) => ({ ...loss, amount: -loss.amount })),
  ]
  return [
    ...scenes.map((sceneId) => ofOneScene(sceneId, gains)),
    ...other.map(({ source: of, amount }) => ({ source: of, sceneId: null, amount, rides: null })),
  ]
}

const ofOneScene = (sceneId: string, gains: readonly Gain[]): Amount => {
  const ofIt = gains.filter((gain) => gain.sceneId === sceneId)
  const amount = ofIt.reduce((sum, gain) => sum + gain.amount, 0)
  return { source: 'rides', sceneId, amount, rides: ofIt.reduce((sum, { rides = 0 }) => sum + rides, 0) }
}

const ISSUED = new Set(['rides', 'projects'])
