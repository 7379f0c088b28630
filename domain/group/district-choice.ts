import { addMonths, cityMonthOf, firstDayOf, type CityDay } from '#domain/calendar'

/**
 * First city day on which a district may be named anew: one choice a city month, taking it back included, so that nobody is counted for
 * the one that is winning. Source: our own design.
 */
export const districtChangesOn = (chosenAt: Date): CityDay => firstDayOf(addMonths(cityMonthOf(chosenAt), 1))

/** Whether a district chosen then may be changed now. */
export const mayChangeDistrict = (chosenAt: Date, now: Date): boolean =>
  cityMonthOf(chosenAt) < cityMonthOf(now)
