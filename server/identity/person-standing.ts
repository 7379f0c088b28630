import { cityDayOf } from '#domain/calendar'
import { isOfAgeToConsent, ofAgeOn, standingOf, type Attestation, type Standing } from '#domain/identity'
import { inTransaction, type Dependencies } from '#server/platform/index'

import { attestedPersonOf, personIndexOf } from './attested-person'
import { findGuardianship, findOpenAccount } from './find-account'
import { rememberHost } from './remember-host'
import type { SignedIn } from './signed-in'
import { endWaitForGuardian, keepWhenOfAge, leaveWithoutGuardian } from './wards'

export interface PersonStanding {
  readonly standing: Standing
  readonly accountId: string | null
  readonly attestation: Attestation
}

/** Where the person of an attestation stands now. An account whose child lost her guardian, or grew up, is set right here. */
export const standingOfAttestation = async (
  { sql, crypto, clock }: Pick<Dependencies, 'sql' | 'crypto' | 'clock'>,
  attestation: Attestation,
): Promise<PersonStanding> => {
  const { personId, birthDay } = attestation
  if (personId === null) return { standing: 'visitor', accountId: null, attestation }
  const index = personIndexOf(crypto, personId)
  const account = await findOpenAccount(sql, index)
  const guardianship = await findGuardianship(sql, index)
  if (guardianship?.wardUntil === null) await keepWhenOfAge(sql, index, ofAgeOn({ personId, birthDay }))
  const today = cityDayOf(clock.now())
  const hasGuardian = guardianship !== undefined
  const standing = standingOf({ attestation, account: account ?? null, hasGuardian, today })
  if (account !== undefined && account.isGuardianNeeded !== (standing === 'guardianNeeded')) {
    const { accountId } = account
    // What was read may be past by now: both ask again, with her account held.
    await inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, (transaction) =>
      standing === 'guardianNeeded'
        ? leaveWithoutGuardian(transaction, [{ accountId, causeId: accountId }], clock.now())
        : endWaitForGuardian(transaction, {
            accountId,
            isOfAge: isOfAgeToConsent({ personId, birthDay }, today),
          }),
    )
  }
  return { standing, accountId: account?.accountId ?? null, attestation }
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
