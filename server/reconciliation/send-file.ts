import { Readable } from 'node:stream'

import type { FastifyReply } from 'fastify'

import { createFileSender, type Dependencies, type OperatorPrincipal } from '#server/platform/index'

import { csvOf } from './csv-file'
import type { ReconciliationRow } from './find-reconciliation'

export type SendReconciliation = (
  reply: FastifyReply,
  operator: OperatorPrincipal,
  row: ReconciliationRow,
) => FastifyReply

/** Streams reconciliations as files, one at a time for each operator in this process. Refuses `request.too-many`. */
export const createReconciliationSender = ({ sql }: Pick<Dependencies, 'sql'>): SendReconciliation => {
  const sendFile = createFileSender()
  return (reply, { operatorNo }, row) => {
    const { reconciliation_id: reconciliationId, operator_day: operatorDay, listed } = row
    const counts = { missingHere: row.missing_here, missingThere: row.missing_there, differs: row.differs }
    return sendFile(reply, operatorNo, {
      mediaType: 'text/csv; charset=utf-8',
      name: `reconciliation-${operatorDay}.csv`,
      headers: { 'content-digest': `sha-256=:${row.file_digest.toString('base64')}:` },
      open: () => Readable.from(csvOf(sql, { operatorNo, reconciliationId, operatorDay, counts, listed })),
    })
  }
}
