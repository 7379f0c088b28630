import { refuse, type Refusal } from '#contract'
import {
  brokenConstraint,
  principalKey,
  type Dependencies,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import type { ProposalRow } from './proposal-row'
import { stepProposal, type Act } from './step-proposal'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

/** A person of the centre takes the formal check up. Refuses request.not-found, methodology.not-submitted. */
export const beginCheck = (deps: Parts, staff: StaffPrincipal, act: Act): Promise<Refusal | null> =>
  stepProposal(
    deps,
    {
      ...act,
      reach: null,
      actor: principalKey(staff),
      action: 'proposal.check-begun',
      step: { kind: 'beginCheck' },
    },
    async (_transaction, row) => ({ columns: { check_due_at: row.check_due_at } }),
  )

/**
 * The form is right: the proposal gets its code – its own, or the one it revises – and version, and goes to the experts. Refuses
 * request.not-found, methodology.not-under-check, methodology.code-needed, methodology.code-taken, methodology.not-in-force,
 * methodology.revision-open.
 */
export const acceptProposal = async (
  deps: Parts,
  staff: StaffPrincipal,
  act: Act & { code: string | null },
): Promise<Refusal | null> =>
  stepProposal(
    deps,
    {
      ...act,
      reach: null,
      actor: principalKey(staff),
      action: 'proposal.accepted',
      step: { kind: 'passCheck' },
    },
    async (transaction, row) => {
      const given = await giveVersion(transaction, row, act.code)
      if ('refused' in given) return given
      return { columns: { ...given }, detail: { ...given } }
    },
  ).catch((error: unknown) => {
    if (brokenConstraint(error) === 'methodology_proposal_version') return refuse('methodology.revision-open')
    throw error
  })

const giveVersion = async (
  transaction: Transaction,
  row: ProposalRow,
  code: string | null,
): Promise<{ code: string; version: number } | Refusal> => {
  // Given once: a round that came back from the formal check never had one.
  if ((code === null) === (row.revises === null)) return refuse('methodology.code-needed', '/body/code')
  const wanted = code ?? row.revises ?? ''
  const kept = await transaction<{ version: number; status: string; scene_id: string }[]>`
    SELECT version, status, scene_id FROM methodology WHERE code = ${wanted} ORDER BY version DESC`
  const isOfScene = kept.every(({ scene_id: sceneId }) => sceneId === row.record['sceneId'])
  if (row.revises !== null && kept.every(({ status }) => status !== 'published'))
    return refuse('methodology.not-in-force')
  // A code that only ever said why its scene does not count may be taken up by the first version that does.
  const isFree = kept.every(({ status }) => status === 'disabled')
  if (!isOfScene || (row.revises === null && !isFree)) return refuse('methodology.code-taken', '/body/code')
  return { code: wanted, version: (kept[0]?.version ?? 0) + 1 }
}

/** Sends a proposal back to its applicant with reasons. Refuses request.not-found, methodology.not-returnable. */
export const returnProposal = async (
  deps: Parts,
  staff: StaffPrincipal,
  act: Act & { reasons: string },
): Promise<Refusal | null> =>
  stepProposal(
    deps,
    {
      ...act,
      reach: null,
      actor: principalKey(staff),
      action: 'proposal.returned',
      step: { kind: 'return' },
    },
    async (transaction, row, { state, now }) => {
      if (state.kind !== 'returned') throw new Error('a return leads to returned')
      await transaction`
        INSERT INTO proposal_return (proposal_id, round, returned_from, reasons, returned_by, returned_at)
        VALUES (${row.proposal_id}, ${row.round}, ${state.from}, ${act.reasons}, ${staff.staffId}, ${now})`
      const { proposal_id: proposalId, round } = row
      return {
        detail: { from: state.from },
        told: { kind: 'proposalReturned', proposalId, act: String(round) },
      }
    },
  )

/**
 * Ends a proposal for good, by the centre or by its applicant; a code it was given is free again. Refuses request.not-found,
 * methodology.already-ended.
 */
export const closeProposal = async (
  deps: Parts,
  by: { reach: Parameters<typeof stepProposal>[1]['reach']; actor: string },
  act: Act & { reasons: string },
): Promise<Refusal | null> =>
  stepProposal(
    deps,
    { ...act, ...by, action: 'proposal.closed', step: { kind: 'close' } },
    async (_transaction, row) => ({
      columns: { closed_reasons: act.reasons },
      told: { kind: 'proposalClosed', proposalId: row.proposal_id, act: String(row.round) },
    }),
  )
