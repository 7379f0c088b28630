import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { requiredComponents, SIGNATURE_LABEL, signatureBase, signatureParametersText } from '#contract'
import type { ShownMessage } from './shell/city-wire'

/** A message as the platform hands it over. */
export interface InboxMessage extends ShownMessage {
  readonly subject: string
}

export interface MessageInbox {
  /**
   * Takes a message that its sender signed: 201 for a new one, 200 for one that is here already under the same key. 401: the
   * signature does not hold; 404: no such user; 422: no message.
   */
  take(request: IncomingMessage, body: string): 200 | 201 | 401 | 404 | 422
  /** Of one user, the latest first. */
  of(subject: string): readonly InboxMessage[]
}

export interface MessageInboxOptions {
  readonly clientId: string
  readonly clientSecret: string
  readonly now: () => number
  readonly isUser: (subject: string) => boolean
  readonly onMessage: (message: InboxMessage) => void
}

const CREATED_SECONDS_APART_MAX = 300

/** The messages a platform sent to the users of this app, each once. */
export const createMessageInbox = (options: MessageInboxOptions): MessageInbox => {
  const messages = new Map<string, InboxMessage>()
  const nonces = new Set<string>()
  return {
    take: (request, body) => {
      const nonce = nonceOfSigned(request, body, options)
      if (nonce === undefined || nonces.has(nonce)) return 401
      nonces.add(nonce)
      const message = messageOf(body)
      if (!message || request.headers['idempotency-key'] !== message.messageId) return 422
      if (!options.isUser(message.subject)) return 404
      if (messages.has(message.messageId)) return 200
      messages.set(message.messageId, message)
      options.onMessage(message)
      return 201
    },
    of: (subject) => [...messages.values()].filter((message) => message.subject === subject).reverse(),
  }
}

const PARAMETERS =
  /^sig1=(\([^)]*\);created=(\d+);nonce="([\w-]{16,128})";keyid="([^"]+)";alg="hmac-sha256")$/

/** The nonce of a request that carries a fresh signature (RFC 9421, HMAC-SHA256) over its method, path, query, digest and type. */
const nonceOfSigned = (
  request: IncomingMessage,
  body: string,
  { clientId, clientSecret, now }: MessageInboxOptions,
): string | undefined => {
  const [, , created, nonce, keyId] = PARAMETERS.exec(String(request.headers['signature-input'])) ?? []
  if (nonce === undefined || keyId !== clientId) return undefined
  if (Math.abs(Number(created) - now() / 1_000) > CREATED_SECONDS_APART_MAX) return undefined
  const { pathname, search } = new URL(request.url ?? '/', 'http://host')
  const parts = {
    method: request.method ?? '',
    path: pathname,
    query: search,
    contentDigest: `sha-256=:${createHash('sha256').update(body).digest('base64')}:`,
    contentType: String(request.headers['content-type']),
  }
  const components = requiredComponents(parts)
  const parameters = signatureParametersText(components, {
    created: Number(created),
    nonce,
    keyId,
    algorithm: 'hmac-sha256',
  })
  const base = signatureBase(parts, components, parameters)
  const expected = `${SIGNATURE_LABEL}=:${createHmac('sha256', clientSecret).update(base).digest('base64')}:`
  const given = Buffer.from(String(request.headers['signature']))
  const isSigned = given.length === expected.length && timingSafeEqual(given, Buffer.from(expected))
  return isSigned ? nonce : undefined
}

const messageOf = (body: string): InboxMessage | undefined => {
  const { messageId, subject, at, title, text, path } = JSON.parse(body) as Partial<InboxMessage>
  return messageId && subject && at && title && text && path
    ? { messageId, subject, at, title, text, path }
    : undefined
}
