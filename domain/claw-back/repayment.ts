import { addDays, cityDayOf, type CityDay } from '#domain/calendar'
import { milligrams, type Milligrams } from '#domain/measure'

/** Within so many days an operator's guarantee makes up what its residents could not give back. Source: DESIGN 5.3. */
const GUARANTEE_DAYS = 30

/** The last day on which an operator makes up for what was found short at `takenAt`. */
export const guaranteeDueOn = (takenAt: Date): CityDay => addDays(cityDayOf(takenAt), GUARANTEE_DAYS)

/** Milligrams of one claw-back that are still open, or repaid of it; never 0. */
export interface OpenShortfall {
  readonly clawBackId: string
  readonly milligrams: Milligrams
}

/** Of a credit at most one part in so many repays; the rest stays hers. Source: DESIGN 5.3. */
const CREDIT_PARTS = 2

/**
 * What a later credit repays of open shortfalls, which come oldest first: at most half of it, floored, so that the odd milligram stays
 * hers; the oldest is closed before the next is begun.
 */
export const repayOldestFirst = (
  open: readonly OpenShortfall[],
  credit: Milligrams,
): readonly OpenShortfall[] => {
  const repayments: OpenShortfall[] = []
  let left = Math.floor(credit / CREDIT_PARTS)
  for (const { clawBackId, milligrams: owed } of open) {
    const part = milligrams(Math.min(owed, left))
    if (part > 0) repayments.push({ clawBackId, milligrams: part })
    left -= part
  }
  return repayments
}
