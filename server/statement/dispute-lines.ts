import { refuse, type Refusal, type StatementLinePage } from '#contract'
import { decodeId } from '#domain/id'
import type { Dependencies, MemberPrincipal } from '#server/platform/index'

import { listDisputes } from './disputes'
import { pageOfLines } from './statement-lines'

/**
 * The lines of a disputed statement that concern this mall operator or sponsor: those of goods it lists or pays for, and of no other's.
 * Refuses request.not-found.
 */
export const linesOfDispute = async (
  { sql }: Pick<Dependencies, 'sql'>,
  member: MemberPrincipal,
  { statementId, ...page }: { statementId: string; after: number; limit: number },
): Promise<StatementLinePage | Refusal> => {
  const [concerned] = (await listDisputes({ sql }, member, statementId)).items
  const id = decodeId('stm', statementId)
  if (concerned === undefined || id === undefined) return refuse('request.not-found')
  const [statement] = await sql<{ institution_id: string }[]>`
    SELECT institution_id FROM statement WHERE statement_id = ${id}`
  if (statement === undefined) throw new Error('a statement that was just found is gone')
  const { day, version } = concerned
  const of = { statementId: id, institutionId: statement.institution_id, day, version }
  return pageOfLines(sql, { ...of, concerning: member.institutionId }, page)
}
