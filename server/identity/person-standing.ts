import { cityDayOf } from '#domain/calendar'
import { standingOf, type Attestation, type Standing } from '#domain/identity'
import type { Dependencies } from '#server/platform/index'

import { attestedPersonOf, personIndexOf } from './attested-person'
import { findOpenAccount, hasGuardian } from './find-account'
import { rememberHost } from './remember-host'
import type { SignedIn } from './signed-in'

export interface PersonStanding {
  readonly standing: Standing
  readonly accountId: string | null
  readonly attestation: Attestation
}

/** Where the person of an attestation stands now. */
export const standingOfAttestation = async (
  { sql, crypto, clock }: Pick<Dependencies, 'sql' | 'crypto' | 'clock'>,
  attestation: Attestation,
): Promise<PersonStanding> => {
  const index = attestation.personId === null ? null : personIndexOf(crypto, attestation.personId)
  const accountId = index === null ? null : ((await findOpenAccount(sql, index)) ?? null)
  const standing = standingOf({
    attestation,
    hasOpenAccount: accountId !== null,
    hasGuardian: index !== null && (await hasGuardian(sql, index)),
    today: cityDayOf(clock.now()),
  })
  return { standing, accountId, attestation }
}

/**
 * Where the person of a session stands now. A session begun before she opened her account through another host joins that
 * account here. Undefined when the session has ended.
 */
export const personStandingOf = async (
  deps: Dependencies,
  signedIn: SignedIn,
): Promise<PersonStanding | undefined> => {
  const attestation = await attestedPersonOf(deps, signedIn.sessionId)
  if (attestation === undefined) return undefined
  const person = await standingOfAttestation(deps, attestation)
  if (signedIn.kind === 'visitor' && person.accountId !== null) {
    await deps.sessions.openAccount(deps.sql, signedIn.sessionId, person.accountId)
    const { subject } = attestation
    await rememberHost(deps, deps.sql, { accountId: person.accountId, hostId: signedIn.hostId, subject })
  }
  return person
}
