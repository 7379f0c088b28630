import { randomUUID, sign, type KeyObject } from 'node:crypto'
import type {
  Expert,
  ExpertList,
  ExpertRequest,
  Problem,
  RunDetail,
  RunList,
  StaffChallenge,
  StaffSession,
} from '#contract'

/** A member of staff with her own Ed25519 key, whose public half the platform knows. */
export interface StaffKey {
  readonly staffId: string
  readonly privateKey: KeyObject
}

export type StaffAnswer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

export interface StaffClient {
  runs(state: string): Promise<StaffAnswer<RunList>>
  /** Has the run replayed from retained evidence. */
  verify(runId: string): Promise<StaffAnswer<RunDetail>>
  confirm(runId: string): Promise<StaffAnswer<RunDetail>>
  experts(): Promise<StaffAnswer<ExpertList>>
  inviteExpert(request: ExpertRequest): Promise<StaffAnswer<Expert>>
}

/** Signs in with the key whenever the session has run out; everything goes over the staff routes. */
export const createStaffClient = (
  serviceUrl: string,
  key: StaffKey,
  now: () => number = Date.now,
): StaffClient => {
  let session: StaffSession | undefined
  const signedIn = async (): Promise<string> => {
    if (!session || Date.parse(session.accessTokenExpiresAt) < now() + RENEWAL_MILLISECONDS) {
      session = await signIn(serviceUrl, key)
    }
    return session.accessToken
  }
  const ask = async <T>(method: 'GET' | 'POST', path: string, body?: object): Promise<StaffAnswer<T>> =>
    send<T>(`${serviceUrl}/v1/staff${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await signedIn()}`,
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  return {
    runs: (state) => ask('GET', `/runs?state=${state}`),
    verify: (runId) => ask('POST', `/runs/${runId}/verification`),
    confirm: (runId) => ask('POST', `/runs/${runId}/confirmations`),
    experts: () => ask('GET', '/experts'),
    inviteExpert: (request) => ask('POST', '/experts', request),
  }
}

const RENEWAL_MILLISECONDS = 60_000

const signIn = async (serviceUrl: string, { staffId, privateKey }: StaffKey): Promise<StaffSession> => {
  const challenge = await post<StaffChallenge>(`${serviceUrl}/v1/staff/challenges`, { staffId })
  const signature = sign(null, Buffer.from(challenge.text), privateKey).toString('base64url')
  return post<StaffSession>(`${serviceUrl}/v1/staff/sessions`, {
    challengeId: challenge.challengeId,
    signature,
  })
}

const post = async <T>(url: string, body: object): Promise<T> => {
  const headers = { 'content-type': 'application/json' }
  const answer = await send<T>(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${url}: ${answer.problem.code}`)
  return answer.value
}

const send = async <T>(url: string, request: RequestInit): Promise<StaffAnswer<T>> => {
  const response = await fetch(url, request)
  const body: unknown = await response.json()
  return response.ok ? { ok: true, value: body as T } : { ok: false, problem: body as Problem }
}
