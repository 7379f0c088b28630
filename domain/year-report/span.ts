import { addDays, cityDayOf, parseCityDay, type CityDay } from '#domain/calendar'

/** The city days a year report is about. */
export interface YearSpan {
  readonly from: CityDay
  readonly to: CityDay
  /** The year is not over. */
  readonly isRunning: boolean
}

/** From the first of January, or the day the account was opened, to the last of December, or today; undefined where that is no day. */
export const spanOfYear = (
  year: number,
  { openedAt, now }: { openedAt: Date; now: Date },
): YearSpan | undefined => {
  const first = parseCityDay(`${year}-01-01`)
  if (first === undefined) return undefined
  const [opened, today] = [cityDayOf(openedAt), cityDayOf(now)]
  const last = addDays(first, isLeap(year) ? 365 : 364)
  const from = opened > first ? opened : first
  const to = today < last ? today : last
  return from > to ? undefined : { from, to, isRunning: today <= last }
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
