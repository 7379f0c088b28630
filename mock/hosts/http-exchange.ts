import type { IncomingMessage, ServerResponse } from 'node:http'

const BODY_BYTES_MAX = 64 * 1024

/** The whole body as text; throws beyond 64 kB, more than any of our partners sends. */
export const readText = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length
    if (bytes > BODY_BYTES_MAX) throw new Error('body too large')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The body as a JSON object; anything else counts as an empty one. */
export const readObject = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(await readText(request))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

export const sendJson = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(JSON.stringify(body))
}
