import type postgres from 'postgres'

import { refuse, type Refusal } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { dueAfter, reviewTermsOn } from '#domain/methodology'
import { isClassOfKind, type SceneKind } from '#domain/scene'
import { recordDigest } from '#server/methodology/index'
import type { Dependencies, Transaction } from '#server/platform/index'

import { accountOf, type Applicant } from './applicant'
import { usesBeyond } from './permitted-uses'
import { readRow, type ProposalRow } from './proposal-row'
import { stepProposal, type Act } from './step-proposal'

/**
 * Hands the working copy in as a new round. What experts sent back goes to the same experts with a new term, what the centre sent back
 * is checked again. Refuses request.not-found, methodology.not-with-applicant, methodology.record-faulty with every fault.
 */
export const submitProposal = async (
  deps: Pick<Dependencies, 'sql' | 'clock'>,
  applicant: Applicant,
  act: Act,
): Promise<Refusal | null> =>
  stepProposal(
    deps,
    {
      ...act,
      reach: applicant,
      actor: applicant.actor,
      action: 'proposal.submitted',
      step: { kind: 'submit' },
    },
    async (transaction, row, { state, now }) => {
      const faults = await faultsOf(transaction, row, now)
      if (faults.length > 0) return refuse('methodology.record-faulty', faults.join('; '))
      if (!('round' in state)) throw new Error('a submission leads to a round')
      const digest = recordDigest(row.record)
      await transaction`
        INSERT INTO proposal_round (proposal_id, round, record, record_digest, submitted_at)
        VALUES (${row.proposal_id}, ${state.round}, ${transaction.json(row.record as postgres.JSONValue)}, ${digest}, ${now})`
      const terms = reviewTermsOn(cityDayOf(now))
      const detail = { recordDigest: digest.toString('hex') }
      // Whoever began without an account may hold one by now.
      const account = { account_id: accountOf(applicant) ?? row.account_id }
      if (state.kind === 'submitted')
        return { columns: { ...account, check_due_at: dueAfter(now, terms.formalCheckDays) }, detail }
      await askAgain(transaction, row, { now, dueAt: dueAfter(now, terms.opinionDays) })
      return { columns: account, detail }
    },
  )

const faultsOf = async (
  transaction: Transaction,
  row: ProposalRow,
  now: Date,
): Promise<readonly string[]> => {
  const read = readRow(row, now)
  if ('faults' in read) return read.faults
  const [scene] = await transaction<
    { kind: SceneKind }[]
  >`SELECT kind FROM scene WHERE scene_id = ${read.sceneId}`
  const [before] = await transaction`
    SELECT FROM proposal_round WHERE proposal_id = ${row.proposal_id} AND record ->> 'sceneId' <> ${read.sceneId}`
  const beyond = await usesBeyond(transaction, read, cityDayOf(now))
  return [
    ...(scene === undefined ? [`sceneId: there is no scene ${read.sceneId}`] : []),
    ...(scene !== undefined && !isClassOfKind(scene.kind, read.class)
      ? [`class: a ${scene.kind} scene has no methodology of class ${read.class}`]
      : []),
    ...(before !== undefined && row.code !== null ? ['sceneId: it stays what the code was given for'] : []),
    ...beyond.map((use) => `uses: class ${read.class} does not permit ${use}`),
  ]
}

/** The seats of the round before, less those who recused themselves or were replaced. */
const askAgain = async (
  transaction: Transaction,
  { proposal_id: proposalId, round }: ProposalRow,
  { now, dueAt }: { now: Date; dueAt: Date },
): Promise<void> => {
  await transaction`
    INSERT INTO proposal_seat (proposal_id, round, expert_id, field, asked_by, asked_at, due_at)
    SELECT proposal_id, ${round + 1}::smallint, expert_id, field, asked_by, ${now}::timestamptz, ${dueAt}::timestamptz
    FROM proposal_seat AS seat JOIN expert USING (expert_id)
    WHERE proposal_id = ${proposalId} AND round = ${round} AND active
      AND NOT EXISTS (SELECT FROM proposal_seat AS next
        WHERE (next.proposal_id, next.round, next.replaces) = (seat.proposal_id, seat.round, seat.expert_id))
      AND NOT EXISTS (SELECT FROM proposal_recusal AS recusal
        WHERE (recusal.proposal_id, recusal.round, recusal.expert_id) = (seat.proposal_id, seat.round, seat.expert_id))`
}
