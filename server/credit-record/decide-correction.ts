import { refuse, type CreditGrantRequest, type Refusal, type StaffCreditCorrection } from '#contract'
import { addGrant, type CorrectingBody, type CorrectionGrant } from '#domain/credit-record'
import { decodeId, encodeId } from '#domain/id'
import { tell } from '#server/message/index'
import {
  appendAudit,
  inTransaction,
  principalKey,
  type Dependencies,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import { selectCorrection, type CorrectionRow } from './correction-row'
import { readForStaff } from './list-corrections'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

interface Act {
  readonly correctionId: string
  readonly words: string
  readonly requestId: string
}

/**
 * Puts a person's name to a correction of so many units. It takes effect when another person of another body names the same, so that
 * nobody alone moves a record. Refuses request.not-found, credit.correction-answered, credit.line-unknown (no unit),
 * credit.second-person-needed, credit.second-body-needed.
 */
export const grantCorrection = (
  parts: Parts,
  staff: StaffPrincipal,
  act: Act & CreditGrantRequest,
): Promise<StaffCreditCorrection | Refusal> =>
  whileOpen(parts, staff, act, async (transaction, row, now) => {
    const { units, words } = act
    if (units === 0) return refuse('request.invalid', '/body/units')
    const next = { staffId: staff.staffId, body: bodyOf(staff), units }
    const before = await transaction<CorrectionGrant[]>`
      SELECT staff_id AS "staffId", body, units FROM credit_correction_word
      WHERE correction_id = ${row.correction_id} AND units IS NOT NULL ORDER BY word_no`
    const outcome = addGrant(before, next)
    if (outcome === 'secondPersonNeeded') return refuse('credit.second-person-needed')
    if (outcome === 'secondBodyNeeded') return refuse('credit.second-body-needed')
    await keepWord(transaction, row, { staff, units, words, now })
    const decided = outcome === 'agreed' ? ({ state: 'granted', units, words } as const) : null
    await settle(transaction, row, { staff, now, act, units, decided })
    return null
  })

/** The centre alone refuses, with words. Refuses request.not-found, credit.correction-answered, credit.second-person-needed. */
export const refuseCorrection = (
  parts: Parts,
  staff: StaffPrincipal,
  act: Act,
): Promise<StaffCreditCorrection | Refusal> =>
  whileOpen(parts, staff, act, async (transaction, row, now) => {
    const { words } = act
    await keepWord(transaction, row, { staff, units: null, words, now })
    const decided = { state: 'refused', units: null, words } as const
    await settle(transaction, row, { staff, now, act, units: null, decided })
    return null
  })

/** The body whose word it is; the routes have let nobody else through. */
const bodyOf = ({ role }: StaffPrincipal): CorrectingBody => {
  if (role === 'district') throw new Error('a district does not decide about corrections')
  return role
}

const whileOpen = (
  parts: Parts,
  staff: StaffPrincipal,
  { correctionId }: Act,
  work: (transaction: Transaction, row: CorrectionRow, now: Date) => Promise<Refusal | null>,
): Promise<StaffCreditCorrection | Refusal> =>
  inTransaction(parts.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const id = decodeId('ccr', correctionId) ?? null
    const now = parts.clock.now()
    // Her account before her request, as closing it takes them.
    await transaction`
      SELECT FROM account WHERE account_id = (SELECT account_id FROM credit_correction WHERE correction_id = ${id}) FOR SHARE`
    const [row] = await transaction<CorrectionRow[]>`
      ${selectCorrection(transaction)} WHERE correction_id = ${id} FOR UPDATE OF correction`
    if (row === undefined) return refuse('request.not-found')
    if (row.state !== 'open') return refuse('credit.correction-answered')
    if (await hasRefusedBefore(transaction, row, staff)) return refuse('credit.second-person-needed')
    return (await work(transaction, row, now)) ?? readForStaff(transaction, { correctionId: id, staff, now })
  })

/** A review is not heard by whoever refused what is reviewed. */
const hasRefusedBefore = async (
  transaction: Transaction,
  row: CorrectionRow,
  { staffId }: StaffPrincipal,
): Promise<boolean> => {
  const rows = await transaction`
    SELECT FROM credit_correction AS earlier JOIN credit_correction_word USING (correction_id)
    WHERE (earlier.account_id = ${row.account_id} OR earlier.institution_id = ${row.institution_id})
      AND earlier.line_id = ${row.line_id} AND earlier.city_month = ${`${row.month}-01`} AND earlier.hearing < ${row.hearing}
      AND staff_id = ${staffId} AND units IS NULL`
  return rows.length > 0
}

const keepWord = async (
  transaction: Transaction,
  row: CorrectionRow,
  said: { staff: StaffPrincipal; units: number | null; words: string; now: Date },
): Promise<void> => {
  await transaction`
    INSERT INTO credit_correction_word (correction_id, staff_id, body, units, words, said_at)
    VALUES (${row.correction_id}, ${said.staff.staffId}, ${bodyOf(said.staff)}, ${said.units}, ${said.words}, ${said.now})`
}

interface Settling {
  readonly staff: StaffPrincipal
  readonly now: Date
  readonly act: Act
  readonly units: number | null
  readonly decided: {
    readonly state: 'granted' | 'refused'
    readonly units: number | null
    readonly words: string
  } | null
}

const settle = async (
  transaction: Transaction,
  row: CorrectionRow,
  { staff, now, act, units, decided }: Settling,
): Promise<void> => {
  if (decided !== null) {
    await transaction`
      UPDATE credit_correction SET state = ${decided.state}, granted_units = ${decided.units}, answer = ${decided.words}, answered_at = ${now}
      WHERE correction_id = ${row.correction_id}`
    if (row.account_id !== null)
      await tell(
        transaction,
        { kind: 'creditAnswered', accountId: row.account_id, subjectId: row.correction_id },
        now,
      )
  }
  await appendAudit(transaction, {
    occurredAt: now,
    actor: principalKey(staff),
    action: decided === null ? 'credit.signed' : `credit.${decided.state}`,
    subject: encodeId('ccr', row.correction_id),
    detail: { body: staff.role, units },
    requestId: act.requestId,
  })
}
