import { createHash } from 'node:crypto'

import { refuse, type Expert, type ExpertList, type ExpertRequest, type Refusal } from '#contract'
import { isCreditCode } from '#domain/institution'
import {
  appendAudit,
  brokenConstraint,
  inTransaction,
  principalKey,
  type Dependencies,
  type Queryable,
  type StaffPrincipal,
} from '#server/platform/index'

interface ExpertRow {
  expert_id: string
  name: string
  fields: string[]
  institution_name: string
  credit_code: string
  active: boolean
  owed: number
}

const selectExpert = (sql: Queryable) => sql`
  SELECT expert_id, name, fields, institution_name, credit_code, active, (
    SELECT count(*)::int FROM proposal_seat AS seat JOIN methodology_proposal AS proposal USING (proposal_id, round)
    WHERE seat.expert_id = expert.expert_id AND proposal.state = 'review'
      AND NOT EXISTS (SELECT FROM proposal_recusal AS recusal
        WHERE (recusal.proposal_id, recusal.round, recusal.expert_id) = (seat.proposal_id, seat.round, seat.expert_id))
      AND NOT EXISTS (SELECT FROM proposal_seat AS next
        WHERE (next.proposal_id, next.round, next.replaces) = (seat.proposal_id, seat.round, seat.expert_id))
      AND NOT EXISTS (SELECT FROM proposal_opinion AS given
        WHERE (given.proposal_id, given.round, given.expert_id) = (seat.proposal_id, seat.round, seat.expert_id))) AS owed
  FROM expert`

const presentExpert = (row: ExpertRow): Expert => ({
  expertId: row.expert_id,
  name: row.name,
  fields: row.fields,
  institution: row.institution_name,
  creditCode: row.credit_code,
  active: row.active,
  owed: row.owed,
})

/** The pool, those who have left it last. */
export const listExperts = async ({ sql }: Pick<Dependencies, 'sql'>): Promise<ExpertList> => {
  const rows = await sql<ExpertRow[]>`${selectExpert(sql)} ORDER BY active DESC, name, expert_id`
  return { items: rows.map(presentExpert) }
}

/**
 * Invites somebody into the pool, by the public half of a key only she has. Inviting her again as she is changes nothing; her data and
 * key may be changed, which ends her open sessions, and one who left is back. Refuses request.invalid for a credit code whose check
 * character is wrong, expert.key-of-another.
 */
export const inviteExpert = async (
  { sql, clock, sessions }: Pick<Dependencies, 'sql' | 'clock' | 'sessions'>,
  staff: StaffPrincipal,
  asked: ExpertRequest & { requestId: string },
): Promise<Expert | Refusal> => {
  if (!isCreditCode(asked.creditCode)) return refuse('request.invalid', '/body/creditCode')
  const { expertId } = asked
  const publicKey = Buffer.from(asked.publicKey, 'base64url')
  return inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const [staffOfKey] = await transaction`SELECT FROM staff WHERE public_key = ${publicKey}`
    if (staffOfKey !== undefined) return refuse('expert.key-of-another')
    const changed = await transaction`
      INSERT INTO expert AS known
        (expert_id, name, fields, institution_name, credit_code, public_key, active, invited_by, invited_at)
      VALUES (${expertId}, ${asked.name}, ${asked.fields}, ${asked.institution}, ${asked.creditCode}, ${publicKey}, true,
        ${staff.staffId}, ${clock.now()})
      ON CONFLICT (expert_id) DO UPDATE SET name = excluded.name, fields = excluded.fields,
        institution_name = excluded.institution_name, credit_code = excluded.credit_code, public_key = excluded.public_key,
        active = true
      WHERE (known.name, known.fields, known.institution_name, known.credit_code, known.public_key, known.active)
        IS DISTINCT FROM (excluded.name, excluded.fields, excluded.institution_name, excluded.credit_code,
          excluded.public_key, true)
      RETURNING 1`
    if (changed.length > 0) {
      await sessions.endAll(transaction, { expertId }, 'invited anew')
      await appendAudit(transaction, {
        occurredAt: clock.now(),
        actor: principalKey(staff),
        action: 'expert.invited',
        subject: expertId,
        detail: {
          fields: asked.fields,
          creditCode: asked.creditCode,
          publicKeyDigest: createHash('sha256').update(publicKey).digest('hex'),
        },
        requestId: asked.requestId,
      })
    }
    return readExpert(transaction, expertId)
  }).catch((error: unknown) => {
    if (brokenConstraint(error) === 'expert_one_key_a_person') return refuse('expert.key-of-another')
    throw error
  })
}

const readExpert = async (sql: Queryable, expertId: string): Promise<Expert | Refusal> => {
  const [row] = await sql<ExpertRow[]>`${selectExpert(sql)} WHERE expert_id = ${expertId}`
  return row === undefined ? refuse('request.not-found') : presentExpert(row)
}

/** Lets an expert go: she signs in no more, and what she signed stays. Refuses request.not-found. */
export const dismissExpert = async (
  { sql, clock, sessions }: Pick<Dependencies, 'sql' | 'clock' | 'sessions'>,
  staff: StaffPrincipal,
  asked: { expertId: string; requestId: string },
): Promise<Expert | Refusal> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const { expertId } = asked
    const dismissed = await transaction`
      UPDATE expert SET active = false WHERE expert_id = ${expertId} AND active RETURNING 1`
    if (dismissed.length > 0) {
      await sessions.endAll(transaction, { expertId }, 'dismissed')
      await appendAudit(transaction, {
        occurredAt: clock.now(),
        actor: principalKey(staff),
        action: 'expert.dismissed',
        subject: expertId,
        detail: {},
        requestId: asked.requestId,
      })
    }
    return readExpert(transaction, expertId)
  })
