import { addMonths, cityMonthOf, firstDayOf, type CityDay } from '#domain/calendar'

import data from './districts.json'

export interface District {
  /** Six digits of GB/T 2260. */
  readonly code: string
  readonly name: { readonly zh: string; readonly en: string }
}

/** Shanghai's 16 districts. Source: the Ministry of Civil Affairs' list of codes. */
export const DISTRICTS: readonly District[] = data.districts

export const districtOf = (code: string): District | undefined =>
  DISTRICTS.find((district) => district.code === code)

/**
 * First city day on which a district may be named anew: one choice a city month, taking it back included, so that nobody is counted for
 * the one that is winning. Source: our own design.
 */
export const districtChangesOn = (chosenAt: Date): CityDay => firstDayOf(addMonths(cityMonthOf(chosenAt), 1))

/** Whether a district chosen then may be changed now. */
export const mayChangeDistrict = (chosenAt: Date, now: Date): boolean =>
  cityMonthOf(chosenAt) < cityMonthOf(now)
