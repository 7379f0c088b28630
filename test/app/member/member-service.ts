import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { InstitutionName, Me, Membership } from '#contract'
import { answer, startService, type Service } from '../api/service'

export type Reply = readonly [status: number, body: unknown]

/** What the service knows of one person, whose own token is `hers`, and of the members she may act as. */
export interface MemberService extends Service {
  readonly state: {
    memberships: Membership[]
    /** Institutions that are suspended. */
    suspended: string[]
    /** Tokens of members given before it grew are refused. */
    epoch: number
    /** The act is done, its answer is lost. */
    losesAnswers: boolean
    /** How often a member's session was begun. */
    begun: number
    /** The membership an invitation's code leads to, once. */
    invitations: Map<string, Membership>
  }
}

export const OWN_TOKEN = 'hers'

export const membershipOf = (n: number, changes: Partial<Membership> = {}): Membership => ({
  memberId: `mem_0000000000000000000000000${n}`,
  institutionId: `org_0000000000000000000000000${n}`,
  institution: { zh: `机构${n}`, en: `Institution ${n}` },
  role: 'manager',
  displayName: '小周',
  isMallOperator: true,
  isMerchant: false,
  isSponsor: false,
  isOperator: false,
  shops: [],
  ...changes,
})

/** A small service on loopback; `rest` answers what a member asks for once she acts. */
export async function startMemberService(
  memberships: Membership[],
  rest: (request: IncomingMessage, memberId: string, body: string) => Reply = (_, memberId) => [
    200,
    { memberId },
  ],
): Promise<MemberService> {
  const state: MemberService['state'] = {
    memberships,
    suspended: [],
    epoch: 0,
    losesAnswers: false,
    begun: 0,
    invitations: new Map(),
  }
  const door = new Door(state, rest)
  const service = await startService((request, response, body) => door.answer(request, response, body))
  return { ...service, state }
}

class Door {
  private readonly tokens = new Map<string, { memberId: string; epoch: number }>()
  private readonly kept = new Map<string, Reply>()

  constructor(
    private readonly state: MemberService['state'],
    private readonly rest: (request: IncomingMessage, memberId: string, body: string) => Reply,
  ) {}

  answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const [status, value] = this.reply(request, body)
    if (this.state.losesAnswers && request.method !== 'GET') return void response.destroy()
    answer(response, status, value)
  }

  private reply(request: IncomingMessage, body: string): Reply {
    const path = request.url ?? ''
    if (path === '/v1/sessions')
      return [201, { accessToken: OWN_TOKEN, refreshToken: 'r', standing: 'visitor' }]
    const token = String(request.headers.authorization).replace('Bearer ', '')
    if (path.startsWith('/v1/me')) return token === OWN_TOKEN ? this.own(request, path, body) : NOT_SIGNED_IN
    // Whom a code stands for is told to whoever signed in herself, not to whoever acts.
    if (path.startsWith('/v1/institutions/')) return token === OWN_TOKEN ? [200, NAMED] : NOT_ALLOWED
    const acting = this.tokens.get(token)
    const isMember = this.state.memberships.some(({ memberId }) => memberId === acting?.memberId)
    if (!acting || !isMember || acting.epoch !== this.state.epoch) return NOT_SIGNED_IN
    return this.rest(request, acting.memberId, body)
  }

  private own(request: IncomingMessage, path: string, body: string): Reply {
    if (path === '/v1/me') return [200, VISITOR]
    const { memberships, suspended } = this.state
    const isOpen = ({ institutionId }: Membership) => !suspended.includes(institutionId)
    if (request.method === 'GET') return [200, { items: memberships.filter(isOpen) }]
    if (path === '/v1/me/memberships') return this.join(String(request.headers['idempotency-key']), body)
    const membership = memberships.find(({ memberId }) => path.includes(memberId))
    if (!membership) return [404, { code: 'request.not-found' }]
    if (!isOpen(membership)) return [403, { code: 'institution.suspended' }]
    this.state.begun += 1
    const accessToken = randomUUID()
    this.tokens.set(accessToken, { memberId: membership.memberId, epoch: this.state.epoch })
    return [201, { accessToken, accessTokenExpiresAt: '2026-11-23T09:15:00+08:00', membership }]
  }

  private join(key: string, body: string): Reply {
    const known = this.kept.get(key)
    if (known) return known
    const { code } = JSON.parse(body) as { code: string }
    const membership = this.state.invitations.get(code)
    if (!membership) return [409, { code: 'invitation.refused' }]
    this.state.invitations.delete(code)
    this.state.memberships.push(membership)
    this.kept.set(key, [201, membership])
    return [201, membership]
  }
}

/** Known to her host and without a carbon account, as a member may be. */
const VISITOR: Me = {
  standing: 'visitor',
  accountId: null,
  maskedName: null,
  openedAt: null,
  noticeVersion: null,
  proof: 'none',
}

const NAMED: InstitutionName = {
  institutionId: 'org_00000000000000000000000009',
  name: { zh: '浦江农商行', en: 'Pujiang Bank' },
}

const NOT_ALLOWED: Reply = [403, { code: 'access.not-permitted' }]

const NOT_SIGNED_IN: Reply = [401, { code: 'access.not-signed-in' }]
