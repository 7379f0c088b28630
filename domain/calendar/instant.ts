const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/

export type InstantFault = 'malformed' | 'withoutOffset'

/**
 * Reads an RFC 3339 time with offset. A leap second (:60) is refused as malformed: no ride record needs one.
 * Returns a Date, or why it is none.
 */
export const parseInstant = (text: string): Date | InstantFault => {
  const match = RFC3339.exec(text)
  if (!match)
    return /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text) ? 'withoutOffset' : 'malformed'
  const [, year, month, day, hour, minute, second] = match.map(Number)
  const daysInMonth = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate()
  const inRange =
    month! >= 1 &&
    month! <= 12 &&
    day! >= 1 &&
    day! <= daysInMonth &&
    hour! <= 23 &&
    minute! <= 59 &&
    second! <= 59
  const time = inRange ? Date.parse(text.toUpperCase()) : Number.NaN
  return Number.isNaN(time) ? 'malformed' : new Date(time)
}
