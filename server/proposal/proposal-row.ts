import type { Proposal, ProposalSummary, PublicOpinion } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { encodeId } from '#domain/id'
import type { Methodology, MethodologyState } from '#domain/methodology'
import { readProposed } from '#domain/methodology'
import { CITY_SCHEME_ID } from '#server/city/index'
import type { Queryable } from '#server/platform/index'

export interface ProposalRow {
  proposal_id: string
  account_id: string | null
  institution_id: string | null
  staff_id: string | null
  revises: string | null
  code: string | null
  version: number | null
  state: ProposalSummary['state']
  round: number
  returned_from: 'formalCheck' | 'review' | null
  record: Record<string, unknown>
  opened_at: Date
  check_due_at: Date | null
  closed_reasons: string | null
}

/** Select list and table of a ProposalRow; `WHERE` and the rest follow. */
export const selectProposal = (sql: Queryable) => sql`
  SELECT proposal_id, account_id, institution_id, staff_id, revises, code, version, state, round, returned_from, record, opened_at,
    check_due_at, closed_reasons
  FROM methodology_proposal`

/** The row as the lifecycle knows it. */
export const stateOf = (row: ProposalRow): MethodologyState => {
  const { state: kind, round } = row
  switch (kind) {
    case 'draft':
      return { kind }
    case 'submitted':
    case 'formalCheck':
    case 'review':
    case 'closed':
      return { kind, round }
    case 'returned':
      return { kind, round, from: row.returned_from ?? 'formalCheck' }
    case 'published':
      return { kind, version: row.version ?? 1 }
  }
}

/** The columns of a state, for an UPDATE. Version and day of the check are set by the steps that give them. */
export const columnsOf = (
  state: MethodologyState,
): { state: string; round?: number; returned_from: string | null } => ({
  state: state.kind,
  ...('round' in state ? { round: state.round } : {}),
  returned_from: state.kind === 'returned' ? state.from : null,
})

/** What the record would be as a methodology, or its faults; a code or day not yet given is held open by a stand-in. */
export const readRow = (
  row: Pick<ProposalRow, 'record' | 'code' | 'version' | 'revises'>,
  now: Date,
): Methodology | { faults: readonly string[] } =>
  readProposed(row.record, {
    code: row.code ?? row.revises ?? 'NOT-GIVEN-YET',
    version: row.version ?? 1,
    schemeId: CITY_SCHEME_ID,
    validFrom: cityDayOf(now),
  })

export const presentSummary = (row: ProposalRow): ProposalSummary => ({
  proposalId: encodeId('mpr', row.proposal_id),
  state: row.state,
  round: row.round,
  name: nameOf(row.record),
  revises: row.revises,
  code: row.code,
  version: row.version,
  openedAt: row.opened_at.toISOString(),
  checkDueAt: row.check_due_at?.toISOString() ?? null,
})

const nameOf = ({ name }: Record<string, unknown>): ProposalSummary['name'] => {
  const { zh, en } = (name ?? {}) as Record<string, unknown>
  return typeof zh === 'string' && typeof en === 'string' ? { zh, en } : null
}

/** A proposal with what came back to its applicant. */
export const presentProposal = async (sql: Queryable, row: ProposalRow, now: Date): Promise<Proposal> => {
  const returns = await sql<{ round: number; from: 'formalCheck' | 'review'; reasons: string; at: Date }[]>`
    SELECT round, returned_from AS from, reasons, returned_at AS at FROM proposal_return
    WHERE proposal_id = ${row.proposal_id} ORDER BY round`
  const read = readRow(row, now)
  const hasEnded = row.state === 'published' || row.state === 'closed'
  const endedRounds = returns.map(({ round }) => round)
  const opinions = await readOpinions(sql, row.proposal_id)
  return {
    ...presentSummary(row),
    record: row.record,
    faults: 'faults' in read ? [...read.faults] : [],
    returns: returns.map(({ at, ...rest }) => ({ ...rest, returnedAt: at.toISOString() })),
    closedReasons: row.closed_reasons,
    opinions: opinions.filter(({ round }) => hasEnded || endedRounds.includes(round)),
  }
}

/** The opinions of a proposal as the rules let them be read: the expert's name only with her consent (PIPL Art 25). */
export const readOpinions = async (sql: Queryable, proposalId: string): Promise<PublicOpinion[]> => {
  const rows = await sql<(Omit<PublicOpinion, 'givenAt'> & { given_at: Date })[]>`
    SELECT round, field, verdict, opinion AS text, given_at, CASE WHEN name_shown THEN expert_name END AS expert
    FROM proposal_opinion JOIN proposal_seat USING (proposal_id, round, expert_id)
    WHERE proposal_id = ${proposalId} ORDER BY round, given_at, expert_id`
  return rows.map(({ given_at: givenAt, ...rest }) => ({ ...rest, givenAt: givenAt.toISOString() }))
}
