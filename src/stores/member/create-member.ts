import { createApiClient } from '../../api'
import { membershipApi } from '../../api/resources/memberships'
import type { Stores } from '../create-stores'
import { LastKnown } from '../last-known'
import { MemberSessionStore } from './member-session-store'

/** Builds what everything done for an institution runs on: who acts, a client with her authority, what is kept for her on the device. */
export function createMember({ surroundings: { host, baseUrl }, client: own }: MemberSurroundings) {
  const session = new MemberSessionStore(membershipApi(own), host.store)
  const client = createApiClient({
    baseUrl,
    host,
    accessToken: () => session.accessToken(),
    refresh: () => session.renew(),
  })
  session.onLeave(() => client.forget())
  return { session, client, lastKnown: new LastKnown(host.store, () => session.membership?.memberId ?? null) }
}

type MemberSurroundings = Pick<Stores, 'surroundings' | 'client'>

export type Member = ReturnType<typeof createMember>
