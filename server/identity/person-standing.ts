import { cityDayOf } from '#domain/calendar'
import { standingOf, type Attestation, type Standing } from '#domain/identity'
import { inTransaction, type Dependencies } from '#server/platform/index'

import { attestedPersonOf, personIndexOf } from './attested-person'
import { findOpenAccount, hasGuardian } from './find-account'
import { rememberHost } from './remember-host'
import type { SignedIn } from './signed-in'
import { endWaitForGuardian, leaveWithoutGuardian } from './wards'

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
  const index = attestation.personId === null ? null : personIndexOf(crypto, attestation.personId)
  const account = index === null ? undefined : await findOpenAccount(sql, index)
  const standing = standingOf({
    attestation,
    account: account ?? null,
    hasGuardian: index !== null && (await hasGuardian(sql, index)),
    today: cityDayOf(clock.now()),
  })
  if (account !== undefined && account.isGuardianNeeded !== (standing === 'guardianNeeded')) {
    await setWaitRight({ sql, clock }, account.accountId, standing)
  }
  return { standing, accountId: account?.accountId ?? null, attestation }
}

const setWaitRight = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  accountId: string,
  standing: Standing,
): Promise<void> => {
  if (standing !== 'guardianNeeded') return endWaitForGuardian(sql, { accountId, guardianAccountId: null })
  await inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, (transaction) =>
    leaveWithoutGuardian(transaction, [{ accountId, causeId: accountId }], clock.now()),
  )
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
