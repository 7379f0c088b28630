declare const kind: unique symbol

/** A day of the city's calendar, YYYY-MM-DD in Asia/Shanghai. */
export type CityDay = string & { readonly [kind]: 'CityDay' }
/** A month of the city's calendar, YYYY-MM in Asia/Shanghai. */
export type CityMonth = string & { readonly [kind]: 'CityMonth' }

/** Asia/Shanghai has kept UTC+8 without summer time since 1991 (IANA tz database), long before the scheme began. */
const OFFSET_MILLISECONDS = 8 * 3_600_000
const DAY_MILLISECONDS = 86_400_000

/** Names of days by their number since 1970: all rides of a push lie on very few, and each asks for its own. */
const names = new Map<number, string>()
const NAMES_KEPT_MAX = 1_000

const isoDay = (milliseconds: number): string => {
  const day = Math.floor(milliseconds / DAY_MILLISECONDS)
  const known = names.get(day)
  if (known !== undefined) return known
  const name = new Date(milliseconds).toISOString().slice(0, 10)
  if (names.size < NAMES_KEPT_MAX) names.set(day, name)
  return name
}

/** The city day in which an instant lies. */
export const cityDayOf = (instant: Date): CityDay =>
  isoDay(instant.getTime() + OFFSET_MILLISECONDS) as CityDay

/** The city month in which an instant lies. */
export const cityMonthOf = (instant: Date): CityMonth => cityDayOf(instant).slice(0, 7) as CityMonth

export const monthOfDay = (day: CityDay): CityMonth => day.slice(0, 7) as CityMonth

/** Years a ride key has room for (`dayNumber`): the days and months this service reckons with. */
const CITY_YEAR = /^(20[2-9]|21\d)\d-/

/** Reads YYYY-MM-DD of whatever year, as a birth day is; undefined when it is not a real day (2026-02-30). */
export const parseCalendarDay = (text: string): CityDay | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const time = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(time) || isoDay(time) !== text ? undefined : (text as CityDay)
}

/** Reads YYYY-MM-DD; undefined when it is not a real day or lies outside 2020–2199. */
export const parseCityDay = (text: string): CityDay | undefined =>
  CITY_YEAR.test(text) ? parseCalendarDay(text) : undefined

/** Reads YYYY-MM; undefined when it is not a real month or lies outside 2020–2199. */
export const parseCityMonth = (text: string): CityMonth | undefined =>
  CITY_YEAR.test(text) && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? (text as CityMonth) : undefined

/** 00:00 Asia/Shanghai at which the day begins. */
export const startOfCityDay = (day: CityDay): Date =>
  new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET_MILLISECONDS)

/** 00:00 Asia/Shanghai at which the day ends: the first instant that no longer belongs to it. */
export const endOfCityDay = (day: CityDay): Date => new Date(startOfCityDay(day).getTime() + DAY_MILLISECONDS)

export const addDays = (day: CityDay, days: number): CityDay =>
  isoDay(Date.parse(`${day}T00:00:00Z`) + days * DAY_MILLISECONDS) as CityDay

export const addMonths = (month: CityMonth, months: number): CityMonth => {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months
  const year = Math.floor(index / 12)
  return `${String(year).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}` as CityMonth
}

/** The same day so many years later; 29 February becomes 1 March where there is none. */
export const addYears = (day: CityDay, years: number): CityDay => {
  const year = String(Number(day.slice(0, 4)) + years).padStart(4, '0')
  return parseCalendarDay(`${year}${day.slice(4)}`) ?? (`${year}-03-01` as CityDay)
}

/** Whole days from `from` on, before `to`. */
export const daysBetween = (from: CityDay, to: CityDay): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MILLISECONDS)

/** First day of a month. */
export const firstDayOf = (month: CityMonth): CityDay => `${month}-01` as CityDay

/** Whole days from the epoch of the ride key, 2020-01-01: fits two bytes until 2199. */
export const dayNumber = (day: CityDay): number =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(2020, 0, 1)) / DAY_MILLISECONDS)

export const dayFromNumber = (number: number): CityDay =>
  isoDay(Date.UTC(2020, 0, 1) + number * DAY_MILLISECONDS) as CityDay
