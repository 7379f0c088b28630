import { refuse, type Refusal, type SeatRequest } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { dueAfter, isInConflict, reviewTermsOn } from '#domain/methodology'
import {
  appendAudit,
  inTransaction,
  principalKey,
  type Dependencies,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import { partiesOf, readSeats } from './panel'
import type { ProposalRow } from './proposal-row'
import { holdProposal, refuseStep, type Act } from './step-proposal'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

/**
 * Asks an expert of the pool for her opinion in the present round, in a field of hers. Refuses request.not-found,
 * methodology.not-under-review, expert.not-of-field, expert.in-conflict, expert.already-asked.
 */
export const askExpert = async (
  { sql, clock }: Parts,
  staff: StaffPrincipal,
  act: Act & SeatRequest,
): Promise<Refusal | null> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const row = await holdProposal(transaction, act.proposalId, null)
    if (row === undefined) return refuse('request.not-found')
    if (row.state !== 'review') return refuseStep('notUnderReview')
    return seat(transaction, { row, staff, now: clock.now(), replaces: null, ...act })
  })

/**
 * Puts another expert of the same field in the seat of one who recused herself, is late or has left the pool. Refuses
 * request.not-found, methodology.not-under-review, expert.not-replaceable and what `askExpert` refuses.
 */
export const replaceExpert = async (
  { sql, clock }: Parts,
  staff: StaffPrincipal,
  act: Act & { expertId: string; replaces: string },
): Promise<Refusal | null> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const row = await holdProposal(transaction, act.proposalId, null)
    if (row === undefined) return refuse('request.not-found')
    if (row.state !== 'review') return refuseStep('notUnderReview')
    const now = clock.now()
    const seats = await readSeats(transaction, row, now)
    const left = seats.find(({ round, expertId }) => round === row.round && expertId === act.replaces)
    if (left === undefined) return refuse('request.not-found')
    const [dismissed] = await transaction`SELECT FROM expert WHERE expert_id = ${act.replaces} AND NOT active`
    const mayLeave =
      left.state === 'recused' ||
      (left.state === 'asked' && (left.overdue || left.inConflict || dismissed !== undefined))
    if (!mayLeave) return refuse('expert.not-replaceable')
    return seat(transaction, { row, staff, now, field: left.field, ...act })
  })

const seat = async (
  transaction: Transaction,
  asked: {
    row: ProposalRow
    staff: StaffPrincipal
    now: Date
    expertId: string
    field: string
    replaces: string | null
    requestId: string
  },
): Promise<Refusal | null> => {
  const { row, staff, now, expertId, field, replaces } = asked
  const [expert] = await transaction<{ credit_code: string }[]>`
    SELECT credit_code FROM expert WHERE expert_id = ${expertId} AND active AND ${field} = ANY (fields) FOR SHARE`
  if (expert === undefined) return refuse('expert.not-of-field')
  if (isInConflict(expert.credit_code, await partiesOf(transaction, row))) return refuse('expert.in-conflict')
  const { opinionDays } = reviewTermsOn(cityDayOf(now))
  const inserted = await transaction`
    INSERT INTO proposal_seat (proposal_id, round, expert_id, field, asked_by, asked_at, due_at, replaces)
    VALUES (${row.proposal_id}, ${row.round}, ${expertId}, ${field}, ${staff.staffId}, ${now},
      ${dueAfter(now, opinionDays)}, ${replaces})
    ON CONFLICT (proposal_id, round, expert_id) DO NOTHING RETURNING 1`
  if (inserted.length === 0) return refuse('expert.already-asked')
  await appendAudit(transaction, {
    occurredAt: now,
    actor: principalKey(staff),
    action: replaces === null ? 'expert.asked' : 'expert.replaced',
    subject: encodeId('mpr', row.proposal_id),
    detail: { round: row.round, expertId, field, ...(replaces === null ? {} : { replaces }) },
    requestId: asked.requestId,
  })
  return null
}
