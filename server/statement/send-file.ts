import { Readable } from 'node:stream'

import type { FastifyReply } from 'fastify'

import { isRefusal, refuse } from '#contract'
import {
  createFileSender,
  type Dependencies,
  type MemberPrincipal,
  type Queryable,
} from '#server/platform/index'

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

interface Asked {
  readonly statementId: string
  readonly format: FileFormat
  /** `statement`: the merchant's own, whole; `due`: what of it this sponsor is to pay. */
  readonly of: 'statement' | 'due'
}

export type SendStatement = (
  reply: FastifyReply,
  member: MemberPrincipal,
  asked: Asked,
) => Promise<FastifyReply>

/** Streams statements as files, one at a time for each member in this process. Refuses request.not-found, request.too-many. */
export const createStatementSender = (deps: Dependencies): SendStatement => {
  const sendFile = createFileSender()
  return async (reply, member, asked) => {
    const file = await fileOf(deps, member, asked)
    if (file === undefined) return reply.refuse(refuse('request.not-found'))
    return sendFile(reply, member.memberId, {
      mediaType: MEDIA_TYPES[asked.format],
      name: `${asked.of}-${file.of.day}-v${file.of.version}.${asked.format}`,
      open: () => bodyOf(deps.sql, asked.format, file),
    })
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
