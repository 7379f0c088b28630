import {
  refuse,
  type OverdueList,
  type Refusal,
  type StaffCreditCorrection,
  type StaffCreditCorrectionList,
} from '#contract'
import { amountsOf, unitsIn, type CorrectingBody, type LineId } from '#domain/credit-record'
import { parseCityMonth, type CityMonth } from '#domain/calendar'
import { decodeId, encodeId } from '#domain/id'
import { recordReads } from '#server/staff/index'
import type { Dependencies, Queryable, StaffPrincipal } from '#server/platform/index'

import { lineOf, presentCorrection, selectCorrection, type CorrectionRow } from './correction-row'
import { readFacts } from './facts'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

const A_PAGE = 25
const OVERDUE_MAX = 100

/**
 * Requests that wait for an answer, the most urgent first, then those answered lately; each look at what is held about somebody is listed
 * for her. Refuses request.invalid for a cursor that is not ours.
 */
export const listForStaff = async (
  { sql, clock }: Parts,
  staff: StaffPrincipal,
  cursor: string | undefined,
): Promise<StaffCreditCorrectionList | Refusal> => {
  const now = clock.now()
  const after = cursor === undefined ? null : readCursor(cursor)
  if (after === undefined) return refuse('request.invalid', '/query/cursor')
  const found = await sql<CorrectionRow[]>`
    ${selectCorrection(sql)} WHERE state <> 'lapsed' AND ${after === null ? sql`true` : isBehind(sql, after)}
    ORDER BY state <> 'open', CASE WHEN state = 'open' THEN due_at END, CASE WHEN state = 'open' THEN correction_id END,
      answered_at DESC, correction_id DESC LIMIT ${A_PAGE + 1}`
  const rows = found.slice(0, A_PAGE)
  const last = found.length > A_PAGE ? rows.at(-1) : undefined
  await recordLooks(sql, rows, { staff, now })
  const items: StaffCreditCorrection[] = []
  for (const row of rows) items.push(await presentForStaff(sql, row, now))
  return { items, nextCursor: last === undefined ? null : cursorOf(last) }
}

/** Where a page ends: among those that wait, or among those answered – what waited then may be answered by the next page. */
interface Place {
  readonly waits: boolean
  readonly correctionId: string
}

const cursorOf = ({ state, correction_id: id }: CorrectionRow): string =>
  `${state === 'open' ? 'open' : 'answered'}.${encodeId('ccr', id)}`

const readCursor = (cursor: string): Place | undefined => {
  const [part, id = ''] = cursor.split('.')
  const correctionId = decodeId('ccr', id)
  const isPart = part === 'open' || part === 'answered'
  return isPart && correctionId !== undefined ? { waits: part === 'open', correctionId } : undefined
}

const isBehind = (sql: Queryable, { waits, correctionId }: Place) =>
  waits
    ? sql`(state <> 'open' OR (due_at, correction_id) > (SELECT due_at, correction_id FROM credit_correction WHERE correction_id = ${correctionId}))`
    : sql`state <> 'open' AND (answered_at, correction_id) < (SELECT answered_at, correction_id FROM credit_correction WHERE correction_id = ${correctionId})`

interface Look {
  readonly staff: StaffPrincipal
  readonly now: Date
}

/** One of them, listed for its resident likewise. Refuses request.not-found. */
export const readForStaff = async (
  sql: Queryable,
  { correctionId, ...look }: Look & { correctionId: string | null },
): Promise<StaffCreditCorrection | Refusal> => {
  const [row] = await sql<CorrectionRow[]>`${selectCorrection(sql)} WHERE correction_id = ${correctionId}`
  if (row === undefined) return refuse('request.not-found')
  await recordLooks(sql, [row], look)
  return presentForStaff(sql, row, look.now)
}

/** What is held about the month is shown while the request waits: an answered one, or one of a closed account, needs it no more. */
const showsEvidence = ({ state }: CorrectionRow): boolean => state === 'open'

const recordLooks = (sql: Queryable, rows: readonly CorrectionRow[], { staff, now }: Look): Promise<void> =>
  recordReads(sql, {
    accountIds: rows
      .filter(showsEvidence)
      .flatMap(({ account_id: accountId }) => (accountId === null ? [] : [accountId])),
    reader: staff,
    purpose: { zh: '处理你的碳信用更正', en: 'Handling your request to correct your credit record' },
    now,
  })

const presentForStaff = async (
  sql: Queryable,
  row: CorrectionRow,
  now: Date,
): Promise<StaffCreditCorrection> => {
  const line = lineOf(row)
  const [institution] = await sql<{ zh: string; en: string }[]>`
    SELECT name_zh AS zh, name_en AS en FROM institution WHERE institution_id = ${row.institution_id}`
  return {
    ...presentCorrection(row, now),
    holder: { kind: row.account_id === null ? 'institution' : 'person', institution: institution ?? null },
    per: line.per,
    ...(showsEvidence(row) ? await heldAbout(sql, row) : { units: null, evidence: [] }),
    overdue: row.state === 'open' && row.due_at <= now,
    said: await readSaid(sql, row.correction_id),
  }
}

/** What the line has in that month now, and what that comes from. */
const heldAbout = async (
  sql: Queryable,
  row: CorrectionRow,
): Promise<Pick<StaffCreditCorrection, 'units' | 'evidence'>> => {
  const facts = await readFacts(sql, { accountId: row.account_id, institutionId: row.institution_id })
  const [line, month] = [lineOf(row), parseCityMonth(row.month) as CityMonth]
  return { units: unitsIn(facts, line, month), evidence: amountsOf(facts, line, month) }
}

const readSaid = async (sql: Queryable, correctionId: string): Promise<StaffCreditCorrection['said']> => {
  const rows = await sql<
    {
      staff_id: string
      name: string
      body: CorrectingBody
      units: number | null
      words: string
      said_at: Date
    }[]
  >`
    SELECT staff_id, name, body, units, words, said_at FROM credit_correction_word JOIN staff USING (staff_id)
    WHERE correction_id = ${correctionId} ORDER BY word_no`
  return rows.map(({ staff_id: staffId, said_at: saidAt, ...rest }) => ({
    ...rest,
    staffId,
    saidAt: saidAt.toISOString(),
  }))
}

type OverdueCorrection = Extract<OverdueList['items'][number], { correctionId: string }>

/** Requests for correction whose term is over, the longest overdue first, at most 100. */
export const listOverdueCorrections = async ({ sql, clock }: Parts): Promise<OverdueCorrection[]> => {
  const rows = await sql<{ correction_id: string; due_at: Date; line_id: LineId }[]>`
    SELECT correction_id, due_at FROM credit_correction WHERE state = 'open' AND due_at <= ${clock.now()}
    ORDER BY due_at, correction_id LIMIT ${OVERDUE_MAX}`
  return rows.map(({ correction_id: id, due_at: dueAt }) => ({
    kind: 'creditCorrection',
    correctionId: encodeId('ccr', id),
    dueAt: dueAt.toISOString(),
  }))
}
