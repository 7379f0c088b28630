import {
  refuse,
  type FraudProgress,
  type OverdueList,
  type Refusal,
  type StaffFraudReportList,
} from '#contract'
import { encodeId } from '#domain/id'
import { readFraudNumber } from '#domain/supervision'
import type { Dependencies } from '#server/platform/index'

import { presentLine, presentProgress, type FraudRow } from './fraud-row'
import { indexOfNumber } from './report-fraud'

type OverdueFraud = Extract<OverdueList['items'][number], { kind: 'fraudReport' }>

const LISTED_MAX = 200

/** Where the report of a number stands. Refuses fraud.number-unknown, also for a digit typed wrong. */
export const readProgress = async (
  { sql, crypto }: Pick<Dependencies, 'sql' | 'crypto'>,
  text: string,
): Promise<FraudProgress | Refusal> => {
  const digits = readFraudNumber(text)
  if (digits === undefined) return refuse('fraud.number-unknown', '/body/number')
  const [row] = await sql<FraudRow[]>`
    SELECT * FROM fraud_report WHERE number_index = ${indexOfNumber(crypto, digits)}`
  return row === undefined ? refuse('fraud.number-unknown', '/body/number') : presentProgress(row)
}

/** Reports that wait, the most urgent first; or those that were answered, the latest first; at most 200, without their words. */
export const listFraud = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  state: 'open' | 'answered',
): Promise<StaffFraudReportList> => {
  const rows = await sql<FraudRow[]>`
    SELECT * FROM fraud_report WHERE (state = 'answered') = ${state === 'answered'}
    ORDER BY answered_at DESC, answer_due_at, report_id LIMIT ${LISTED_MAX}`
  const now = clock.now()
  return { items: rows.map((row) => presentLine(row, now)) }
}

/** Reports nobody has answered in their term. */
export const listOverdueFraud = async ({
  sql,
  clock,
}: Pick<Dependencies, 'sql' | 'clock'>): Promise<OverdueFraud[]> => {
  const rows = await sql<{ report_id: string; answer_due_at: Date }[]>`
    SELECT report_id, answer_due_at FROM fraud_report WHERE state <> 'answered' AND answer_due_at <= ${clock.now()}
    ORDER BY answer_due_at, report_id LIMIT ${LISTED_MAX}`
  return rows.map(({ report_id: id, answer_due_at: dueAt }) => ({
    kind: 'fraudReport',
    reportId: encodeId('frd', id),
    dueAt: dueAt.toISOString(),
  }))
}
