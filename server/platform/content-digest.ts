import { createHash } from 'node:crypto'
import { Transform, type TransformCallback } from 'node:stream'

import { refuse } from '#contract'

import { RefusedRequest } from './problem'

/**
 * Passes a body through and ends with an error (RefusedRequest `digest.mismatch`) when it did not have the signed digest.
 * A reader must therefore make nothing durable before the stream has ended: that is when truncation shows.
 */
export class DigestCheckingStream extends Transform {
  /** Bytes seen so far; Fastify compares them with Content-Length. */
  receivedEncodedLength = 0
  private readonly hash = createHash('sha256')

  /** `expected`: the 32 bytes of Content-Digest's sha-256, over the bytes as sent (compressed, if they are). */
  constructor(private readonly expected: Buffer) {
    super()
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.receivedEncodedLength += chunk.length
    this.hash.update(chunk)
    done(null, chunk)
  }

  override _flush(done: TransformCallback): void {
    const isSame = this.hash.digest().equals(this.expected)
    done(isSame ? null : new RefusedRequest(refuse('digest.mismatch')))
  }
}
