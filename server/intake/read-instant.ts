import { parseInstant, type InstantFault } from '#domain/calendar'

export type InstantReader = (text: string) => Date | InstantFault

/** YYYY-MM-DDTHH:MM: what comes before the seconds. */
const MINUTE_LENGTH = 16
/** `:SS+08:00` or `:SS.mmm+08:00`, the two ways nearly every row writes the rest. */
const REST = /^:([0-5]\d)(?:\.(\d{3}))?\+08:00$/

const MINUTES_KEPT_MAX = 10_000

/**
 * Reads RFC 3339 times as `parseInstant` does. The rides of a push share their minutes, so a minute is parsed once and its seconds
 * are added; whatever is written differently goes to `parseInstant` itself.
 */
export function createInstantReader(): InstantReader {
  const minutes = new Map<string, number>()
  const startOf = (minute: string): number => {
    const known = minutes.get(minute)
    if (known !== undefined) return known
    const instant = parseInstant(`${minute}:00+08:00`)
    const start = typeof instant === 'string' ? Number.NaN : instant.getTime()
    if (minutes.size < MINUTES_KEPT_MAX) minutes.set(minute, start)
    return start
  }
  return (text) => {
    const rest = REST.exec(text.slice(MINUTE_LENGTH))
    if (rest === null) return parseInstant(text)
    const start = startOf(text.slice(0, MINUTE_LENGTH))
    if (Number.isNaN(start)) return parseInstant(text)
    return new Date(start + Number(rest[1]) * 1000 + Number(rest[2] ?? 0))
  }
}
