import type { CityDay } from '#domain/calendar'
import { isOfAgeToConsent, ofAgeOn } from './age'
import type { Attestation } from './attestation'

/**
 * Where a person stands: `visitor` may look, not hold; `guardianNeeded` is under 14 and nobody consents for her, whether she holds
 * an account already or not; `unopened` may open an account; `open` holds one.
 */
export type Standing = 'visitor' | 'guardianNeeded' | 'unopened' | 'open'

export const standingOf = (person: {
  readonly attestation: Pick<Attestation, 'personId' | 'birthDay'>
  /** Her open account, and whether it waits for a guardian; null when she has none. */
  readonly account: { readonly isGuardianNeeded: boolean } | null
  readonly hasGuardian: boolean
  readonly today: CityDay
}): Standing => {
  const { personId, birthDay } = person.attestation
  if (personId === null) return 'visitor'
  const born = { personId, birthDay }
  const isDecided = person.hasGuardian || isOfAgeToConsent(born, person.today)
  if (person.account === null) return isDecided ? 'unopened' : 'guardianNeeded'
  if (isDecided) return 'open'
  // An account that is open keeps open at a host that knows no birthday, unless we know that it waits.
  return person.account.isGuardianNeeded || ofAgeOn(born) !== undefined ? 'guardianNeeded' : 'open'
}
