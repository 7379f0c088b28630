import type { Readable } from 'node:stream'

import type { FastifyRequest } from 'fastify'

import { isRefusal, refuse, type Refusal } from '#contract'
import { readContentDigest, type App } from '#server/platform/index'

import type { ContentEncoding } from './read-body'

export const LINES_MEDIA_TYPE = 'application/x-ndjson'

/** A signed body of lines that nobody has read yet. */
export interface LinesBody {
  /** As signed; the body's stream ends in an error when the bytes have another. */
  readonly contentDigest: Buffer
  readonly encoding: ContentEncoding
  readonly body: Readable
}

/** Hands bodies of lines to the routes of this scope as the streams they are. */
export function takeLines(app: App): void {
  app.addContentTypeParser(LINES_MEDIA_TYPE, (_request, payload, done) => {
    // The stream may fail before anybody reads it; who reads it later still meets the error.
    payload.on('error', () => undefined)
    done(null, payload)
  })
}

/** What the head of the request says about the body that follows. Refuses `digest.missing`, `push.empty`, `request.unsupported-media`. */
export function linesBodyOf(request: FastifyRequest): LinesBody | Refusal {
  if (request.body === undefined || request.body === null) return refuse('push.empty')
  const encoding = contentEncoding(request.headers['content-encoding'])
  if (encoding === undefined) return refuse('request.unsupported-media', 'Content-Encoding')
  if (!isUtf8Json(request.headers['content-type'])) return refuse('request.unsupported-media', 'Content-Type')
  const contentDigest = readContentDigest(String(request.headers['content-digest'] ?? ''))
  if (isRefusal(contentDigest)) return contentDigest
  return { contentDigest, encoding, body: request.body as Readable }
}

function contentEncoding(header: string | undefined): ContentEncoding | undefined {
  const name = header?.trim().toLowerCase() ?? 'identity'
  return name === 'gzip' || name === 'identity' ? name : undefined
}

function isUtf8Json(header: string | undefined): boolean {
  return /^application\/x-ndjson(\s*;\s*charset\s*=\s*"?utf-8"?)?\s*$/i.test(header ?? '')
}
