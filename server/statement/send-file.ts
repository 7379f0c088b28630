import { finished, Readable } from 'node:stream'

import type { FastifyReply } from 'fastify'

import { isRefusal, refuse } from '#contract'
import type { Dependencies, MemberPrincipal, Queryable } from '#server/platform/index'

import { csvOf } from './csv-file'
import { findDue } from './dues'
import type { FileOf } from './file-columns'
import { jsonOf, type FileHead } from './json-file'
import { findShare, findStatement, linesOf, readStatement, type StatementRow } from './read-statements'
import { xlsxOf } from './xlsx-file'

export type FileFormat = 'json' | 'csv' | 'xlsx'

const MEDIA_TYPES: Readonly<Record<FileFormat, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** A day's file is some megabytes; a client that takes longer has stalled, and is cut off. */
const FILE_SECONDS_MAX = 180

/** How soon a file refused because another of hers is running may be asked for again. */
const RETRY_AFTER_SECONDS = 30

interface Asked {
  readonly statementId: string
  readonly format: FileFormat
  /** `statement`: the merchant's own, whole; `due`: what of it this sponsor is to pay. */
  readonly of: 'statement' | 'due'
}

export type SendFile = (reply: FastifyReply, member: MemberPrincipal, asked: Asked) => Promise<FastifyReply>

/** Streams statements as files, one at a time for each member in this process. Refuses request.not-found, request.too-many. */
export const createFileSender = (deps: Dependencies, secondsMax = FILE_SECONDS_MAX): SendFile => {
  const running = new Set<string>()
  return async (reply, member, asked) => {
    const file = await fileOf(deps, member, asked)
    if (file === undefined) return reply.refuse(refuse('request.not-found'))
    if (running.has(member.memberId))
      return reply.refuse('request.too-many', { retryAfterSeconds: RETRY_AFTER_SECONDS })
    const body = bodyOf(deps.sql, asked.format, file)
    running.add(member.memberId)
    const timer = setTimeout(() => reply.raw.destroy(), secondsMax * 1000)
    finished(reply.raw, () => clearTimeout(timer))
    // Before its last piece is sent, so that whoever has it all may ask for the next at once.
    finished(body, () => running.delete(member.memberId))
    const name = `${asked.of}-${file.of.day}-v${file.of.version}.${asked.format}`
    return reply
      .type(MEDIA_TYPES[asked.format])
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(body)
  }
}

interface StatementFile {
  readonly of: FileOf & { readonly madeAt: Date }
  readonly head: FileHead
}

const fileOf = async (
  deps: Dependencies,
  member: MemberPrincipal,
  { statementId, of }: Asked,
): Promise<StatementFile | undefined> => {
  if (of === 'due') {
    const share = await findShare(deps.sql, member, statementId)
    const due = share && (await findDue(deps.sql, member, statementId))
    if (share === undefined || due === undefined) return undefined
    const lines = { ...fileLines(share.row, share.fen), sponsorId: member.institutionId }
    return { of: lines, head: { due } }
  }
  const row = await findStatement(deps.sql, member, statementId)
  const statement = await readStatement(deps, member, statementId)
  if (row === undefined || isRefusal(statement)) return undefined
  return { of: fileLines(row, row.payable_fen), head: { statement } }
}

const fileLines = (row: StatementRow, payableFen: bigint): StatementFile['of'] => ({
  ...linesOf(row),
  merchantZh: row.merchant_zh,
  payableFen,
  madeAt: row.made_at,
})

const bodyOf = (sql: Queryable, format: FileFormat, { of, head }: StatementFile): Readable => {
  switch (format) {
    case 'json':
      return Readable.from(jsonOf(sql, of, head))
    case 'csv':
      return Readable.from(csvOf(sql, of))
    case 'xlsx':
      return xlsxOf(sql, of)
  }
}
