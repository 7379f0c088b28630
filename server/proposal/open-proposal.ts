import type postgres from 'postgres'

import { refuse, type Proposal, type ProposalRequest, type Refusal } from '#contract'
import { encodeId } from '#domain/id'
import { applicantPart, type Methodology } from '#domain/methodology'
import { appendAudit, isKeepable, newId, type Dependencies, type Transaction } from '#server/platform/index'

import { accountOf, whileApplying, type Applicant } from './applicant'
import { presentProposal, selectProposal, type ProposalRow } from './proposal-row'
import { holdProposal, refuseStep, type Act } from './step-proposal'

/**
 * Opens a draft in an applicant's name. Nobody but she sees it until it is submitted. Refuses request.invalid for a text the database
 * cannot keep, methodology.not-in-force when what is to be revised was never published here.
 */
export const openProposal = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  applicant: Applicant,
  asked: ProposalRequest & { requestId: string },
): Promise<Proposal | Refusal> => {
  const { revises, record } = asked
  if (record !== null && !isKeepable(record)) return refuse('request.invalid', '/body/record')
  const now = clock.now()
  const proposalId = newId(clock)
  return whileApplying({ sql }, applicant, async (transaction) => {
    const published = revises === null ? undefined : await newestOf(transaction, revises)
    if (revises !== null && published === undefined) return refuse('methodology.not-in-force')
    const begun = record ?? (published === undefined ? {} : applicantPart(published))
    await transaction`
      INSERT INTO methodology_proposal ${transaction({
        proposal_id: proposalId,
        applicant_index: applicant.kind === 'person' ? applicant.index : null,
        account_id: accountOf(applicant),
        institution_id: applicant.kind === 'institution' ? applicant.institutionId : null,
        staff_id: applicant.kind === 'staff' ? applicant.staffId : null,
        revises,
        state: 'draft',
        record: transaction.json(begun as postgres.JSONValue),
        opened_at: now,
      })}`
    await appendAudit(transaction, {
      occurredAt: now,
      actor: applicant.actor,
      action: 'proposal.opened',
      subject: encodeId('mpr', proposalId),
      detail: { by: applicant.kind, ...(revises === null ? {} : { revises }) },
      requestId: asked.requestId,
    })
    const [row] = await transaction<ProposalRow[]>`
      ${selectProposal(transaction)} WHERE proposal_id = ${proposalId}`
    if (row === undefined) throw new Error('a proposal that was just opened is gone')
    return presentProposal(transaction, row, now)
  })
}

const newestOf = async (transaction: Transaction, code: string): Promise<Methodology | undefined> => {
  const [row] = await transaction<{ definition: Methodology }[]>`
    SELECT definition FROM methodology WHERE code = ${code} AND status = 'published' ORDER BY version DESC LIMIT 1`
  return row?.definition
}

/**
 * Replaces the working copy while it is with the applicant; what was handed in before stays as it is in its round. Refuses
 * request.not-found, request.invalid, methodology.not-with-applicant.
 */
export const amendProposal = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  applicant: Applicant,
  asked: Act & { record: Record<string, unknown> },
): Promise<Refusal | null> => {
  if (!isKeepable(asked.record)) return refuse('request.invalid', '/body/record')
  return whileApplying({ sql }, applicant, async (transaction) => {
    const row = await holdProposal(transaction, asked.proposalId, applicant)
    if (row === undefined) return refuse('request.not-found')
    if (row.state !== 'draft' && row.state !== 'returned') return refuseStep('notWithApplicant')
    await transaction`
      UPDATE methodology_proposal SET record = ${transaction.json(asked.record as postgres.JSONValue)}
      WHERE proposal_id = ${row.proposal_id}`
    await appendAudit(transaction, {
      occurredAt: clock.now(),
      actor: applicant.actor,
      action: 'proposal.amended',
      subject: asked.proposalId,
      detail: { round: row.round },
      requestId: asked.requestId,
    })
    return null
  })
}
