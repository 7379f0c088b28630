import { finished, Readable } from 'node:stream'

import type { FastifyReply } from 'fastify'

import type { Dependencies, OperatorPrincipal } from '#server/platform/index'

import { csvOf } from './csv-file'
import type { ReconciliationRow } from './find-reconciliation'

/** A file is some megabytes; a client that takes longer has stalled, and is cut off. */
const FILE_SECONDS_MAX = 180

/** How soon a file refused because another of this operator's is running may be asked for again. */
const RETRY_AFTER_SECONDS = 30

export type SendFile = (
  reply: FastifyReply,
  operator: OperatorPrincipal,
  row: ReconciliationRow,
) => Promise<FastifyReply>

/** Streams reconciliations as files, one at a time for each operator in this process. Refuses `request.too-many`. */
export const createFileSender = ({ sql }: Pick<Dependencies, 'sql'>): SendFile => {
  const running = new Set<number>()
  return async (reply, { operatorNo }, row) => {
    if (running.has(operatorNo))
      return reply.refuse('request.too-many', { retryAfterSeconds: RETRY_AFTER_SECONDS })
    const { reconciliation_id: reconciliationId, operator_day: operatorDay, listed } = row
    const counts = { missingHere: row.missing_here, missingThere: row.missing_there, differs: row.differs }
    const body = Readable.from(csvOf(sql, { operatorNo, reconciliationId, operatorDay, counts, listed }))
    running.add(operatorNo)
    const timer = setTimeout(() => reply.raw.destroy(), FILE_SECONDS_MAX * 1000)
    finished(reply.raw, () => clearTimeout(timer))
    // Before its last piece is sent, so that whoever has it all may ask for the next at once.
    finished(body, () => running.delete(operatorNo))
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-digest', `sha-256=:${row.file_digest.toString('base64')}:`)
      .header('content-disposition', `attachment; filename="reconciliation-${operatorDay}.csv"`)
      .send(body)
  }
}
