import type { CityDay } from '#domain/calendar'

import ruleSets from './data/rules.json'

/** Whose record it is: a person's or an institution's. */
export type HolderKind = 'person' | 'institution'
interface Words {
  readonly zh: string
  readonly en: string
}

/** Where a line's amounts come from: milligrams issued, points, or the number of months in which anything was issued. */
export type LineSource = 'rides' | 'projects' | 'months' | 'pointsUsed' | 'pointsTurnedBack'
export type LineId = LineSource

/** One line of the sum: whole units of an amount in one city month, times a weight. */
export interface LineRule {
  readonly lineId: LineId
  readonly holder: HolderKind
  readonly source: LineSource
  /** Milligrams, points or months that make one unit; what is less than a unit in its month does not count. */
  readonly unitAmount: number
  readonly weight: number
  readonly name: Words
  readonly per: Words
}

export interface LevelRule {
  readonly holder: HolderKind
  /** Least sum of the level. */
  readonly from: number
  readonly name: Words
}

/** What never lowers a record; `holder` is null where it is said to both kinds. */
interface NeverRule extends Words {
  readonly holder: HolderKind | null
}

/** How a record is reckoned from a day on: dated data with a source. */
export interface CreditRules {
  readonly validFrom: CityDay
  /** City months that count, the running one included. */
  readonly windowMonths: number
  readonly lines: readonly LineRule[]
  /** In the order of their thresholds. */
  readonly levels: readonly LevelRule[]
  readonly neverCounts: readonly NeverRule[]
  readonly confidence: string
  readonly source: Words
}

/** Read as data of ours: what is wrong with it fails the specs and not a resident. */
const RULE_SETS = ruleSets as unknown as readonly CreditRules[]

/** Every rule set there is, in the order of their first days. */
export const creditRuleSets = (): readonly CreditRules[] => RULE_SETS

/** Whether rules ever followed others: then a fall may rest on what had been gained by that day. */
export const haveRulesChanged = (): boolean => RULE_SETS.length > 1

/** The rules in force on a city day. Throws before the first of them, which is before this service reckons. */
export const creditRulesOn = (day: CityDay, sets: readonly CreditRules[] = RULE_SETS): CreditRules => {
  const inForce = sets.filter(({ validFrom }) => validFrom <= day).at(-1)
  if (inForce === undefined) throw new RangeError(`no rules of the credit record on ${day}`)
  return inForce
}

export const linesOf = ({ lines }: CreditRules, holder: HolderKind): readonly LineRule[] =>
  lines.filter((line) => line.holder === holder)

export const levelsOf = ({ levels }: CreditRules, holder: HolderKind): readonly LevelRule[] =>
  levels.filter((level) => level.holder === holder)

/** What a kind of holder is told never counts against it. */
export const neverCountsOf = ({ neverCounts }: CreditRules, holder: HolderKind): readonly Words[] =>
  neverCounts
    .filter((never) => never.holder === null || never.holder === holder)
    .map(({ zh, en }) => ({ zh, en }))
