import { addDays, cityDayOf, endOfCityDay, type CityDay } from '#domain/calendar'

import terms from './terms.json'

/** Terms of supervision, in force from a day on: figures are data with a source. */
export interface SupervisionTerms {
  /** City days from receiving a report of fraud to its answer. */
  readonly fraudAnswerDays: number
  /** City days after the answer until the way to reach the reporter is forgotten. */
  readonly contactKeptDays: number
  /** City days after the answer until her words are forgotten. */
  readonly wordsKeptDays: number
}

/** The terms in force on a city day. Throws before the first of them, which is before this service reckons. */
export const supervisionTermsOn = (day: CityDay): SupervisionTerms => {
  const inForce = terms.filter(({ validFrom }) => validFrom <= day).at(-1)
  if (inForce === undefined) throw new RangeError(`no terms of supervision on ${day}`)
  return inForce
}

/** When the answer to a report received now is due: the end of a city day. */
export const answerDueAt = (now: Date): Date => {
  const today = cityDayOf(now)
  return endOfCityDay(addDays(today, supervisionTermsOn(today).fraudAnswerDays))
}
