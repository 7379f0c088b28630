import { parseCalendarDay, type CityDay } from '#domain/calendar'

/** Below this age a guardian decides about personal data (PIPL Art 31). */
const OWN_CONSENT_AGE_YEARS = 14

/** Positions of the birth date inside an 18-character resident identity number (GB 11643-1999, 5.2). */
const RESIDENT_NUMBER = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/

const birthDayInNumber = (personId: string): CityDay | undefined => {
  const match = RESIDENT_NUMBER.exec(personId)
  return match ? parseCalendarDay(`${match[1]}-${match[2]}-${match[3]}`) : undefined
}

/**
 * Whether a person may consent for herself on a city day: from her 14th birthday on, one born on 29 February from 1 March in
 * a common year. A birth day nobody attests is read from the identity number; where that fails too she counts as a child,
 * because the law protects the one we might be wrong about.
 */
export const isOfAgeToConsent = (
  person: { readonly birthDay: CityDay | null; readonly personId: string },
  today: CityDay,
): boolean => {
  const birthDay = person.birthDay ?? birthDayInNumber(person.personId)
  if (birthDay === undefined) return false
  const year = String(Number(birthDay.slice(0, 4)) + OWN_CONSENT_AGE_YEARS).padStart(4, '0')
  return today >= `${year}${birthDay.slice(4)}`
}
