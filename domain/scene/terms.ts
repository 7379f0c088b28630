import {
  addDays,
  addMonths,
  cityDayOf,
  endOfCityDay,
  firstDayOf,
  monthOfDay,
  type CityDay,
} from '#domain/calendar'

import terms from './scene-terms.json'

/** Terms of applications for scenes, in force from a day on: figures are data with a source. */
export interface SceneTerms {
  /** City days both offices have for their review, of an application and of an extension. */
  readonly reviewDays: number
  /** City days from the opening of the system test to its end. */
  readonly testDays: number
  /** Rows of test pushes that must have been found right. */
  readonly testRowsMin: number
  /** An extension is asked for within so many months before the approval ends. */
  readonly extensionMonths: number
}

/** The terms in force on a city day. Throws before the first of them, which is before this service reckons. */
export const sceneTermsOn = (day: CityDay): SceneTerms => {
  const inForce = terms.filter(({ validFrom }) => validFrom <= day).at(-1)
  if (inForce === undefined) throw new RangeError(`no scene terms on ${day}`)
  return inForce
}

/** The end of the last city day of a term that begins now. */
export const endOfTerm = (now: Date, days: number): Date => endOfCityDay(addDays(cityDayOf(now), days))

/**
 * First city day on which an extension may be asked for: the same day of the month, so many months before the first day without approval.
 * Where that month has no such day it is its last one.
 */
export const extensionOpensOn = (approvedUntil: CityDay, months: number): CityDay => {
  const firstWithout = addDays(approvedUntil, 1)
  const month = addMonths(monthOfDay(firstWithout), -months)
  const lastOfMonth = addDays(firstDayOf(addMonths(month, 1)), -1)
  const sameDay = `${month}${firstWithout.slice(7)}`
  return sameDay > lastOfMonth ? lastOfMonth : (sameDay as CityDay)
}

/** Whether an extension may be asked for on a day: in the last months, the last day of the approval included. */
export const mayAskExtension = (approvedUntil: CityDay, today: CityDay): boolean =>
  extensionOpensOn(approvedUntil, sceneTermsOn(today).extensionMonths) <= today && today <= approvedUntil
