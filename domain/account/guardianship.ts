import type { CityDay } from '#domain/calendar'
import { isOfAgeToConsent, type Attestation } from '#domain/identity'

/** Long enough to walk to the kitchen, short enough that a code read over a shoulder is stale. Our own figure. */
export const GUARDIAN_CODE_TTL_MILLISECONDS = 10 * 60_000

/** An adult may mistype five times in ten minutes: guessing 8 digits then takes centuries. Our own figures. */
export const GUARDIAN_ATTEMPTS_MAX = 5
export const GUARDIAN_ATTEMPT_WINDOW_MILLISECONDS = 10 * 60_000

/** A code answers for ten minutes; that it answers once only is the database's to keep. */
export const isGuardianCodeLive = (code: { readonly expiresAt: Date }, now: Date): boolean =>
  now < code.expiresAt

export type GuardianshipDecision = 'consented' | 'notNeeded' | 'notRelated'

/**
 * Whether this adult may consent for this child (PIPL Art 31). The relation is the host's to attest: the code proves only
 * that the two are in touch, never that one is the other's guardian.
 */
export const decideGuardianship = (asked: {
  readonly ward: Attestation & { readonly personId: string }
  readonly isGuardian: (personId: string) => boolean
  readonly today: CityDay
}): GuardianshipDecision => {
  if (isOfAgeToConsent(asked.ward, asked.today)) return 'notNeeded'
  return asked.ward.guardianPersonIds.some(asked.isGuardian) ? 'consented' : 'notRelated'
}
