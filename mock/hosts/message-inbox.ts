import type { IncomingMessage } from 'node:http'
import type { ShownMessage } from './shell/city-wire'
import { nonceOfSigned } from './signed-by-platform'

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

const messageOf = (body: string): InboxMessage | undefined => {
  const { messageId, subject, at, title, text, path } = JSON.parse(body) as Partial<InboxMessage>
  return messageId && subject && at && title && text && path
    ? { messageId, subject, at, title, text, path }
    : undefined
}
