import { randomUUID } from 'node:crypto'
import type {
  ConsentState,
  Entrustment,
  EntrustmentRequest,
  LinkOutcomeList,
  Me,
  MemberSession,
  Membership,
  MembershipList,
  Notice,
  Problem,
  SceneList,
  Session,
} from '#contract'

/** Where the platform and this person's host answer. */
export interface ResidentPlaces {
  readonly serviceUrl: string
  readonly hostId: string
  readonly hostBaseUrl: string
}

export interface ResidentClient {
  me(): Promise<Me>
  openAccount(): Promise<Me>
  linkWallet(): Promise<LinkOutcomeList>
  /** Agrees to every provider of every live scene. */
  consentToAll(): Promise<void>
  /** Lets an institution apply for a site of hers. */
  entrustSite(request: EntrustmentRequest): Promise<Entrustment>
  /** For whom she acts. */
  memberships(): Promise<readonly Membership[]>
  /** Accepts an invitation; returns her member id. */
  join(code: string): Promise<string>
  /** Begins to act for an institution. */
  actFor(memberId: string): Promise<MemberClient>
}

/** Somebody acting for an institution, as long as her session lasts. Throws on a refusal. */
export interface MemberClient {
  readonly institutionId: string
  ask<T>(path: string, request?: Asking): Promise<T>
  /** Sends bytes as they are. */
  upload<T>(path: string, file: { readonly type: string; readonly bytes: Uint8Array }): Promise<T>
}

/** One inhabitant at her phone, over the same routes as the module: ticket, session, account, cards, consents. Throws on a refusal. */
export const signInResident = async (residentId: string, places: ResidentPlaces): Promise<ResidentClient> => {
  const askHost = (question: string): Promise<Record<string, string>> =>
    asked(`${places.hostBaseUrl}/app/${question}`, { method: 'POST', body: { residentId } })
  const { ticket } = await askHost('tickets')
  const session = await asked<Session>(`${places.serviceUrl}/v1/sessions`, {
    method: 'POST',
    body: { hostId: places.hostId, ticket },
  })
  const ask = <T>(path: string, request: Asking = {}): Promise<T> =>
    asked<T>(`${places.serviceUrl}/v1${path}`, { ...request, token: session.accessToken })
  return {
    me: () => ask<Me>('/me'),
    openAccount: async () => {
      const { version } = await ask<Notice>('/notice')
      return ask<Me>('/me/account', { method: 'POST', body: { noticeVersion: version } })
    },
    linkWallet: async () => {
      const { statement } = await askHost('card-statements')
      return ask<LinkOutcomeList>('/me/instruments', { method: 'POST', body: { statement } })
    },
    consentToAll: async () => {
      const { items } = await ask<SceneList>('/scenes')
      for (const { sceneId, state, providers } of items) {
        if (state !== 'live') continue
        for (const { operatorId, state: providerState } of providers) {
          if (providerState !== 'live') continue
          await ask<ConsentState>(`/me/consents/${sceneId}/${operatorId}`, { method: 'PUT' })
        }
      }
    },
    entrustSite: (body) => ask<Entrustment>('/me/project-entrustments', { method: 'POST', body }),
    memberships: async () => (await ask<MembershipList>('/me/memberships')).items,
    join: async (code) =>
      (await ask<Membership>('/me/memberships', { method: 'POST', body: { code } })).memberId,
    actFor: async (memberId) => {
      const path = `/me/memberships/${memberId}/sessions`
      const { accessToken, membership } = await ask<MemberSession>(path, { method: 'POST' })
      return memberClient(places.serviceUrl, { token: accessToken, institutionId: membership.institutionId })
    },
  }
}

const memberClient = (
  serviceUrl: string,
  { token, institutionId }: { token: string; institutionId: string },
): MemberClient => ({
  institutionId,
  ask: (path, request = {}) => asked(`${serviceUrl}/v1${path}`, { ...request, token }),
  upload: (path, file) => asked(`${serviceUrl}/v1${path}`, { method: 'POST', file, token }),
})

interface Asking {
  readonly method?: 'GET' | 'POST' | 'PUT'
  readonly body?: object
  readonly file?: { readonly type: string; readonly bytes: Uint8Array }
  readonly token?: string
}

const asked = async <T>(url: string, { method = 'GET', body, file, token }: Asking): Promise<T> => {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(file ? { 'content-type': file.type } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    ...(file ? { body: Buffer.from(file.bytes) } : {}),
  })
  const answer: unknown = await response.json()
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${(answer as Problem).code}`)
  return answer as T
}
