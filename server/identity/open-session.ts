import { isRefusal, type Refusal, type Session, type SessionRequest } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { isOfAgeToConsent, type Attestation, type Standing } from '#domain/identity'
import type { Hosts } from '#server/gateways/index'
import type { Dependencies, IssuedSession } from '#server/platform/index'

import { personIndexOf, writeAttestation } from './attested-person'
import { hostRefusal } from './host-refusal'
import { personStandingOf, standingOfAttestation } from './person-standing'
import { rememberHost } from './remember-host'

/**
 * Exchanges a host's one-time ticket for a session. Whoever holds an account gets a resident's session, everybody else a
 * visitor's. Refuses `session.unknown-host`, `session.ticket-refused`, `session.host-unreachable`.
 */
export const openSession = async (
  deps: Dependencies,
  hosts: Hosts,
  { hostId, ticket }: SessionRequest,
): Promise<Session | Refusal> => {
  const attested = await hosts.exchangeTicket(hostId, ticket)
  if (typeof attested === 'string') return hostRefusal(attested, 'session.ticket-refused')
  const { standing, accountId, attestation } = await standingOfAttestation(
    deps,
    withoutNeedlessGuardians(deps, attested),
  )
  const subject = writeAttestation(attestation)
  const { personId } = attestation
  const personIndex = personId === null ? null : personIndexOf(deps.crypto, personId)
  const issued = await deps.sessions.start(
    accountId === null
      ? { kind: 'visitor', hostId, subject, personIndex }
      : { kind: 'resident', hostId, accountId, subject, personIndex },
  )
  if (accountId !== null)
    await rememberHost(deps, deps.sql, { accountId, hostId, subject: attestation.subject })
  return sessionOnWire(issued, standing)
}

/** Refreshes a session; its standing is asked anew. Refuses `session.refresh-refused`. */
export const refreshSession = async (
  deps: Dependencies,
  refreshToken: string,
): Promise<Session | Refusal> => {
  const issued = await deps.sessions.refresh(refreshToken)
  if (isRefusal(issued)) return issued
  const { principal } = issued
  if (principal.kind !== 'visitor' && principal.kind !== 'resident')
    throw new Error(`A session of kind ${principal.kind} has no refresh token.`)
  const person = await personStandingOf(deps, principal)
  return sessionOnWire(issued, person?.standing ?? 'visitor')
}

/** Who the guardians of a grown-up are is nobody's business here (PIPL Art 6), so it is not even kept sealed. */
const withoutNeedlessGuardians = ({ clock }: Dependencies, attestation: Attestation): Attestation => {
  const { personId, birthDay } = attestation
  const isChild = personId !== null && !isOfAgeToConsent({ personId, birthDay }, cityDayOf(clock.now()))
  return isChild ? attestation : { ...attestation, guardianPersonIds: [] }
}

const sessionOnWire = (issued: IssuedSession, standing: Standing): Session => ({
  accessToken: issued.accessToken,
  accessTokenExpiresAt: issued.expiresAt.toISOString(),
  refreshToken: issued.refreshToken,
  standing,
})
