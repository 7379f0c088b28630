import { refuse, type ExpertReviewList, type OpinionRequest, type Refusal } from '#contract'
import { decodeId, encodeId } from '#domain/id'
import { opinionText } from '#domain/methodology'
import {
  appendAudit,
  inTransaction,
  principalKey,
  verifyEd25519,
  type Dependencies,
  type ExpertPrincipal,
  type Queryable,
  type Transaction,
} from '#server/platform/index'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

interface ReviewRow {
  proposal_id: string
  round: number
  field: string
  record: Record<string, unknown>
  digest: string
  due_at: Date
}

/** What an expert still owes: the seats of hers in the present round of a review that she has neither left nor filled. */
const selectOwed = (sql: Queryable, expertId: string) => sql`
  SELECT proposal_id, round, field, handed_in.record, encode(record_digest, 'hex') AS digest, due_at
  FROM proposal_seat AS seat JOIN methodology_proposal AS proposal USING (proposal_id, round)
  JOIN proposal_round AS handed_in USING (proposal_id, round)
  WHERE expert_id = ${expertId} AND proposal.state = 'review'
    AND NOT EXISTS (SELECT FROM proposal_recusal AS recusal
      WHERE (recusal.proposal_id, recusal.round, recusal.expert_id) = (seat.proposal_id, seat.round, seat.expert_id))
    AND NOT EXISTS (SELECT FROM proposal_seat AS next
      WHERE (next.proposal_id, next.round, next.replaces) = (seat.proposal_id, seat.round, seat.expert_id))
    AND NOT EXISTS (SELECT FROM proposal_opinion AS given
      WHERE (given.proposal_id, given.round, given.expert_id) = (seat.proposal_id, seat.round, seat.expert_id))`

/** Opinions an expert owes, the most urgent first, each with the record as it was handed in. */
export const listReviews = async (
  { sql, clock }: Parts,
  { expertId }: ExpertPrincipal,
): Promise<ExpertReviewList> => {
  const rows = await sql<ReviewRow[]>`${selectOwed(sql, expertId)} ORDER BY due_at, proposal_id`
  return {
    items: rows.map(({ proposal_id, round, field, record, digest, due_at: dueAt }) => ({
      proposalId: encodeId('mpr', proposal_id),
      round,
      field,
      record,
      recordDigest: digest,
      dueAt: dueAt.toISOString(),
      overdue: dueAt <= clock.now(),
    })),
  }
}

/** The seat an expert acts from, its proposal held so that neither a return nor a publication comes between. */
const holdSeat = async (
  transaction: Transaction,
  expertId: string,
  wireId: string,
): Promise<ReviewRow | undefined> => {
  const proposalId = decodeId('mpr', wireId) ?? null
  await transaction`SELECT FROM methodology_proposal WHERE proposal_id = ${proposalId} FOR UPDATE`
  const [row] = await transaction<ReviewRow[]>`
    ${selectOwed(transaction, expertId)} AND proposal.proposal_id = ${proposalId}`
  return row
}

/** An expert declares that she cannot judge this one; her seat waits for another. Refuses expert.not-asked. */
export const recuse = async (
  { sql, clock }: Parts,
  expert: ExpertPrincipal,
  asked: { proposalId: string; reason: string; requestId: string },
): Promise<Refusal | null> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const seat = await holdSeat(transaction, expert.expertId, asked.proposalId)
    if (seat === undefined) return refuse('expert.not-asked')
    const now = clock.now()
    await transaction`
      INSERT INTO proposal_recusal (proposal_id, round, expert_id, reason, recused_at)
      VALUES (${seat.proposal_id}, ${seat.round}, ${expert.expertId}, ${asked.reason}, ${now})`
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(expert),
      action: 'expert.recused',
      subject: asked.proposalId,
      detail: { round: seat.round },
      requestId: asked.requestId,
    })
    return null
  })

/**
 * Keeps an opinion an expert signed with her own key, word for word; it is given once. Refuses expert.not-asked,
 * expert.signature-refused.
 */
export const giveOpinion = async (
  { sql, clock }: Parts,
  expert: ExpertPrincipal,
  asked: OpinionRequest & { proposalId: string; requestId: string },
): Promise<Refusal | null> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const seat = await holdSeat(transaction, expert.expertId, asked.proposalId)
    if (seat === undefined) return refuse('expert.not-asked')
    const { proposalId, verdict, nameShown, text } = asked
    const { expertId } = expert
    const said = {
      proposalId,
      verdict,
      nameShown,
      text,
      expertId,
      round: seat.round,
      recordDigest: seat.digest,
    }
    const signedText = opinionText(said)
    const signature = Buffer.from(asked.signature, 'base64url')
    const [holder] = await transaction<{ public_key: Buffer; name: string; credit_code: string }[]>`
      SELECT public_key, name, credit_code FROM expert WHERE expert_id = ${expertId} AND active FOR SHARE`
    if (holder === undefined || !verifyEd25519(holder.public_key, Buffer.from(signedText, 'utf8'), signature))
      return refuse('expert.signature-refused')
    const now = clock.now()
    await transaction`
      INSERT INTO proposal_opinion (proposal_id, round, expert_id, verdict, opinion, name_shown, signed_text, signature,
        public_key, given_at, expert_name, credit_code)
      VALUES (${seat.proposal_id}, ${seat.round}, ${expertId}, ${verdict}, ${text}, ${nameShown}, ${signedText}, ${signature},
        ${holder.public_key}, ${now}, ${holder.name}, ${holder.credit_code})`
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(expert),
      action: 'expert.opinion-given',
      subject: proposalId,
      detail: { round: seat.round, verdict, recordDigest: seat.digest, creditCode: holder.credit_code },
      requestId: asked.requestId,
    })
    return null
  })
