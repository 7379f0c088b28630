import { parseCalendarDay, type CityDay } from '#domain/calendar'

/** Below this age a guardian decides about personal data (PIPL Art 31). */
const OWN_CONSENT_AGE_YEARS = 14

/** Positions of the birth date inside an 18-character resident identity number (GB 11643-1999, 5.2). */
const RESIDENT_NUMBER = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/

const birthDayInNumber = (personId: string): CityDay | undefined => {
  const match = RESIDENT_NUMBER.exec(personId)
  return match ? parseCalendarDay(`${match[1]}-${match[2]}-${match[3]}`) : undefined
}

type BornPerson = { readonly birthDay: CityDay | null; readonly personId: string }

/**
 * The city day from which on a person may consent for herself: her 14th birthday, for one born on 29 February the 1st of March in
 * a common year. A birth day nobody attests is read from the identity number; undefined where that fails too.
 */
export const ofAgeOn = ({ birthDay, personId }: BornPerson): CityDay | undefined => {
  const born = birthDay ?? birthDayInNumber(personId)
  if (born === undefined) return undefined
  const year = String(Number(born.slice(0, 4)) + OWN_CONSENT_AGE_YEARS).padStart(4, '0')
  return parseCalendarDay(`${year}${born.slice(4)}`) ?? parseCalendarDay(`${year}-03-01`)
}

/**
 * Whether a person may consent for herself on a city day. Somebody whose birthday nobody knows counts as a child, because the law
 * protects the one we might be wrong about.
 */
export const isOfAgeToConsent = (person: BornPerson, today: CityDay): boolean => {
  const from = ofAgeOn(person)
  return from !== undefined && today >= from
}
