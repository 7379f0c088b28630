import { finished, Readable } from 'node:stream'

import type { FastifyReply } from 'fastify'

import type { Dependencies } from '#server/platform/index'

import { exportAccount } from './export-account'

/** Twenty years of rides are some megabytes; a client that takes longer has stalled, and is cut off. */
const EXPORT_SECONDS_MAX = 180

/** How soon an export refused because another of hers is running may be asked for again. */
const RETRY_AFTER_SECONDS = 30

export type SendExport = (reply: FastifyReply, accountId: string) => FastifyReply

/** Streams exports, one at a time for each account in this process; refuses `request.too-many` for a second. */
export const createExportSender = (deps: Dependencies, secondsMax = EXPORT_SECONDS_MAX): SendExport => {
  const running = new Set<string>()
  return (reply, accountId) => {
    if (running.has(accountId)) {
      return reply.refuse('request.too-many', { retryAfterSeconds: RETRY_AFTER_SECONDS })
    }
    running.add(accountId)
    const timer = setTimeout(() => reply.raw.destroy(), secondsMax * 1000)
    finished(reply.raw, () => {
      clearTimeout(timer)
      running.delete(accountId)
    })
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', 'attachment; filename="suitan-export.json"')
      .send(Readable.from(exportAccount(deps, accountId)))
  }
}
