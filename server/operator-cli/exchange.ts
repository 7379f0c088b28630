import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Readable } from 'node:stream'

/** Bytes to be sent, as often as it takes. */
export interface Body {
  readonly bytes: number
  /** The value of Content-Digest (RFC 9530), over the bytes as sent. */
  readonly digest: string
  readonly type: string
  readonly encoding?: 'gzip'
  readonly open: () => Readable
}

export interface Exchanged {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
}

/** A book of ten million rides is compared within minutes before it is answered. */
const SILENCE_MILLISECONDS_MAX = 600_000

/** One request and its whole answer; rejects when the line fails or stays silent. */
export const exchange = (
  url: URL,
  method: string,
  headers: Record<string, string>,
  body: Body | undefined,
): Promise<Exchanged> =>
  new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const length = body === undefined ? {} : { 'content-length': String(body.bytes) }
    const sent = send(url, { method, headers: { ...headers, ...length }, agent: false })
    sent.setTimeout(SILENCE_MILLISECONDS_MAX, () => sent.destroy(new Error('nothing came for ten minutes')))
    sent.on('error', reject)
    sent.once('response', (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.once('error', reject)
      answer.once('end', () => {
        // An answer may come before the whole body has left; nobody reads the rest of it.
        if (!sent.writableFinished) sent.destroy()
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat(chunks) })
      })
    })
    if (body === undefined) sent.end()
    else
      body
        .open()
        .on('error', (error) => sent.destroy(error))
        .pipe(sent)
  })
