import type { ProjectPeriod } from '#contract'
import { addDays, parseCityDay, type CityDay } from '#domain/calendar'
import { halfWidth } from '../read-whole'

/** A day as people write it: 2026-12-01, 2026/12/1, 20261201; of any year. */
export function readAnyDay(text: string, read: (text: string) => CityDay | undefined = parseCityDay) {
  const [, year, month = '', day = ''] =
    /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(halfWidth(text).replace(/\s/g, '')) ?? []
  return year === undefined ? undefined : read(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/** A period by its first and its last day, as people name it; on the wire the day after the last ends it. */
export function periodOf(first: string, last: string): ProjectPeriod | undefined {
  const [from, until] = [readAnyDay(first), readAnyDay(last)]
  return from === undefined || until === undefined ? undefined : { from, to: addDays(until, 1) }
}

/** The last day that belongs to a period. */
export const lastDayOf = ({ to }: ProjectPeriod): string => {
  const end = parseCityDay(to)
  return end === undefined ? to : addDays(end, -1)
}
