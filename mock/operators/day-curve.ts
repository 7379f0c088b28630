import type { RideMode } from './ride-rows'

/** Rides of one city day by mode, the published daily means, and what share of a mode falls between 7 and 9. */
export const CITY_RIDES_A_DAY: Readonly<Record<RideMode, number>> = {
  metro: 10_020_000,
  bus: 2_680_000,
  bike: 2_780_000,
  ferry: 90_000,
}
export const MORNING_SHARE = 0.192

const MINUTES_A_DAY = 1_440
const MORNING = { from: 7 * 60, to: 9 * 60 } as const

/** First and last minute of boarding; the rest of the day the mode sleeps. */
const SERVICE: Readonly<Record<RideMode, readonly [number, number]>> = {
  metro: [5 * 60 + 20, 23 * 60],
  bus: [4 * 60 + 50, 23 * 60 + 30],
  bike: [0, MINUTES_A_DAY],
  ferry: [5 * 60 + 30, 22 * 60],
}

/**
 * Boardings of one mode per minute of the day, summing exactly to `rides`: a low day-time plain with a morning and an evening
 * hill, scaled so that 19.2 % fall between 7 and 9 (published for bikes, taken for all).
 */
export const boardingsByMinute = (mode: RideMode, rides: number): Uint32Array => {
  const weights = Float64Array.from({ length: MINUTES_A_DAY }, (_, minute) => rawWeight(mode, minute))
  const share = (from: number, to: number): number =>
    weights.subarray(from, to).reduce((sum, weight) => sum + weight, 0)
  const [morning, whole] = [share(MORNING.from, MORNING.to), share(0, MINUTES_A_DAY)]
  const boardings = new Uint32Array(MINUTES_A_DAY)
  let [reached, given] = [0, 0]
  for (const [minute, weight] of weights.entries()) {
    const isMorning = minute >= MORNING.from && minute < MORNING.to
    reached += isMorning
      ? (weight / morning) * MORNING_SHARE
      : (weight / (whole - morning)) * (1 - MORNING_SHARE)
    const due = minute === MINUTES_A_DAY - 1 ? rides : Math.floor(reached * rides)
    boardings[minute] = due - given
    given = due
  }
  return boardings
}

const rawWeight = (mode: RideMode, minute: number): number => {
  const [first, last] = SERVICE[mode]
  if (minute < first || minute >= last) return 0
  const hill = (peak: number, width: number): number => Math.exp(-(((minute - peak) / width) ** 2) / 2)
  const night = mode === 'bike' && (minute < 5 * 60 || minute > 23 * 60) ? 0.05 : 0.25
  return night + hill(8 * 60 + 5, 40) + 0.25 * hill(12 * 60 + 20, 60) + 0.95 * hill(18 * 60 + 5, 65)
}
