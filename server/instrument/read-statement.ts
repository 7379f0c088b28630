import { refuse, type Refusal } from '#contract'
import { statementFault } from '#domain/instrument'
import type { HostCardList, Hosts } from '#server/gateways/index'
import { attestedPersonOf, hostRefusal } from '#server/identity/index'
import type { Dependencies, ResidentPrincipal } from '#server/platform/index'

/**
 * Reads a host's signed card list for this session: the host's signature, its person, its age. Refuses
 * `instrument.statement-refused`, `session.unknown-host`, `session.host-unreachable`, `access.not-signed-in`.
 */
export const readStatement = async (
  deps: Dependencies,
  hosts: Hosts,
  { hostId, sessionId }: ResidentPrincipal,
  statement: string,
): Promise<HostCardList | Refusal> => {
  const list = await hosts.verifyCardList(hostId, statement)
  if (typeof list === 'string') return hostRefusal(list, 'instrument.statement-refused')
  const person = await attestedPersonOf(deps, sessionId)
  if (person === undefined) return refuse('access.not-signed-in')
  const claims = {
    issuer: list.iss,
    subject: list.sub,
    issuedAt: list.iat * 1000,
    expiresAt: list.exp * 1000,
  }
  const fault = statementFault(claims, { hostId, hostSubject: person.subject, now: deps.clock.now() })
  return fault === undefined ? list : refuse('instrument.statement-refused', '/body/statement')
}
