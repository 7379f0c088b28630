import type { Message } from '#contract'
import type { AttemptOutcome } from '#domain/message'
import type { HostConnection } from '#server/platform/index'

import { HOST_ANSWER_MILLISECONDS_MAX } from './host-http'
import { signedCallHeaders } from './signed-call'

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
        ...signedCallHeaders(connection, { method: 'POST', url: messagesUrl, body }, now),
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
