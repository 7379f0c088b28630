import { refuse, type FraudAnswerRequest, type Refusal, type StaffFraudReport } from '#contract'
import { decodeId } from '#domain/id'
import { decideFraudStep, type LoggedActionName } from '#domain/supervision'
import {
  appendAudit,
  inTransaction,
  principalKey,
  type Dependencies,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import { presentReport, type FraudRow } from './fraud-row'

type Parts = Pick<Dependencies, 'sql' | 'crypto' | 'clock'>

interface Asked {
  readonly reportId: string
  readonly requestId: string
}

/** A report with its words. Each look is written into the log of actions. Refuses request.not-found. */
export const readFraud = (
  parts: Parts,
  staff: StaffPrincipal,
  asked: Asked,
): Promise<StaffFraudReport | Refusal> =>
  onReport(parts, asked, async (transaction, _row, now) => {
    await log(transaction, staff, { ...asked, action: 'fraud-report.read', now })
    return undefined
  })

/** Somebody begins to look into it: whoever follows it by its number sees that. Again it changes nothing. Refuses request.not-found, fraud.already-answered. */
export const lookAtFraud = (
  parts: Parts,
  staff: StaffPrincipal,
  asked: Asked,
): Promise<StaffFraudReport | Refusal> =>
  onReport(parts, asked, async (transaction, row, now) => {
    const state = decideFraudStep(row.state, 'look')
    if (state === 'fraud.already-answered') return refuse(state)
    await beginLook(transaction, staff, { row, asked, now })
    return undefined
  })

/**
 * Answers a report, once and by one person. The answer is public to whoever holds the number and names nobody; what follows from it – a
 * suspension – is an act of its own. Refuses request.not-found, fraud.already-answered.
 */
export const answerFraud = (
  parts: Parts,
  staff: StaffPrincipal,
  asked: Asked & FraudAnswerRequest,
): Promise<StaffFraudReport | Refusal> =>
  onReport(parts, asked, async (transaction, row, now) => {
    const state = decideFraudStep(row.state, 'answer')
    if (state === 'fraud.already-answered') return refuse(state)
    await beginLook(transaction, staff, { row, asked, now })
    await transaction`
      UPDATE fraud_report SET state = ${state}, answered_at = ${now}, answered_by = ${staff.staffId}, outcome = ${asked.outcome},
        answer = ${asked.answer}
      WHERE report_id = ${row.report_id}`
    const detail = { outcome: asked.outcome }
    await log(transaction, staff, { ...asked, action: 'fraud-report.answered', now, detail })
    return undefined
  })

/** Whoever answers has looked, too. */
const beginLook = async (
  transaction: Transaction,
  staff: StaffPrincipal,
  { row, asked, now }: { row: FraudRow; asked: Asked; now: Date },
): Promise<void> => {
  if (row.state !== 'received') return
  await transaction`
    UPDATE fraud_report SET state = 'lookedAt', looked_at = ${now}, looked_at_by = ${staff.staffId} WHERE report_id = ${row.report_id}`
  const { reportId, requestId } = asked
  await log(transaction, staff, { reportId, requestId, action: 'fraud-report.looked-at', now })
}

/** Holds a report, does the work, and answers with the report as it is then. */
const onReport = (
  { sql, crypto, clock }: Parts,
  { reportId }: Asked,
  work: (transaction: Transaction, row: FraudRow, now: Date) => Promise<Refusal | undefined>,
): Promise<StaffFraudReport | Refusal> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const id = decodeId('frd', reportId) ?? null
    const [row] = await transaction<FraudRow[]>`
      SELECT * FROM fraud_report WHERE report_id = ${id} FOR NO KEY UPDATE`
    if (row === undefined) return refuse('request.not-found')
    const now = clock.now()
    const refused = await work(transaction, row, now)
    if (refused) return refused
    const [after] = await transaction<FraudRow[]>`SELECT * FROM fraud_report WHERE report_id = ${id}`
    if (after === undefined) throw new Error('a report that is held is gone')
    return presentReport(crypto, after, now)
  })

const log = (
  transaction: Transaction,
  staff: StaffPrincipal,
  act: Asked & {
    readonly action: LoggedActionName
    readonly now: Date
    readonly detail?: Record<string, unknown>
  },
): Promise<void> =>
  appendAudit(transaction, {
    occurredAt: act.now,
    actor: principalKey(staff),
    action: act.action,
    subject: act.reportId,
    detail: act.detail ?? {},
    requestId: act.requestId,
  })
