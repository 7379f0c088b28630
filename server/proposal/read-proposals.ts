import {
  refuse,
  type OverdueList,
  type Proposal,
  type ProposalList,
  type Refusal,
  type StaffProposal,
} from '#contract'
import { cityDayOf } from '#domain/calendar'
import { decodeId, encodeId } from '#domain/id'
import { reviewTermsOn } from '#domain/methodology'
import type { Dependencies, Queryable } from '#server/platform/index'
import { listOverdueFraud } from '#server/fraud/index'
import { listOverdueCorrections } from '#server/credit-record/index'
import { listOverdueScenes } from '#server/scene/index'

import { isOf, type Applicant } from './applicant'
import { readSeats } from './panel'
import { presentProposal, presentSummary, selectProposal, type ProposalRow } from './proposal-row'
import { publicationOf, readSignatures } from './signatures'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

const LISTED_MAX = 200

/** An applicant's own proposals, the newest first, at most 200. */
export const listOwnProposals = async ({ sql }: Parts, applicant: Applicant): Promise<ProposalList> => {
  const rows = await sql<ProposalRow[]>`
    ${selectProposal(sql)} WHERE ${isOf(sql, applicant)} ORDER BY opened_at DESC, proposal_id LIMIT ${LISTED_MAX}`
  return { items: rows.map(presentSummary) }
}

/** One of an applicant's own. Refuses request.not-found. */
export const readOwnProposal = async (
  { sql, clock }: Parts,
  applicant: Applicant,
  wireId: string,
): Promise<Proposal | Refusal> => {
  const [row] = await sql<ProposalRow[]>`
    ${selectProposal(sql)} WHERE proposal_id = ${decodeId('mpr', wireId) ?? null} AND ${isOf(sql, applicant)}`
  return row === undefined ? refuse('request.not-found') : presentProposal(sql, row, clock.now())
}

/** What lies on the centre's desk: everything handed in and the centre's own drafts, the oldest first, at most 200. */
export const listProposals = async (
  { sql }: Parts,
  state: ProposalRow['state'] | undefined,
): Promise<ProposalList> => {
  const rows = await sql<ProposalRow[]>`
    ${selectProposal(sql)} WHERE ${isOnDesk(sql)} AND (${state ?? null}::text IS NULL OR state = ${state ?? null})
    ORDER BY opened_at, proposal_id LIMIT ${LISTED_MAX}`
  return { items: rows.map(presentSummary) }
}

/** An applicant's draft is hers alone until she hands it in. */
const isOnDesk = (sql: Queryable) => sql`(round > 0 OR staff_id IS NOT NULL)`

/** One of them with its rounds, its experts and who has signed for its present round. Refuses request.not-found. */
export const readProposal = async (
  { sql, clock }: Parts,
  wireId: string,
): Promise<StaffProposal | Refusal> => {
  const [row] = await sql<ProposalRow[]>`
    ${selectProposal(sql)} WHERE proposal_id = ${decodeId('mpr', wireId) ?? null} AND ${isOnDesk(sql)}`
  if (row === undefined) return refuse('request.not-found')
  const now = clock.now()
  return {
    ...(await presentProposal(sql, row, now)),
    applicant: await readApplicant(sql, row),
    rounds: await readRounds(sql, row),
    seats: await readSeats(sql, row, now),
    signatures: await readSignatures(sql, publicationOf(row)),
  }
}

const readApplicant = async (sql: Queryable, row: ProposalRow): Promise<StaffProposal['applicant']> => {
  if (row.staff_id !== null) return { kind: 'staff', institution: null }
  if (row.institution_id === null) return { kind: 'person', institution: null }
  const [institution] = await sql<{ zh: string; en: string }[]>`
    SELECT name_zh AS zh, name_en AS en FROM institution WHERE institution_id = ${row.institution_id}`
  return { kind: 'institution', institution: institution ?? null }
}

const readRounds = async (sql: Queryable, row: ProposalRow): Promise<StaffProposal['rounds']> => {
  const rounds = await sql<
    { round: number; record: Record<string, unknown>; digest: string; submitted_at: Date }[]
  >`
    SELECT round, record, encode(record_digest, 'hex') AS digest, submitted_at FROM proposal_round
    WHERE proposal_id = ${row.proposal_id} ORDER BY round`
  return rounds.map(({ round, record, digest, submitted_at: submittedAt }) => ({
    round,
    record,
    recordDigest: digest,
    submittedAt: submittedAt.toISOString(),
  }))
}

/** What is late, of methodologies, scenes, reports of fraud and corrections of credit records, the longest overdue first, at most 200. */
export const listOverdue = async (deps: Parts): Promise<OverdueList> => {
  const items = [
    ...(await listOverdueProposals(deps)),
    ...(await listOverdueScenes(deps)),
    ...(await listOverdueFraud(deps)),
    ...(await listOverdueCorrections(deps)),
  ]
  return { items: items.sort((left, right) => left.dueAt.localeCompare(right.dueAt)).slice(0, LISTED_MAX) }
}

/**
 * Formal checks the centre owes, opinions experts owe, and seats the centre owes to others: one whose expert has left the pool, or has
 * recused herself where the rest are too few.
 */
const listOverdueProposals = async ({ sql, clock }: Parts): Promise<OverdueList['items']> => {
  const now = clock.now()
  const { opinionsNeeded } = reviewTermsOn(cityDayOf(now))
  const rows = await sql<
    {
      kind: 'formalCheck' | 'opinion' | 'vacantSeat'
      proposal_id: string
      round: number
      expert_id: string | null
      due_at: Date
    }[]
  >`
    SELECT 'formalCheck' AS kind, proposal_id, round, NULL AS expert_id, check_due_at AS due_at FROM methodology_proposal
    WHERE check_due_at <= ${now}
    UNION ALL
    SELECT CASE WHEN active AND recused_at IS NULL THEN 'opinion' ELSE 'vacantSeat' END, proposal_id, round, expert_id, seat.due_at
    FROM proposal_seat AS seat JOIN methodology_proposal AS proposal USING (proposal_id, round) JOIN expert USING (expert_id)
    LEFT JOIN proposal_recusal USING (proposal_id, round, expert_id)
    WHERE proposal.state = 'review' AND seat.due_at <= ${now} AND (recused_at IS NULL OR (
        SELECT count(*) FROM proposal_seat AS held
        WHERE (held.proposal_id, held.round) = (seat.proposal_id, seat.round)
          AND NOT EXISTS (SELECT FROM proposal_recusal AS recusal
            WHERE (recusal.proposal_id, recusal.round, recusal.expert_id) = (held.proposal_id, held.round, held.expert_id))
          AND NOT EXISTS (SELECT FROM proposal_seat AS next
            WHERE (next.proposal_id, next.round, next.replaces) = (held.proposal_id, held.round, held.expert_id))
      ) < ${opinionsNeeded})
      AND NOT EXISTS (SELECT FROM proposal_opinion AS given
        WHERE (given.proposal_id, given.round, given.expert_id) = (seat.proposal_id, seat.round, seat.expert_id))
      AND NOT EXISTS (SELECT FROM proposal_seat AS next
        WHERE (next.proposal_id, next.round, next.replaces) = (seat.proposal_id, seat.round, seat.expert_id))
    ORDER BY due_at, proposal_id LIMIT ${LISTED_MAX}`
  return rows.map(({ proposal_id, expert_id: expertId, due_at: dueAt, kind, round }) => ({
    kind,
    round,
    expertId,
    proposalId: encodeId('mpr', proposal_id),
    dueAt: dueAt.toISOString(),
  }))
}
