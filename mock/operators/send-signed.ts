import { setTimeout as wait } from 'node:timers/promises'
import type { Problem } from '#contract'
import { signedHeaders, signingMoment, type OperatorKey, type UnsignedRequest } from './signed-request'

/** What the platform answered: its resource, or its refusal with the HTTP status. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly problem: Problem }

/** Whoever signs: an operator, or an institution's own server. */
export type SigningKey = Pick<OperatorKey, 'keyId' | 'privateKey'>

const BACKOFF_MILLISECONDS = 200
const BACKOFF_MILLISECONDS_MAX = 5_000
const ANSWER_MILLISECONDS_MAX = 120_000

/** Sends until there is an answer: no connection, 429 and 5xx are tried again, each time newly signed, as a nonce works once. */
export const sendSigned = async <T>(
  request: UnsignedRequest,
  { key, tries, now }: { readonly key: SigningKey; readonly tries: number; readonly now: () => Date },
): Promise<Answer<T>> => {
  for (let turn = 1; ; turn++) {
    try {
      const answer = await askOnce<T>(request, key, now())
      if (answer.ok || !isPassing(answer.status) || turn >= tries) return answer
    } catch (error) {
      if (turn >= tries)
        throw new Error(`${request.method} ${request.url} got no answer in ${tries} tries`, { cause: error })
    }
    await wait(Math.min(BACKOFF_MILLISECONDS_MAX, BACKOFF_MILLISECONDS * 2 ** (turn - 1)))
  }
}

const isPassing = (status: number): boolean => status === 429 || status >= 500

const askOnce = async <T>(request: UnsignedRequest, key: SigningKey, now: Date): Promise<Answer<T>> => {
  const response = await fetch(request.url, {
    method: request.method,
    headers: signedHeaders(request, key, signingMoment(now)),
    signal: AbortSignal.timeout(ANSWER_MILLISECONDS_MAX),
    ...(request.body ? { body: new Uint8Array(request.body) } : {}),
  })
  const body: unknown = await response.json()
  return response.ok
    ? { ok: true, value: body as T }
    : { ok: false, status: response.status, problem: body as Problem }
}
