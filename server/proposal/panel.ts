import type { StaffProposal } from '#contract'
import { isInConflict, type PanelSeat } from '#domain/methodology'
import type { Queryable } from '#server/platform/index'

import type { ProposalRow } from './proposal-row'

type Seat = StaffProposal['seats'][number]

interface SeatRow {
  round: number
  expert_id: string
  name: string
  field: string
  /** Hers now and, once she has given her opinion, hers when she signed it. */
  credit_codes: readonly (string | null)[]
  due_at: Date
  recusal_reason: string | null
  is_replaced: boolean
  verdict: NonNullable<Seat['opinion']>['verdict'] | null
  text: string | null
  name_shown: boolean | null
  signed_text: string | null
  signature: Buffer | null
  given_at: Date | null
}

/** Institutions in whose cause an expert of theirs may not speak: the applicant's and the author's. */
export const partiesOf = async (
  sql: Queryable,
  row: Pick<ProposalRow, 'institution_id' | 'record'>,
): Promise<(string | null)[]> => {
  const [institution] = await sql<{ credit_code: string }[]>`
    SELECT credit_code FROM institution WHERE institution_id = ${row.institution_id}`
  const outline = row.record['outline'] as { author?: { creditCode?: string | null } } | undefined
  return [institution?.credit_code ?? null, outline?.author?.creditCode ?? null]
}

/** Everybody asked about a proposal, round by round, and what she said. */
export const readSeats = async (sql: Queryable, row: ProposalRow, now: Date): Promise<Seat[]> => {
  const parties = await partiesOf(sql, row)
  const seats = await sql<SeatRow[]>`
    SELECT seat.round, seat.expert_id, coalesce(expert_name, expert.name) AS name, seat.field,
      ARRAY[expert.credit_code, given.credit_code] AS credit_codes, seat.due_at, recusal.reason AS recusal_reason,
      EXISTS (SELECT FROM proposal_seat AS next WHERE (next.proposal_id, next.round, next.replaces) =
        (seat.proposal_id, seat.round, seat.expert_id)) AS is_replaced,
      verdict, opinion AS text, name_shown, signed_text, signature, given_at
    FROM proposal_seat AS seat JOIN expert USING (expert_id)
    LEFT JOIN proposal_recusal AS recusal USING (proposal_id, round, expert_id)
    LEFT JOIN proposal_opinion AS given USING (proposal_id, round, expert_id)
    WHERE seat.proposal_id = ${row.proposal_id} ORDER BY seat.round, seat.asked_at, seat.expert_id`
  return seats.map((seat) =>
    presentSeat(seat, { parties, now, isOpen: row.state === 'review' && seat.round === row.round }),
  )
}

const presentSeat = (
  seat: SeatRow,
  known: { parties: readonly (string | null)[]; now: Date; isOpen: boolean },
): Seat => {
  const state = stateOfSeat(seat)
  return {
    round: seat.round,
    expertId: seat.expert_id,
    name: seat.name,
    field: seat.field,
    state,
    dueAt: seat.due_at.toISOString(),
    overdue: known.isOpen && state === 'asked' && seat.due_at <= known.now,
    inConflict: seat.credit_codes.some((code) => code !== null && isInConflict(code, known.parties)),
    recusalReason: seat.recusal_reason,
    opinion: opinionOf(seat),
  }
}

const stateOfSeat = (seat: SeatRow): Seat['state'] => {
  if (seat.is_replaced) return 'replaced'
  if (seat.recusal_reason !== null) return 'recused'
  return seat.verdict === null ? 'asked' : 'given'
}

const opinionOf = (seat: SeatRow): Seat['opinion'] => {
  const { verdict, text, name_shown: nameShown, signed_text: signedText, signature, given_at: givenAt } = seat
  if (verdict === null || text === null || signedText === null || signature === null || givenAt === null)
    return null
  return {
    verdict,
    text,
    nameShown: nameShown === true,
    signedText,
    signature: signature.toString('base64url'),
    givenAt: givenAt.toISOString(),
  }
}

/** The seats of a round as the rule of agreement asks for them. */
export const panelOf = (seats: readonly Seat[], round: number): PanelSeat[] =>
  seats
    .filter((seat) => seat.round === round)
    .map(({ state, opinion, inConflict }) => ({
      left: state === 'recused' || state === 'replaced',
      verdict: opinion?.verdict ?? null,
      inConflict,
    }))
