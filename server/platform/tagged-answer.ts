import { createHash } from 'node:crypto'

import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Marks an answer with the tag of what it says, so that whoever has it already is sent a few bytes. Returns whether this caller does: then
 * the answer is a 304 without a body. `cacheControl` says who may keep it; both ask again each time.
 */
export const isKnown = (
  { headers }: Pick<FastifyRequest, 'headers'>,
  reply: Pick<FastifyReply, 'header'>,
  { value, cacheControl }: { value: unknown; cacheControl: 'private, no-cache' | 'public, no-cache' },
): boolean => {
  const etag = `"${createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22)}"`
  void reply.header('etag', etag)
  void reply.header('cache-control', cacheControl)
  return namesTag(headers['if-none-match'], etag)
}

/** Weak comparison of RFC 9110, section 13.1.2: a proxy on the way may have weakened our tag. */
const namesTag = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch?.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, ''))) === true
