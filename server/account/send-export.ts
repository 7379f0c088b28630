import { Readable } from 'node:stream'

import type { FastifyReply } from 'fastify'

import { createFileSender, type Dependencies } from '#server/platform/index'

import { exportAccount } from './export-account'

export type SendExport = (reply: FastifyReply, accountId: string) => FastifyReply

/** Streams exports, one at a time for each account in this process; refuses `request.too-many` for a second. */
export const createExportSender = (deps: Dependencies, secondsMax?: number): SendExport => {
  const sendFile = createFileSender(secondsMax)
  return (reply, accountId) =>
    sendFile(reply, accountId, {
      mediaType: 'application/json; charset=utf-8',
      name: 'suitan-export.json',
      open: () => Readable.from(exportAccount(deps, accountId)),
    })
}
