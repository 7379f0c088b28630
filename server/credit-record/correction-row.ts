import type { CreditCorrection } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { creditRulesOn, creditTermsOn, linesOf, type LineId } from '#domain/credit-record'
import { encodeId } from '#domain/id'
import type { Queryable } from '#server/platform/index'

import { kindOf } from './holder'

export interface CorrectionRow {
  correction_id: string
  account_id: string | null
  institution_id: string | null
  line_id: LineId
  month: string
  hearing: number
  text: string
  state: CreditCorrection['state']
  asked_at: Date
  due_at: Date
  granted_units: number | null
  answer: string | null
  answered_at: Date | null
  is_latest: boolean
}

/** Select list and table of a CorrectionRow; `WHERE` and the rest follow. */
export const selectCorrection = (sql: Queryable) => sql`
  SELECT correction_id, account_id, institution_id, line_id, to_char(city_month, 'YYYY-MM') AS month, hearing, text, state, asked_at,
    due_at, granted_units, answer, answered_at, NOT EXISTS (SELECT FROM credit_correction AS later
      WHERE (later.account_id = correction.account_id OR later.institution_id = correction.institution_id)
        AND later.line_id = correction.line_id AND later.city_month = correction.city_month
        AND later.hearing > correction.hearing) AS is_latest
  FROM credit_correction AS correction`

export const lineOf = (
  row: Pick<CorrectionRow, 'account_id' | 'institution_id' | 'line_id' | 'asked_at'>,
) => {
  const kind = kindOf({ accountId: row.account_id, institutionId: row.institution_id })
  const line = linesOf(creditRulesOn(cityDayOf(row.asked_at)), kind).find(
    ({ lineId }) => lineId === row.line_id,
  )
  if (line === undefined)
    throw new Error('a correction is of a line that was not there when it was asked for')
  return line
}

export const presentCorrection = (row: CorrectionRow, now: Date): CreditCorrection => ({
  correctionId: encodeId('ccr', row.correction_id),
  lineId: row.line_id,
  line: lineOf(row).name,
  month: row.month,
  text: row.text,
  hearing: row.hearing,
  state: row.state,
  askedAt: row.asked_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  grantedUnits: row.granted_units,
  answer: row.answer,
  answeredAt: row.answered_at?.toISOString() ?? null,
  mayAskAgain:
    row.is_latest && row.state !== 'open' && row.hearing < creditTermsOn(cityDayOf(now)).hearingsMax,
})
