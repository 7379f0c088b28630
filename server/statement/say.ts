import { createHash } from 'node:crypto'

import { refuse, type Refusal, type Statement } from '#contract'
import { decodeId, encodeId } from '#domain/id'
import { decideSaying, stateOf, type Saying } from '#domain/statement'
import { whileActing } from '#server/institution/index'
import {
  appendAudit,
  principalKey,
  type Dependencies,
  type MemberPrincipal,
  type Transaction,
} from '#server/platform/index'

import { listDisputes } from './disputes'
import { readStatement } from './read-statements'

interface Said {
  readonly statementId: string
  readonly saying: Saying
  /** Why it is disputed, or what the answer is; a confirmation needs no words. */
  readonly text: string | null
  readonly requestId: string
}

/**
 * The merchant says that its statement is right, or why not; said again it stays as it is. Refuses request.not-found,
 * statement.superseded, statement.confirmed.
 */
export const sayAsMerchant = (
  deps: Dependencies,
  member: MemberPrincipal,
  said: Said & { saying: 'confirmed' | 'disputed' },
): Promise<Statement | Refusal> =>
  whileActing(deps, member, async (transaction) => {
    const [own] = await transaction`
      SELECT FROM statement
      WHERE statement_id = ${decodeId('stm', said.statementId) ?? null} AND institution_id = ${member.institutionId}`
    if (own === undefined) return refuse('request.not-found')
    const refused = await say(deps, transaction, member, said)
    return refused ?? readStatement({ sql: transaction }, member, said.statementId)
  })

/**
 * A mall operator or sponsor whom the dispute concerns answers it; answered again it stays as it is. Refuses request.not-found,
 * statement.superseded, statement.not-disputed.
 */
export const answerDispute = (
  deps: Dependencies,
  member: MemberPrincipal,
  said: Said & { saying: 'answered' },
) =>
  whileActing(deps, member, async (transaction) => {
    const find = () => listDisputes({ sql: transaction }, member, said.statementId)
    const [concerned] = (await find()).items
    if (concerned === undefined) return refuse('request.not-found')
    const refused = await say(deps, transaction, member, said)
    if (refused) return refused
    const [answered] = (await find()).items
    if (answered === undefined) throw new Error('a dispute that was just answered is gone')
    return answered
  })

/** Of two who speak at once the second hears what the first left. */
const say = async (
  { clock }: Pick<Dependencies, 'clock'>,
  sql: Transaction,
  member: MemberPrincipal,
  { statementId, saying, text, requestId }: Said,
): Promise<Refusal | undefined> => {
  const id = decodeId('stm', statementId) ?? null
  await sql`SELECT FROM institution WHERE institution_id = (SELECT institution_id FROM statement WHERE statement_id = ${id})
    FOR NO KEY UPDATE`
  const [facts] = await sql<{ last_act: Saying | null; acts: number; is_latest: boolean }[]>`
    SELECT (SELECT count(*)::int FROM statement_act WHERE statement_act.statement_id = statement.statement_id) AS acts,
      (SELECT act FROM statement_act WHERE statement_act.statement_id = statement.statement_id ORDER BY act_no DESC LIMIT 1) AS last_act,
      NOT EXISTS (SELECT FROM statement AS newer WHERE newer.institution_id = statement.institution_id
        AND newer.city_day = statement.city_day AND newer.version > statement.version) AS is_latest
    FROM statement WHERE statement_id = ${id}`
  if (facts === undefined) throw new Error('a statement that was just found is gone')
  const state = stateOf({ last: facts.last_act ?? undefined, isLatest: facts.is_latest })
  const decision = decideSaying(state, saying)
  if (decision === 'said') return undefined
  if (decision !== 'say') return refuse(decision)
  const now = clock.now()
  const actNo = facts.acts + 1
  await sql`
    INSERT INTO statement_act (statement_id, act_no, act, member_id, text, acted_at)
    VALUES (${id}, ${actNo}, ${saying}, ${member.memberId}, ${text}, ${now})`
  await appendAudit(sql, {
    occurredAt: now,
    actor: principalKey(member),
    action: `statement.${saying}`,
    subject: encodeId('stm', id ?? ''),
    detail: {
      actNo,
      ...(text === null ? {} : { textDigest: createHash('sha256').update(text).digest('hex') }),
    },
    requestId,
  })
  return undefined
}
