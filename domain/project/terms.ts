import type { CityDay } from '#domain/calendar'

import terms from './terms.json'

/** City days staff have for each step, in force from a day on: figures are data with a source. */
export interface ProjectTerms {
  readonly checkDays: number
  readonly reviewDays: number
  readonly verificationDays: number
}

/** The terms in force on a city day. Throws before the first of them, which is before this service reckons. */
export const projectTermsOn = (day: CityDay): ProjectTerms => {
  const inForce = terms.filter(({ validFrom }) => validFrom <= day).at(-1)
  if (inForce === undefined) throw new RangeError(`no terms for projects on ${day}`)
  return inForce
}
