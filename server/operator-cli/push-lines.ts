import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'

import { PushOutcome } from '#contract'

import type { Body } from './exchange'
import type { Platform } from './platform'
import { refusedBy } from './stopped'

const TYPE = 'application/x-ndjson'

/** Bytes held in memory, ready to be sent as often as it takes. */
export const bodyOf = (bytes: Buffer, type: string, encoding?: 'gzip'): Body => ({
  bytes: bytes.length,
  digest: digestOf(bytes),
  type,
  ...(encoding === undefined ? {} : { encoding }),
  open: () => Readable.from([bytes]),
})

/** The value of Content-Digest over these bytes (RFC 9530). */
export const digestOf = (bytes: Buffer): string =>
  `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`

/**
 * Sends rows under this id and returns their verdicts. Where the id is taken the verdicts stored under it are the answer: the id was given
 * to these rows and no others, and another version may have compressed them to other bytes.
 */
export const pushLines = async (
  platform: Platform,
  pushId: string,
  bytes: Buffer,
  encoding?: 'gzip',
): Promise<PushOutcome> => {
  const path = `/pushes/${pushId}`
  const answer = await platform.ask(PushOutcome, {
    method: 'POST',
    path,
    body: bodyOf(bytes, TYPE, encoding),
  })
  if (answer.ok) return answer.value
  if (answer.problem.code !== 'push.conflict') throw refusedBy(answer.problem)
  return platform.expect(PushOutcome, { method: 'GET', path })
}
