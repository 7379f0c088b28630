import { addDays, cityDayOf, parseCityDay, type CityDay, type CityMonth } from '#domain/calendar'

/** The city days a year report is about. */
export interface YearSpan {
  readonly from: CityDay
  readonly to: CityDay
  /** The year is not over. */
  readonly isRunning: boolean
}

/** What decides which days a year report is about. */
export interface YearBounds {
  readonly openedAt: Date
  /** Earliest city month projects of hers were issued for, which may be older than her account; null where they were for none. */
  readonly issuedFrom: CityMonth | null
  readonly now: Date
}

/**
 * From the first of January, or the day the account was opened, to the last of December, or today; undefined where that is no day. The year
 * a first project was issued for is taken whole, and so is every later one.
 */
export const spanOfYear = (year: number, bounds: YearBounds): YearSpan | undefined => {
  const first = parseCityDay(`${year}-01-01`)
  if (first === undefined) return undefined
  const [begun, today] = [beginOf(bounds), cityDayOf(bounds.now)]
  const last = addDays(first, isLeap(year) ? 365 : 364)
  const from = begun > first ? begun : first
  const to = today < last ? today : last
  return from > to ? undefined : { from, to, isRunning: today <= last }
}

/** City years there is a report of, the running one first. */
export const yearsWithin = (bounds: YearBounds): readonly number[] => {
  const last = yearOf(cityDayOf(bounds.now))
  const first = Math.min(last, yearOf(beginOf(bounds)))
  return Array.from({ length: last - first + 1 }, (_, index) => last - index)
}

const beginOf = ({ openedAt, issuedFrom }: YearBounds): CityDay => {
  const opened = cityDayOf(openedAt)
  if (issuedFrom === null) return opened
  const issued = parseCityDay(`${issuedFrom.slice(0, YEAR_DIGITS)}-01-01`)
  return issued !== undefined && issued < opened ? issued : opened
}

const yearOf = (day: CityDay): number => Number(day.slice(0, YEAR_DIGITS))
const YEAR_DIGITS = 4

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
