import { randomUUID } from 'node:crypto'
import type { ConsentState, LinkOutcomeList, Me, Notice, Problem, SceneList, Session } from '#contract'

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
        for (const { operatorId } of providers) {
          await ask<ConsentState>(`/me/consents/${sceneId}/${operatorId}`, { method: 'PUT' })
        }
      }
    },
  }
}

interface Asking {
  readonly method?: 'GET' | 'POST' | 'PUT'
  readonly body?: object
  readonly token?: string
}

const asked = async <T>(url: string, { method = 'GET', body, token }: Asking): Promise<T> => {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const answer: unknown = await response.json()
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${(answer as Problem).code}`)
  return answer as T
}
