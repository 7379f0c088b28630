import {
  addDays,
  addMonths,
  cityDayOf,
  cityMonthOf,
  endOfCityDay,
  firstDayOf,
  startOfCityDay,
  type CityDay,
  type CityMonth,
} from '#domain/calendar'

import { factsAt, type CreditFacts } from './facts'
import { reckonMonth, reckonRecord, type MonthPart } from './reckon'
import { creditRulesOn, creditRuleSets, type CreditRules, type HolderKind, type LineId } from './rules'

export type FallCause = 'monthLeft' | 'clawedBack' | 'undone' | 'corrected' | 'rulesChanged'

/** One fall of a record: by how much, on which day, because of what. */
export interface Fall {
  readonly day: CityDay
  readonly cause: FallCause
  /** The month it took from; null where the rules changed. */
  readonly month: CityMonth | null
  readonly lines: readonly { readonly lineId: LineId; readonly part: number }[]
  readonly part: number
}

/** So far back falls are told. */
const TOLD_MONTHS = 24

/**
 * Every fall of the last 24 city months, the latest first, each derived from a dated fact: a month left the window, something was taken
 * back, a correction lowered a line, new rules count less.
 */
export const fallsOf = (
  facts: CreditFacts,
  holder: HolderKind,
  now: Date,
  sets: readonly CreditRules[] = creditRuleSets(),
): readonly Fall[] => {
  const since = startOfCityDay(firstDayOf(addMonths(cityMonthOf(now), -TOLD_MONTHS)))
  const asked = { facts, holder, now, since, sets }
  return [...monthsLeft(asked), ...takings(asked), ...rulesChanged(asked)].sort((left, right) =>
    left.day === right.day
      ? (right.month ?? '').localeCompare(left.month ?? '')
      : left.day < right.day
        ? 1
        : -1,
  )
}

/** What each month of the window will take with it, and on which day, the next first. */
export const comingFalls = (facts: CreditFacts, holder: HolderKind, now: Date): readonly Fall[] => {
  const { months, rules } = reckonRecord(facts, holder, now)
  return [...months]
    .reverse()
    .filter(({ part }) => part > 0)
    .map((month) => fallBy('monthLeft', month, firstDayOf(addMonths(month.month, rules.windowMonths))))
}

interface Asked {
  readonly facts: CreditFacts
  readonly holder: HolderKind
  readonly now: Date
  readonly since: Date
  readonly sets: readonly CreditRules[]
}

const fallBy = (cause: FallCause, { month, lines, part }: MonthPart, day: CityDay): Fall => ({
  ...{ day, cause, month, part },
  lines: lines.filter((line) => line.part !== 0).map(({ lineId, part: of }) => ({ lineId, part: of })),
})

/** On the first day of a month the earliest of the window before has left it, with what had been issued for it by then. */
const monthsLeft = ({ facts, holder, now, since, sets }: Asked): Fall[] => {
  const falls: Fall[] = []
  for (let month = cityMonthOf(since); month <= cityMonthOf(now); month = addMonths(month, 1)) {
    const day = firstDayOf(month)
    const rules = creditRulesOn(addDays(day, -1), sets)
    const left = addMonths(month, -rules.windowMonths)
    const part = reckonMonth(factsAt(facts, startOfCityDay(day), 'before'), rules, holder, left)
    if (part.part > 0) falls.push(fallBy('monthLeft', part, day))
  }
  return falls
}

/** What was taken back or corrected downwards while its month counted; what happened at one moment to one month is one fall. */
const takings = ({ facts, holder, now, since, sets }: Asked): Fall[] => {
  const dated = [
    ...facts.losses.map(({ month, at, cause }) => ({ month, at, cause: cause as FallCause })),
    ...facts.adjustments.map(({ month, at }) => ({ month, at, cause: 'corrected' as const })),
  ].filter(({ at }) => since <= at && at <= now)
  const moments = new Map(dated.map((one) => [`${one.month} ${one.at.getTime()}`, one]))
  return [...moments.values()].flatMap(({ month, at, cause }) => {
    const rules = creditRulesOn(cityDayOf(at), sets)
    const isOutside = month < addMonths(cityMonthOf(at), 1 - rules.windowMonths) || month > cityMonthOf(at)
    if (isOutside) return []
    const known = factsAt(facts, at)
    // Of the moment itself what was taken is left out and not what was gained: it was there to be taken.
    const untaken = { ...factsAt(facts, at, 'before'), gains: known.gains }
    const lost = difference(
      reckonMonth(untaken, rules, holder, month),
      reckonMonth(known, rules, holder, month),
    )
    return lost.part > 0 ? [fallBy(cause, lost, cityDayOf(at))] : []
  })
}

const difference = (before: MonthPart, after: MonthPart): MonthPart => {
  const lines = before.lines.map(({ lineId, units, part }) => {
    const left = after.lines.find((line) => line.lineId === lineId)
    return { lineId, units: units - (left?.units ?? 0), part: part - (left?.part ?? 0) }
  })
  return { month: before.month, lines, part: before.part - after.part }
}

/** On the first day of new rules the same facts may come to less. */
const rulesChanged = ({ facts, holder, now, since, sets }: Asked): Fall[] =>
  sets.slice(1).flatMap((rules, index) => {
    const day = rules.validFrom
    const moment = startOfCityDay(day)
    const earlier = sets[index]
    if (earlier === undefined || moment < since || moment > now) return []
    const end = new Date(endOfCityDay(day).getTime() - 1)
    const known = factsAt(facts, moment, 'before')
    const before = reckonRecord(known, holder, end, earlier)
    const part = before.sum - reckonRecord(known, holder, end, rules).sum
    return part > 0 ? [{ day, cause: 'rulesChanged' as const, month: null, lines: [], part }] : []
  })
