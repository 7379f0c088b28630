import { addDays, cityDayOf, type CityDay } from '#domain/calendar'

interface Terms {
  readonly from: CityDay
  /** Days after the statement's own within which its sponsors pay. */
  readonly dueDays: number
  readonly source: string
}

/** The latest first. */
const TERMS: readonly Terms[] = [
  {
    from: '2020-01-01' as CityDay,
    dueDays: 10,
    source: '[D] our own figure; no rule of the scheme names one',
  },
]

/** The city day by whose end a day's money is to be paid: calendar days, by the terms in force on that day. */
export const dueDayOf = (day: CityDay): CityDay => {
  const terms = TERMS.find(({ from }) => from <= day)
  if (terms === undefined) throw new RangeError(`no terms of payment are known for ${day}`)
  return addDays(day, terms.dueDays)
}

/** What began before midnight has been written by then; what has not comes with the next version. Our own figure. */
const REST_MINUTES = 30

/** For so many days what came in late is looked for. A day takes only what is recorded on it, so none is expected after the rest. */
export const LATE_DAYS = 3

/** The latest city day whose statement can be made. */
export const lastDayToState = (now: Date): CityDay =>
  addDays(cityDayOf(new Date(now.getTime() - REST_MINUTES * 60_000)), -1)
