import { refuse, type Refusal } from '#contract'
import { decodeId, encodeId } from '#domain/id'
import {
  isStepRefusal,
  stepMethodology,
  type MethodologyState,
  type MethodologyStep,
  type StepRefusal,
} from '#domain/methodology'
import type { LoggedActionName } from '#domain/supervision'
import { tellApplicant, type ToldOfApplication } from '#server/message/index'
import { appendAudit, type Dependencies, type Transaction } from '#server/platform/index'

import { isOf, whileApplying, type Applicant } from './applicant'
import { columnsOf, selectProposal, stateOf, type ProposalRow } from './proposal-row'

/** Names of refused steps as the wire knows them. */
const STEP_REFUSALS = {
  notWithApplicant: 'methodology.not-with-applicant',
  notSubmitted: 'methodology.not-submitted',
  notUnderCheck: 'methodology.not-under-check',
  notReturnable: 'methodology.not-returnable',
  notUnderReview: 'methodology.not-under-review',
  alreadyEnded: 'methodology.already-ended',
  notInForce: 'methodology.not-in-force',
  revisionOpen: 'methodology.revision-open',
} as const satisfies Record<StepRefusal, string>

export const refuseStep = (refusal: StepRefusal): Refusal => refuse(STEP_REFUSALS[refusal])

/** Whose proposal it must be; null: anybody's that was handed in, for staff. */
export type Reach = Applicant | null

/**
 * A proposal within reach, held until the transaction ends; before it, for staff, the account of whoever applied, as a closing takes them.
 * Staff do not reach what an applicant has not handed in.
 */
export const holdProposal = async (
  transaction: Transaction,
  wireId: string,
  reach: Reach,
): Promise<ProposalRow | undefined> => {
  const proposalId = decodeId('mpr', wireId) ?? null
  if (reach === null)
    await transaction`
      SELECT FROM account
      WHERE account_id = (SELECT account_id FROM methodology_proposal WHERE proposal_id = ${proposalId}) FOR KEY SHARE`
  const within = reach === null ? transaction`state <> 'draft' AND round > 0` : isOf(transaction, reach)
  const [row] = await transaction<ProposalRow[]>`
    ${selectProposal(transaction)} WHERE proposal_id = ${proposalId} AND ${within} FOR UPDATE`
  return row
}

export interface Act {
  readonly proposalId: string
  readonly requestId: string
}

/** What a step does besides moving the state. */
interface Done {
  readonly columns?: Record<string, unknown>
  readonly detail?: Record<string, unknown>
  /** What whoever applied in her own name is told of it, when staff did it. */
  readonly told?: ToldOfApplication
}

/**
 * One step of a proposal in one transaction: the state machine says whether, `work` does what belongs to it, the chained log keeps it.
 * What `work` refuses undoes the step. Refuses request.not-found and the name of the step that is not possible.
 */
export const stepProposal = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  act: Act & { reach: Reach; actor: string; action: LoggedActionName; step: MethodologyStep },
  work: (
    transaction: Transaction,
    row: ProposalRow,
    next: { state: MethodologyState; now: Date },
  ) => Promise<Done | Refusal>,
): Promise<Refusal | null> =>
  whileApplying({ sql }, act.reach, async (transaction) => {
    const row = await holdProposal(transaction, act.proposalId, act.reach)
    if (row === undefined) return refuse('request.not-found')
    const state = stepMethodology(stateOf(row), act.step)
    if (isStepRefusal(state)) return refuseStep(state)
    const now = clock.now()
    const done = await work(transaction, row, { state, now })
    // Thrown and not returned: what was done so far must be undone.
    if ('refused' in done) throw new Undone(done)
    const columns = { ...columnsOf(state), check_due_at: null, ...done.columns }
    await transaction`
      UPDATE methodology_proposal SET ${transaction(columns)} WHERE proposal_id = ${row.proposal_id}`
    if (done.told !== undefined && act.reach === null)
      await tellApplicant(transaction, row.account_id, done.told, now)
    await appendAudit(transaction, {
      occurredAt: now,
      actor: act.actor,
      action: act.action,
      subject: encodeId('mpr', row.proposal_id),
      detail: { ...('round' in state ? { round: state.round } : {}), ...done.detail },
      requestId: act.requestId,
    })
    return null
  }).catch((error: unknown) => {
    if (error instanceof Undone) return error.refusal
    throw error
  })

/** A refusal that rolls its transaction back. */
export class Undone extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.refused)
  }
}
