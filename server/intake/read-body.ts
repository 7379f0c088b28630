import type { Readable } from 'node:stream'
import { createGunzip, type Gunzip } from 'node:zlib'

import { refuse, type Refusal } from '#contract'
import { RefusedRequest } from '#server/platform/index'

import { PUSH_LIMITS, type BodyLimits } from './limits'
import { createPace } from './pace'
import { createLineSplitter, type LineReader } from './split-lines'

export type ContentEncoding = 'identity' | 'gzip'

const INFLATED_CHUNK_BYTES = 256 * 1024

export interface BodyReading {
  readonly body: Readable
  readonly encoding: ContentEncoding
  readonly read: LineReader
  readonly limits?: BodyLimits
  /** Done after each chunk before the next is taken, so that a reader can pass on what it holds; a refusal ends the reading. */
  readonly afterChunk?: () => Promise<Refusal | undefined>
}

/**
 * Streams a push through inflating and splitting into `read`, line by line, and ends when the body's digest has held. Nothing is
 * kept but one unfinished line. Refuses `request.too-large`, `push.compression-ratio`, `push.too-many-rows`,
 * `request.unsupported-media` (charset), `request.invalid` (broken gzip), `push.too-slow`, `digest.mismatch` (also a body cut short) and
 * what `afterChunk` refuses; throws what that throws.
 */
export async function readBody({
  body,
  encoding,
  read,
  limits = PUSH_LIMITS,
  afterChunk,
}: BodyReading): Promise<Refusal | undefined> {
  const lines = createLineSplitter(read, limits)
  const sink = encoding === 'gzip' ? inflateInto(lines.feed, limits) : plainInto(lines.feed)
  const refusal = await consume(body, limits, async (chunk) => (await sink.write(chunk)) ?? afterChunk?.())
  // Broken gzip is judged after the digest: a body cut short on its way is first of all not the body that was signed.
  return refusal ?? (await sink.end()) ?? lines.end()
}

type Eat = (chunk: Buffer) => Promise<Refusal | undefined>

/** What went wrong on our side while a body was read: nothing the sender could mend. */
class OwnFault {
  constructor(readonly cause: unknown) {}
}

async function consume(body: Readable, limits: BodyLimits, eat: Eat): Promise<Refusal | undefined> {
  const giveUp = (): unknown => body.destroy(new RefusedRequest(refuse('push.too-slow')))
  const late = setTimeout(giveUp, limits.bodySecondsMax * 1000)
  const silent = setTimeout(giveUp, limits.silenceSecondsMax * 1000)
  const pace = createPace(() => performance.now())
  const slow = setInterval(() => pace.isTooSlow() && giveUp(), 1_000)
  // What is left of a refused body flows away unread, so that the sender hears the refusal instead of a reset connection.
  const abandon = (refusal: Refusal): Refusal => {
    body.resume()
    return refusal
  }
  let bytes = 0
  try {
    pace.waits()
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      pace.receives(chunk.length)
      bytes += chunk.length
      if (bytes > limits.bodyBytesMax) return abandon(refuse('request.too-large'))
      const refusal = await eat(chunk).catch((error: unknown) => {
        throw new OwnFault(error)
      })
      if (refusal !== undefined) return abandon(refusal)
      silent.refresh()
      pace.waits()
    }
    return undefined
  } catch (error) {
    if (error instanceof OwnFault) {
      body.resume()
      throw error.cause
    }
    return error instanceof RefusedRequest ? error.refusal : refuse('digest.mismatch')
  } finally {
    clearTimeout(late)
    clearTimeout(silent)
    clearInterval(slow)
  }
}

interface Sink {
  write: Eat
  end: () => Promise<Refusal | undefined>
}

function plainInto(feed: (chunk: Buffer) => Refusal | undefined): Sink {
  return { write: async (chunk) => feed(chunk), end: async () => undefined }
}

/**
 * Inflates chunk by chunk: the next is taken when all text of the last has been fed on, so no more than one chunk's text is ever
 * held. After a fault of the gzip stream itself the rest is swallowed, and the fault told at the end.
 */
function inflateInto(feed: (chunk: Buffer) => Refusal | undefined, limits: BodyLimits): Sink {
  const gunzip = createGunzip({ chunkSize: INFLATED_CHUNK_BYTES })
  let compressed = 0
  let inflated = 0
  let refusal: Refusal | undefined
  gunzip.on('error', () => undefined)
  gunzip.on('data', (text: Buffer) => {
    inflated += text.length
    refusal ??= oversize(compressed, inflated, limits) ?? feed(text)
    if (refusal !== undefined) gunzip.destroy()
  })
  return {
    async write(chunk) {
      compressed += chunk.length
      await settled(gunzip, (done) => gunzip.write(chunk, done))
      return refusal
    },
    async end() {
      await settled(gunzip, (done) => gunzip.once('end', done).end())
      return refusal ?? (gunzip.errored === null ? undefined : refuse('request.invalid', 'gzip'))
    },
  }
}

/** A stream that dies may never call back, so its close is listened for as well. */
async function settled(gunzip: Gunzip, act: (done: () => void) => void): Promise<void> {
  if (gunzip.destroyed) return
  await new Promise<void>((resolve) => {
    const done = (): void => {
      gunzip.removeListener('close', done)
      resolve()
    }
    gunzip.once('close', done)
    act(done)
  })
}

function oversize(compressed: number, inflated: number, limits: BodyLimits): Refusal | undefined {
  if (inflated > limits.inflatedBytesMax) return refuse('request.too-large', 'inflated')
  const isDense = inflated > compressed * limits.compressionRatioMax
  return isDense && inflated > limits.compressionRatioFreeBytes ? refuse('push.compression-ratio') : undefined
}
