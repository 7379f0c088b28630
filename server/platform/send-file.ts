import { finished, type Readable } from 'node:stream'

import type { FastifyReply } from 'fastify'

/** Twenty years of somebody's rides or a merchant's day are some megabytes; a client that takes longer has stalled, and is cut off. */
const SECONDS_MAX = 180

/** How soon a file refused because another of theirs is running may be asked for again. */
const RETRY_AFTER_SECONDS = 30

export interface SentFile {
  readonly mediaType: string
  readonly name: string
  readonly headers?: Readonly<Record<string, string>>
  /** Called once nothing else runs. */
  readonly open: () => Readable
}

export type SendFile = (reply: FastifyReply, whose: string | number, file: SentFile) => FastifyReply

/** Streams files, one at a time for each of those they are for in this process. Refuses request.too-many. */
export const createFileSender = (secondsMax = SECONDS_MAX): SendFile => {
  const running = new Set<string | number>()
  return (reply, whose, { mediaType, name, headers = {}, open }) => {
    if (running.has(whose))
      return reply.refuse('request.too-many', { retryAfterSeconds: RETRY_AFTER_SECONDS })
    const body = open()
    running.add(whose)
    const timer = setTimeout(() => reply.raw.destroy(), secondsMax * 1000)
    finished(reply.raw, () => clearTimeout(timer))
    // Before its last piece is sent, so that whoever has it all may ask for the next at once.
    finished(body, () => running.delete(whose))
    return reply
      .type(mediaType)
      .headers({ ...headers, 'content-disposition': `attachment; filename="${name}"` })
      .send(body)
  }
}
