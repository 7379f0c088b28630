import type { HostConnection } from '#server/platform/index'

/** A person waits while we ask; a host that needs longer is treated as down. */
export const HOST_ANSWER_MILLISECONDS_MAX = 4_000

/** What a host's server said: an answer, no to this ticket or code, or nothing usable. */
export type HostAnswer = { readonly answer: unknown } | 'refused' | 'unreachable'

/**
 * One POST to a host's server under our client credentials (HTTP Basic, RFC 6749 section 2.3.1). A 4xx about the ticket is
 * `refused`; anything else that is not an answer – time-out, 5xx, our own credentials refused, no JSON – is `unreachable`.
 */
export const askHost = async (
  connection: HostConnection,
  url: string,
  body: { readonly type: string; readonly text: string },
): Promise<HostAnswer> => {
  const credentials = Buffer.from(`${connection.clientId}:${connection.clientSecret}`).toString('base64')
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(HOST_ANSWER_MILLISECONDS_MAX),
      headers: {
        authorization: `Basic ${credentials}`,
        'content-type': body.type,
        accept: 'application/json',
      },
      body: body.text,
    })
    if (response.ok) return { answer: (await response.json()) as unknown }
    await response.body?.cancel()
    return [400, 404, 410, 422].includes(response.status) ? 'refused' : 'unreachable'
  } catch {
    return 'unreachable'
  }
}
