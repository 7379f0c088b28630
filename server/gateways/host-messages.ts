import { createHash, createHmac, randomBytes } from 'node:crypto'

import {
  requiredComponents,
  SIGNATURE_LABEL,
  signatureBase,
  signatureParametersText,
  type Message,
} from '#contract'
import type { AttemptOutcome } from '#domain/message'
import type { HostConnection } from '#server/platform/index'

import { HOST_ANSWER_MILLISECONDS_MAX } from './host-http'

/** What a host's server is given to show one of its users. */
export interface HostMessage extends Pick<Message, 'messageId' | 'at' | 'title' | 'text'> {
  /** The person's id at this host. */
  readonly subject: string
  /** The page of the module it leads to. */
  readonly path: string
}

/**
 * Passes one message on to a host's server: a POST signed with our client secret (RFC 9421, hmac-sha256, over method, path, query,
 * content type and digest), its id as idempotency key. A 4xx about the message itself is `refused`; anything else that is not a
 * 2xx – time-out, 5xx, our signature refused – is `unreachable`.
 */
export const passMessageOn = async (
  connection: HostConnection,
  messagesUrl: string,
  message: HostMessage,
  now: Date,
): Promise<AttemptOutcome> => {
  const body = JSON.stringify(message)
  try {
    const response = await fetch(messagesUrl, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(HOST_ANSWER_MILLISECONDS_MAX),
      headers: {
        ...signedHeaders(connection, messagesUrl, body, now),
        'idempotency-key': message.messageId,
      },
      body,
    })
    await response.body?.cancel()
    if (response.ok) return 'taken'
    return [400, 404, 409, 410, 422].includes(response.status) ? 'refused' : 'unreachable'
  } catch {
    return 'unreachable'
  }
}

const signedHeaders = (
  { clientId, clientSecret }: HostConnection,
  url: string,
  body: string,
  now: Date,
): Record<string, string> => {
  const { pathname, search } = new URL(url)
  const contentDigest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
  const contentType = 'application/json'
  const parts = { method: 'POST', path: pathname, query: search, contentDigest, contentType }
  const components = requiredComponents(parts)
  const parameters = signatureParametersText(components, {
    created: Math.floor(now.getTime() / 1000),
    nonce: randomBytes(16).toString('base64url'),
    keyId: clientId,
    algorithm: 'hmac-sha256',
  })
  const mac = createHmac('sha256', clientSecret).update(signatureBase(parts, components, parameters))
  return {
    'content-type': contentType,
    'content-digest': contentDigest,
    'signature-input': `${SIGNATURE_LABEL}=${parameters}`,
    signature: `${SIGNATURE_LABEL}=:${mac.digest('base64')}:`,
  }
}
