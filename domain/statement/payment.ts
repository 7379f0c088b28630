import type { CityDay } from '#domain/calendar'

/** What one sponsor still owes one merchant for a day: below zero where more was undone than taken. */
export interface Due {
  readonly day: CityDay
  readonly openFen: bigint
  readonly openLossFen: bigint
}

/** What a payment settles of one day. */
export interface DuePart {
  readonly day: CityDay
  readonly fen: bigint
  readonly lossFen: bigint
}

/**
 * Settles one day whole, less what days below zero have left, the oldest first and never to less than nothing. Its sum is what is to
 * be paid.
 */
export const partsToPay = (asked: Due, belowZero: readonly Due[]): readonly DuePart[] => {
  const parts: DuePart[] = [{ day: asked.day, fen: asked.openFen, lossFen: asked.openLossFen }]
  let left = asked.openFen
  for (const { day, openFen, openLossFen } of [...belowZero].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    if (left === 0n) break
    const deducted = -openFen < left ? -openFen : left
    parts.push({ day, fen: -deducted, lossFen: openLossFen })
    left -= deducted
  }
  return parts
}
