import type { CityDay } from '#domain/calendar'
import { isOfAgeToConsent } from './age'
import type { Attestation } from './attestation'

/**
 * Where a person stands: `visitor` may look, not hold; `guardianNeeded` is under 14 and nobody consented for her; `unopened`
 * may open an account; `open` holds one.
 */
export type Standing = 'visitor' | 'guardianNeeded' | 'unopened' | 'open'

export const standingOf = (person: {
  readonly attestation: Pick<Attestation, 'personId' | 'birthDay'>
  readonly hasOpenAccount: boolean
  readonly hasGuardian: boolean
  readonly today: CityDay
}): Standing => {
  const { personId, birthDay } = person.attestation
  if (personId === null) return 'visitor'
  if (person.hasOpenAccount) return 'open'
  if (person.hasGuardian || isOfAgeToConsent({ birthDay, personId }, person.today)) return 'unopened'
  return 'guardianNeeded'
}
