import { cityMonthOf } from '#domain/calendar'
import type { Locale } from './words'

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const WEEKDAYS = { zh: '日一二三四五六', en: 'Sun Mon Tue Wed Thu Fri Sat'.split(' ') }

const DAY_MS = 86_400_000

/**
 * The city's wall clock as a Date whose UTC fields read like it; a phone abroad shows the same times as one at home. A bare city day parses
 * as midnight UTC, eight o'clock of that day here.
 */
const cityClock = (instantOrDay: string): Date => new Date(Date.parse(instantOrDay) + 8 * 3_600_000)

const two = (value: number): string => String(value).padStart(2, '0')

/** 08:05 */
export const timeText = (instant: string): string => {
  const clock = cityClock(instant)
  return `${two(clock.getUTCHours())}:${two(clock.getUTCMinutes())}`
}

const NEAR = { zh: ['今天', '昨天'], en: ['today', 'yesterday'] }

/** 今天 · 昨天 · 11月23日 · 23 Nov, from a moment or a city day; with the year when it is not the year of `now`. */
export const dayText = (instantOrDay: string, locale: Locale, now: Date): string => {
  const clock = cityClock(instantOrDay)
  const today = cityClock(now.toISOString())
  const daysAgo = Math.floor(today.getTime() / DAY_MS) - Math.floor(clock.getTime() / DAY_MS)
  const near = NEAR[locale][daysAgo]
  if (near !== undefined) return near
  const [year, month, day] = [clock.getUTCFullYear(), clock.getUTCMonth(), clock.getUTCDate()]
  const isThisYear = year === today.getUTCFullYear()
  if (locale === 'zh') return `${isThisYear ? '' : `${year}年`}${month + 1}月${day}日`
  return `${day} ${MONTHS[month]}${isThisYear ? '' : ` ${year}`}`
}

/** 2026年11月23日 · 23 Nov 2026, from a moment or a city day: a record of its own does not lean on the day of reading. */
export const recordDayText = (instantOrDay: string, locale: Locale): string => {
  const clock = cityClock(instantOrDay)
  const [year, month, day] = [clock.getUTCFullYear(), clock.getUTCMonth(), clock.getUTCDate()]
  return locale === 'zh' ? `${year}年${month + 1}月${day}日` : `${day} ${MONTHS[month]} ${year}`
}

/** 今天 08:05 · 23 Nov 08:05 */
export const whenText = (instant: string, locale: Locale, now: Date): string =>
  `${dayText(instant, locale, now)} ${timeText(instant)}`

/** 今天 周一 08:05 · Today, Mon 08:05 · Mon, 23 Nov 08:05, at the beginning of a line. */
export const whenOfWeekText = (instant: string, locale: Locale, now: Date): string => {
  const [day, weekday, time] = [
    dayText(instant, locale, now),
    weekdayText(instant, locale),
    timeText(instant),
  ]
  if (locale === 'zh') return `${day} ${weekday} ${time}`
  if (!NEAR.en.includes(day)) return `${weekday}, ${day} ${time}`
  return `${day.charAt(0).toUpperCase()}${day.slice(1)}, ${weekday} ${time}`
}

const weekdayText = (instant: string, locale: Locale): string => {
  const weekday = WEEKDAYS[locale][cityClock(instant).getUTCDay()] ?? ''
  return locale === 'zh' ? `周${weekday}` : weekday
}

/** 2026年11月 · Nov 2026, from YYYY-MM. */
export const monthText = (month: string, locale: Locale): string => {
  const [year, index] = [month.slice(0, 4), Number(month.slice(5)) - 1]
  return locale === 'zh' ? `${year}年${index + 1}月` : `${MONTHS[index]} ${year}`
}

/** For an axis: 11 in Chinese (the axis says 月), Nov in English. */
export const monthShort = (month: string, locale: Locale): string => {
  const index = Number(month.slice(5)) - 1
  return locale === 'zh' ? String(index + 1) : (MONTHS[index]?.slice(0, 1) ?? '')
}

/** The city month of a moment, YYYY-MM. */
export const cityMonthNow = (now: Date): string => cityMonthOf(now)
